import Dispatch
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A URLSession and the answers that arrive on it: no cookies, no cache, no redirects.
///
/// When nobody holds it any more, its connections are closed as soon as they are idle.
final class DownloadSession: Sendable {
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
    configuration.readProxyVariables()
    session = URLSession(configuration: configuration, delegate: downloads, delegateQueue: DelegateQueue.make())
  }

  // URLSession on Linux ends the process when an invalidated session gets another task. By now nobody can ask for one.
  deinit { session.finishTasksAndInvalidate() }

  /// Sends a request and waits for the whole answer; cancelling the calling task closes the connection.
  func send(_ request: URLRequest, within timeout: Duration) async throws -> HTTPResponse {
    let task = StoppableTask(downloads)
    // URLSession's own time-out starts again with every byte, so this timer bounds the whole answer. It is not a
    // `Task.sleep`: one that was cancelled keeps its memory, and still wakes the process when its time comes.
    let timer = DispatchSource.makeTimerSource()
    timer.setEventHandler { task.stop(PantherError(.timedOut)) }
    timer.schedule(deadline: .now() + timeout / .seconds(1))
    timer.activate()
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard task.take(continuation) else { return }
        WaitingQueues.starts.async { [session] in task.start { session.dataTask(with: request) } }
      }
    } onCancel: {
      task.stop(CancellationError())
    }
  }
}
