import Synchronization

/// How many calls a caller may make in a second. Each caller has one bucket for calls that only read, and one for the
/// others.
package final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  private struct Key: Hashable {
    let caller: String
    let isCostly: Bool
  }

  private let perSecond: Double
  private let costlyPerSecond: Double
  private let buckets = Mutex<[Key: Bucket]>([:])

  /// - Parameters:
  ///   - perSecond: calls of tools that only read.
  ///   - costly: calls of tools that spend or change something.
  package init(perSecond: Double, costly: Double) {
    self.perSecond = perSecond
    self.costlyPerSecond = costly
  }

  /// Takes one call out of the caller's bucket, which holds as many calls as two seconds allow.
  /// - Returns: why the call must wait; nil when it may go on.
  func refusal(of caller: String, _ effect: Effect, at now: ContinuousClock.Instant = .now) -> String? {
    let isCostly = effect != .reads
    let rate = isCostly ? costlyPerSecond : perSecond
    let size = max(2 * rate, 1)
    let wait = buckets.withLock { buckets -> Double? in
      if buckets.count > 10_000 { buckets = buckets.filter { now - $0.value.filledAt < .seconds(10) } }
      let key = Key(caller: caller, isCostly: isCostly)
      var bucket = buckets[key] ?? Bucket(tokens: size, filledAt: now)
      bucket.tokens = min(size, bucket.tokens + (now - bucket.filledAt) / .seconds(1) * rate)
      bucket.filledAt = now
      defer { buckets[key] = bucket }
      guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / rate }
      bucket.tokens -= 1
      return nil
    }
    guard let wait else { return nil }
    let what = isCostly ? "calls that spend or change something" : "calls"
    let tenths = (wait * 10).rounded(.up) / 10
    return "Rate limit: \(rate) \(what) a second. Nothing was done; call again in \(tenths) s."
  }
}
