/// How a handler answers a request: with a response that is ready, or with work that will write one.
package enum WebAnswer: Sendable {
  case now(WebResponse)
  /// The work runs in a task of its own, which is cancelled when the client closes the connection or the server stops.
  ///
  /// If it returns and has written nothing, the client gets a 500. If it returns from a stream, the stream ends.
  case later(@Sendable (ResponseWriter) async -> Void)
}
