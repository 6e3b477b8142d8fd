import Concurrency
import Synchronization

/// Which tools the token can serve. It is found out once, for the first list, and holds as long as the process lives.
final class ServedTools: Sendable {
  private enum State {
    case unknown
    /// Nil when it could not be found out.
    case found(Set<String>?)
  }

  private let state = Mutex(State.unknown)
  private let search = SharedWork<String, Set<String>?>()

  /// The names; nil until they are found out, and when they could not be.
  var known: Set<String>? {
    state.withLock { state in
      if case .found(let names) = state { return names }
      return nil
    }
  }

  /// The names, found out if they are not known yet. Callers at the same time share one attempt.
  func names(_ find: @escaping @Sendable () async -> Set<String>?) async throws -> Set<String>? {
    let found = { () -> Set<String>?? in
      self.state.withLock { state in
        if case .found(let names) = state { return .some(names) }
        return nil
      }
    }
    if let names = found() { return names }
    return try await search.value(for: "names", known: found) {
      let names = await find()
      self.state.withLock { $0 = .found(names) }
      return names
    }
  }
}
