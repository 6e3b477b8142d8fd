import Synchronization

/// A clock that moves only when a test moves it.
package final class TestClock: Sendable {
  private let time = Mutex(1_795_161_600.0)

  /// Makes a clock that stands at 2026-11-20T08:00:00Z.
  package init() {}

  /// The time in seconds since 1970.
  package var now: Double { time.withLock { $0 } }
  /// Moves the clock, back as well with a negative number of seconds.
  package func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}
