import Concurrency

extension PantherClient {
  /// Makes one attempt at a request: waits for a place, sends within the deadline, and tells the observer about it.
  ///
  /// - Returns: the answer, with secrets hidden wherever the answer repeats them.
  /// - Throws: `NoTimeLeft` when the deadline came before the request was sent, and what the transport throws.
  func sendOnce(
    _ httpRequest: HTTPRequest, for request: APIRequest, attempt: Int
  ) async throws -> HTTPResponse {
    try await turnstile.enter()
    defer { turnstile.leave() }
    // Whatever is cancelled before this has sent nothing; everything after it tells the observer.
    try Task.checkCancellation()
    let start = ContinuousClock.now
    var httpRequest = httpRequest
    if let deadline {
      guard start < deadline else { throw NoTimeLeft() }
      httpRequest.timeout = min(httpRequest.timeout, deadline - start)
    }
    do {
      let response = try await transport.send(httpRequest).hiding(configuration.secrets)
      observe?(HTTPExchange(request, response, duration: .now - start, attempt: attempt))
      return response
    } catch {
      observe?(HTTPExchange(request, nil, duration: .now - start, attempt: attempt))
      throw error
    }
  }
}

/// The deadline came before a request was sent.
struct NoTimeLeft: Error {}
