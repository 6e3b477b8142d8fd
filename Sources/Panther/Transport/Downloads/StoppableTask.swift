import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A task that may be stopped at any time, also before it exists.
final class StoppableTask: Sendable {
  private struct State {
    /// Until there is a task; then the download has it.
    var continuation: Downloads.Continuation?
    var task: URLSessionDataTask?
    var reason: (any Error)?
  }

  private let state = Mutex(State())
  private let downloads: Downloads

  init(_ downloads: Downloads) {
    self.downloads = downloads
  }

  /// Takes the continuation that is to be resumed when the task ends.
  /// - Returns: false when there was a reason already to stop; the continuation has been resumed then.
  func take(_ continuation: Downloads.Continuation) -> Bool {
    let reason = state.withLock { state in
      if state.reason == nil { state.continuation = continuation }
      return state.reason
    }
    if let reason { continuation.resume(throwing: reason) }
    return reason == nil
  }

  /// Makes the task and starts it, unless it was stopped before. This waits for the session's queue.
  func start(_ make: () -> URLSessionDataTask) {
    guard state.withLock({ $0.reason == nil }) else { return }
    let task = make()
    let isWanted = state.withLock { state in
      guard let continuation = state.continuation else { return false }
      (state.continuation, state.task) = (nil, task)
      downloads.expect(task, continuation)
      return true
    }
    if isWanted { task.resume() } else { task.cancel() }
  }

  /// Ends the download with an error. Does nothing when it has ended already.
  func stop(_ reason: any Error) {
    let (continuation, task) = state.withLock { state in
      defer { (state.continuation, state.reason) = (nil, state.reason ?? reason) }
      return (state.continuation, state.task)
    }
    continuation?.resume(throwing: reason)
    if let task { downloads.stop(task, reason) }
  }
}
