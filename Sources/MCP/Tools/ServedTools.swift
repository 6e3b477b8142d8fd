import Synchronization

/// Which tools the token can serve: asked once, at the first list, and the same for the life of the process.
final class ServedTools: Sendable {
  private struct State {
    var task: Task<Set<String>?, Never>?
    var names: Set<String>?
  }

  private let state = Mutex(State())

  /// Nil until it is found out, and when it could not be.
  var known: Set<String>? { state.withLock { $0.names } }

  func resolve(_ find: @escaping @Sendable () async -> Set<String>?) async -> Set<String>? {
    let task = state.withLock { state in
      let task = state.task ?? Task { await find() }
      state.task = task
      return task
    }
    let names = await task.value
    state.withLock { $0.names = names }
    return names
  }
}
