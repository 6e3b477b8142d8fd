/// What answers requests. Both functions run on the server's only queue: they must return at once.
package protocol Handler: Sendable {
  /// Called when the header is read and before the body is: an answer here spares reading it.
  ///
  /// The request's body is empty as yet. Nil lets the request go on to `answer`.
  func refusal(of request: Request) -> Response?

  func answer(_ request: Request) -> Answer
}

extension Handler {
  package func refusal(of request: Request) -> Response? { nil }
}

package enum Answer: Sendable {
  case now(Response)
  /// Runs in a task of its own, which is cancelled when the client closes the connection or the server stops.
  ///
  /// Returning without having responded is answered 500; returning from a stream finishes it.
  case later(@Sendable (ResponseWriter) async -> Void)
}
