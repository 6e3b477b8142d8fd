import Synchronization

/// Keeps whoever waits at it until the test opens it.
package final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var arrived = 0
  }

  private let state = Mutex(State())

  package init() {}

  package func open() { state.withLock { $0.isOpen = true } }

  /// Until it is opened, or the waiting task cancelled.
  package func pass() async throws {
    state.withLock { $0.arrived += 1 }
    while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Until somebody waits at it.
  package func arrival() async throws {
    while state.withLock({ $0.arrived == 0 }) { try await Task.sleep(for: .milliseconds(2)) }
  }
}
