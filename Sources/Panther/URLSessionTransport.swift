/// Sends over URLSession.
package final class URLSessionTransport: Transport {
  /// - Parameter allowInsecure: accepts any certificate, on Apple systems only.
  package init(allowInsecure: Bool = false) {}

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    throw PantherError(.unreachable)
  }
}
