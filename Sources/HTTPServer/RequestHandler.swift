/// What answers the requests of a server.
///
/// Both functions run on the server's only queue, so they must return at once.
package protocol RequestHandler: Sendable {
  /// Refuses a request whose header was read and whose body was not, which spares reading the body.
  ///
  /// - Parameter request: its body is still empty.
  /// - Returns: nil to let the request go on to `answer`.
  func refusal(of request: WebRequest) -> WebResponse?

  /// Answers a request that was read to its end.
  func answer(_ request: WebRequest) -> WebAnswer
}

extension RequestHandler {
  /// Refuses nothing.
  package func refusal(of request: WebRequest) -> WebResponse? { nil }
}
