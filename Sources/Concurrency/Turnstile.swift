import Synchronization

/// Lets a number of tasks through at once. The others wait, in order, until one leaves; a task that is cancelled stops
/// waiting.
package final class Turnstile: Sendable {
  private struct State {
    var free: Int
    var nextID = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  }

  private let state: Mutex<State>

  /// A turnstile with so many places, all of them free.
  package init(_ places: Int) {
    state = Mutex(State(free: places))
  }

  /// Waits for a free place and takes it. Each time that this has returned, `leave` has to be called once.
  /// - Throws: `CancellationError` for a task that is cancelled while it waits.
  package func enter() async throws {
    let id: Int? = state.withLock { state in
      if state.free > 0 {
        state.free -= 1
        return nil
      }
      state.nextID += 1
      return state.nextID
    }
    guard let id else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          // The handler below may have run already, when there was nothing to take out of the list yet.
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.free > 0 {
            state.free -= 1
            return .success(())
          }
          state.waiting.append((id, continuation))
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let left = state.withLock { state in
        state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0).continuation }
      }
      left?.resume(throwing: CancellationError())
    }
  }

  /// Gives a place back; the task that has waited longest gets it.
  package func leave() {
    let next: CheckedContinuation<Void, any Error>? = state.withLock { state in
      if state.waiting.isEmpty {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }
}
