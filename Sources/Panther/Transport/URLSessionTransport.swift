import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends over URLSession: no cookies, no cache, no redirects, at most 64 MB of answer.
///
/// Reads share connections. Each write has a session, and so a connection, of its own: where a kept-alive connection
/// breaks, URLSession may send a request twice.
package final class URLSessionTransport: Transport {
  static let connections = 64

  private let allowInsecure: Bool
  private let largestAnswer: Int
  private let shared = Mutex<Link?>(nil)

  /// - Parameter allowInsecure: accepts any certificate, on Apple systems only.
  package init(allowInsecure: Bool = false, largestAnswer: Int = 64 << 20) {
    self.allowInsecure = allowInsecure
    self.largestAnswer = largestAnswer
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let url = URL(string: request.url) else { throw PantherError(.invalid, message: "its URL cannot be read") }
    var message = URLRequest(url: url, timeoutInterval: request.timeout / .seconds(1))
    message.httpMethod = request.method.rawValue
    message.httpBody = request.body.map { Data($0) }
    message.httpShouldHandleCookies = false
    for header in request.headers { message.setValue(header.value, forHTTPHeaderField: header.name) }
    guard request.isRead else {
      let link = Link(allowInsecure: allowInsecure, largestAnswer: largestAnswer)
      defer { link.session.finishTasksAndInvalidate() }
      return try await link.send(message, within: request.timeout)
    }
    let link = shared.withLock { link in
      let made = link ?? Link(allowInsecure: allowInsecure, largestAnswer: largestAnswer)
      link = made
      return made
    }
    return try await link.send(message, within: request.timeout)
  }
}

/// A session and the answers that arrive on it.
private struct Link: Sendable {
  let session: URLSession
  let downloads: Downloads

  init(allowInsecure: Bool, largestAnswer: Int) {
    downloads = Downloads(allowInsecure: allowInsecure, largestAnswer: largestAnswer)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = URLSessionTransport.connections
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    session = URLSession(configuration: configuration, delegate: downloads, delegateQueue: nil)
  }

  func send(_ message: URLRequest, within timeout: Duration) async throws -> HTTPResponse {
    let task = session.dataTask(with: message)
    // URLSession's own time-out starts again with every byte. Not `Task.sleep`: cancelled, it still keeps its memory
    // and wakes the process when its time comes.
    let timer = DispatchSource.makeTimerSource()
    timer.setEventHandler { [downloads] in downloads.stop(task, PantherError(.timedOut)) }
    timer.schedule(deadline: .now() + timeout / .seconds(1))
    timer.activate()
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        downloads.start(task, continuation)
        // Cancelled before there was anything to stop.
        if Task.isCancelled { downloads.stop(task, CancellationError()) }
      }
    } onCancel: {
      downloads.stop(task, CancellationError())
    }
  }
}
