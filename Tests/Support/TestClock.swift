import Synchronization

/// A clock that moves only when a test moves it.
package final class TestClock: Sendable {
  /// Seconds since 1970.
  private let time = Mutex(1_795_161_600.0)

  package init() {}

  package var now: Double { time.withLock { $0 } }
  package func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}
