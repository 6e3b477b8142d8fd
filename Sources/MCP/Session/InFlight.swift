import Synchronization

/// One request in flight. Everything that is written for its id passes through here, so that nothing follows its
/// answer or its cancellation.
final class InFlight: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var isOver = false
  }

  private let state = Mutex(State())
  private let write: @Sendable ([UInt8]) -> Void
  private let respond: Respond

  /// - Parameter write: takes notifications.
  init(write: @escaping @Sendable ([UInt8]) -> Void, respond: @escaping Respond) {
    self.write = write
    self.respond = respond
  }

  /// Runs the work in a task, which `cancel` cancels.
  func run(_ work: @escaping @Sendable @concurrent () async -> Void) {
    let task = Task { @concurrent in await work() }
    let isOver = state.withLock { state in
      state.task = task
      return state.isOver
    }
    if isOver { task.cancel() }
  }

  /// Writes a notification that belongs to the request, unless it is over.
  func notify(_ line: [UInt8]) {
    state.withLock { state in
      if !state.isOver { write(line) }
    }
  }

  /// Gives the answer. Only the first one counts.
  func finish(_ response: Response?) {
    state.withLock { state in
      guard !state.isOver else { return }
      state.isOver = true
      respond(response)
    }
  }

  /// Stops the work. No answer will follow.
  func cancel() {
    finish(nil)
    state.withLock { $0.task }?.cancel()
  }
}
