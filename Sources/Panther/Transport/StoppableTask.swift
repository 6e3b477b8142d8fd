import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A task that may be stopped before it exists. It is then stopped as soon as it does.
final class StoppableTask: Sendable {
  private struct State {
    var task: URLSessionDataTask?
    var reason: (any Error)?
  }

  private let state = Mutex(State())
  private let downloads: Downloads

  init(_ downloads: Downloads) {
    self.downloads = downloads
  }

  /// Makes the task and starts it, unless there is a reason already to stop it.
  func start(_ continuation: Downloads.Continuation, _ make: () -> URLSessionDataTask) {
    if let reason = state.withLock(\.reason) { return continuation.resume(throwing: reason) }
    let task = make()
    downloads.start(task, continuation)
    let reason = state.withLock { state in
      state.task = task
      return state.reason
    }
    if let reason { downloads.stop(task, reason) }
  }

  /// Ends the download with an error. Does nothing when it has ended already.
  func stop(_ reason: any Error) {
    let task = state.withLock { state in
      state.reason = state.reason ?? reason
      return state.task
    }
    if let task { downloads.stop(task, reason) }
  }
}
