/// How many calls a caller may make in a second. Each caller has one bucket for calls that only read, and one for the
/// others.
package final class RateLimit: Sendable {
  private struct Key: Hashable {
    let caller: String
    let isCostly: Bool
  }

  private let perSecond: Double
  private let costlyPerSecond: Double
  private let buckets = TokenBuckets<Key>()

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
    let key = Key(caller: caller, isCostly: isCostly)
    guard let wait = buckets.take(key, size: max(2 * rate, 1), perSecond: rate, at: now) else { return nil }
    let what = isCostly ? "calls that spend or change something" : "calls"
    return Self.words("\(rate) \(what) a second", wait)
  }

  /// What a call is answered that has to wait.
  static func words(_ limit: String, _ wait: Double) -> String {
    "Rate limit: \(limit). Nothing was done; call again in \((wait * 10).rounded(.up) / 10) s."
  }
}
