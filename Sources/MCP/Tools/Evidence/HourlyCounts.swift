import Synchronization

/// Counts what each caller does, anew each hour.
final class HourlyCounts: Sendable {
  private struct Count {
    var number = 0
    let since: ContinuousClock.Instant
  }

  /// When there are more callers, those are forgotten whose hour is over, or else all.
  private static let mostCallers = 10_000

  private let counts = Mutex<[String: Count]>([:])

  /// Counts one more.
  /// - Returns: how many there were in the hour that began with the caller's first one.
  func count(_ caller: String, at now: ContinuousClock.Instant = .now) -> Int {
    counts.withLock { counts in
      if counts[caller] == nil, counts.count >= Self.mostCallers {
        counts = counts.filter { now - $0.value.since < .seconds(3600) }
        if counts.count >= Self.mostCallers { counts = [:] }
      }
      var count = counts[caller] ?? Count(since: now)
      if now - count.since >= .seconds(3600) { count = Count(since: now) }
      count.number += 1
      counts[caller] = count
      return count.number
    }
  }
}
