import Synchronization

/// Buckets of tokens, one for each key, that fill up again as time goes by.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  private let buckets = Mutex<[Key: Bucket]>([:])

  /// Takes a token out of the bucket of a key.
  ///
  /// - Parameters:
  ///   - size: how many tokens the bucket holds; at first it is full.
  ///   - rate: how many tokens come back in a second.
  /// - Returns: nil when a token was taken, or else how many seconds it takes until there is one.
  func take(_ key: Key, size: Double, perSecond rate: Double, at now: ContinuousClock.Instant = .now) -> Double? {
    buckets.withLock { buckets in
      if buckets.count > 10_000 { buckets = buckets.filter { now - $0.value.filledAt < .seconds(10) } }
      var bucket = buckets[key] ?? Bucket(tokens: size, filledAt: now)
      bucket.tokens = min(size, bucket.tokens + (now - bucket.filledAt) / .seconds(1) * rate)
      bucket.filledAt = now
      defer { buckets[key] = bucket }
      guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / rate }
      bucket.tokens -= 1
      return nil
    }
  }
}
