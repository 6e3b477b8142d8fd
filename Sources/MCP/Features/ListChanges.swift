import Synchronization

/// Tells those who want to know it that a list of this server has changed.
package final class ListChanges: Sendable {
  /// Whoever keeps it is told; when it is released, that ends.
  final class Observation: Sendable {
    private let changes: ListChanges
    private let number: Int

    fileprivate init(_ changes: ListChanges, _ number: Int) {
      (self.changes, self.number) = (changes, number)
    }

    deinit {
      _ = changes.state.withLock { $0.observers.removeValue(forKey: number) }
    }
  }

  private let state = Mutex((next: 0, observers: [Int: @Sendable () -> Void]()))

  /// Calls a function after each change.
  func observe(_ observer: @escaping @Sendable () -> Void) -> Observation {
    let number = state.withLock { state in
      state.next += 1
      state.observers[state.next] = observer
      return state.next
    }
    return Observation(self, number)
  }

  /// Says that the list has changed.
  func tell() {
    for observer in state.withLock({ Array($0.observers.values) }) { observer() }
  }
}
