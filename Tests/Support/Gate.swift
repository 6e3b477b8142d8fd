import Synchronization

/// Keeps tasks and threads waiting until the test opens it.
package final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var arrived = 0
  }

  private let state = Mutex(State())

  /// Makes a gate that is closed.
  package init() {}

  /// Whether the test has opened it.
  package var isOpen: Bool { state.withLock { $0.isOpen } }

  /// Lets everybody pass, for good.
  package func open() { state.withLock { $0.isOpen = true } }

  /// Waits until the gate is opened.
  ///
  /// - Throws: `CancellationError` when the waiting task is cancelled.
  package func pass() async throws {
    state.withLock { $0.arrived += 1 }
    while !isOpen { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// Waits until somebody waits at the gate.
  package func arrival() async throws {
    while state.withLock({ $0.arrived == 0 }) { try await Task.sleep(for: .milliseconds(2)) }
  }
}
