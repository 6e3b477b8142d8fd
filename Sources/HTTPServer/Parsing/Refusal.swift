/// Why bytes are no request that we serve: an HTTP status and a reason without any of the client's own bytes.
///
/// Where the next request would start is not certain any more, so the connection is closed after the answer.
package struct Refusal: Error, Equatable {
  package let status: Int
  package let reason: String

  static func malformed(_ reason: String) -> Refusal {
    Refusal(status: 400, reason: reason)
  }

  static let bodyTooLarge = Refusal(status: 413, reason: "The body is larger than this server takes")
  static let headerTooLarge = Refusal(status: 431, reason: "The header is larger than this server takes")
}
