/// Why bytes are not a request that this server reads.
///
/// It is not certain any more where the next request starts, so the connection is closed after the answer.
package struct Refusal: Error, Equatable {
  /// The HTTP status of the answer.
  package let status: Int
  /// The reason in words; none of the client's own bytes are in it.
  package let reason: String

  static func malformed(_ reason: String) -> Refusal {
    Refusal(status: 400, reason: reason)
  }

  static let bodyTooLarge = Refusal(status: 413, reason: "The body is larger than this server takes")
  static let headerTooLarge = Refusal(status: 431, reason: "The header is larger than this server takes")
}
