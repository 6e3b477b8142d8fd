/// A way to send one HTTP request. URLSession, the demo instance and the stubs of the tests conform to it.
package protocol Transport: Sendable {
  /// Sends a request once and returns the answer, whatever its status is.
  ///
  /// - Throws: `PantherError` when there is no HTTP answer, `CancellationError` when the calling task is cancelled.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}
