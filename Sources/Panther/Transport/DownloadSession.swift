import Dispatch
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A URLSession and the answers that arrive on it: no cookies, no cache, no redirects.
struct DownloadSession: Sendable {
  private let session: URLSession
  private let downloads: Downloads

  init(allowInsecure: Bool, largestAnswer: Int) {
    downloads = Downloads(allowInsecure: allowInsecure, largestAnswer: largestAnswer)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = PantherClient.mostRequestsAtOnce
    configuration.httpCookieStorage = nil
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    #if canImport(FoundationNetworking)
      let queue = ImmediateQueue()
    #else
      let queue: OperationQueue? = nil
    #endif
    session = URLSession(configuration: configuration, delegate: downloads, delegateQueue: queue)
  }

  /// Sends a request and waits for the whole answer; cancelling the calling task closes the connection.
  func send(_ request: URLRequest, within timeout: Duration) async throws -> HTTPResponse {
    let task = session.dataTask(with: request)
    // URLSession's own time-out starts again with every byte, so this timer bounds the whole answer. It is not a
    // `Task.sleep`: one that was cancelled keeps its memory, and still wakes the process when its time comes.
    let timer = DispatchSource.makeTimerSource()
    timer.setEventHandler { [downloads] in downloads.stop(task, PantherError(.timedOut)) }
    timer.schedule(deadline: .now() + timeout / .seconds(1))
    timer.activate()
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        downloads.start(task, continuation)
        // When the task was cancelled before this, the handler below found nothing to stop.
        if Task.isCancelled { downloads.stop(task, CancellationError()) }
      }
    } onCancel: {
      downloads.stop(task, CancellationError())
    }
  }

  /// Closes the connections as soon as they are idle. Nothing can be sent after this.
  func finish() {
    session.finishTasksAndInvalidate()
  }
}
