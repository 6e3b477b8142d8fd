import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends over URLSession: no cookies, no cache, no redirects, at most 64 MB of answer.
///
/// Reads share connections. Each write has a session of its own, and so a connection of its own: URLSession may send a
/// request twice when a kept-alive connection breaks.
package final class URLSessionTransport: Transport {
  private let allowInsecure: Bool
  private let largestAnswer: Int
  /// The session of all reads, made when the first is sent.
  private let shared = Mutex<DownloadSession?>(nil)

  /// Makes a transport; it connects to nothing before the first request.
  ///
  /// - Parameters:
  ///   - allowInsecure: accepts any certificate, on Apple systems only.
  ///   - largestAnswer: the largest body that is read, in bytes.
  package init(allowInsecure: Bool = false, largestAnswer: Int = 64 << 20) {
    self.allowInsecure = allowInsecure
    self.largestAnswer = largestAnswer
  }

  /// Sends a request once and returns the whole answer, a redirect and a refusal too.
  ///
  /// - Throws: `PantherError` when there is no answer, it is too large, or it does not come within the request's
  ///   time-out; `CancellationError` when the calling task is cancelled.
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let urlRequest = URLRequest(request) else {
      throw PantherError(.invalid, message: "its URL cannot be read")
    }
    let session = request.isRead ? sharedSession() : makeSession()
    return try await session.send(urlRequest, within: request.timeout)
  }

  private func sharedSession() -> DownloadSession {
    shared.withLock { shared in
      let session = shared ?? makeSession()
      shared = session
      return session
    }
  }

  private func makeSession() -> DownloadSession {
    DownloadSession(allowInsecure: allowInsecure, largestAnswer: largestAnswer)
  }
}

extension URLRequest {
  /// A request as URLSession takes it; nil when its URL cannot be read.
  fileprivate init?(_ request: HTTPRequest) {
    guard let url = URL(string: request.url) else { return nil }
    // URLSession's own time-out must not come before ours: on Linux it may end the process when it meets a redirect.
    self.init(url: url, timeoutInterval: request.timeout / .seconds(1) + 60)
    httpMethod = request.method.rawValue
    httpBody = request.body.map { Data($0) }
    httpShouldHandleCookies = false
    for header in request.headers { setValue(header.value, forHTTPHeaderField: header.name) }
  }
}
