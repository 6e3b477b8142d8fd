/// Whether and when a failed read is tried again. `PantherClient` never asks this for a write.
enum Retry {
  private static let mostAttempts = 4

  /// How long to wait before the next attempt; nil when there is none, because it would not help or would come after
  /// the deadline.
  static func pause(
    after error: PantherError, attempt: Int, deadline: ContinuousClock.Instant?
  ) -> Duration? {
    guard attempt < mostAttempts, mayHelp(after: error, attempt: attempt) else { return nil }
    let longest = 0.25 * Double(1 << (attempt - 1))
    let jittered = Duration.seconds(Double.random(in: longest / 2...longest))
    let pause = max(error.retryAfter ?? .zero, jittered)
    if let deadline, .now + pause >= deadline { return nil }
    return pause
  }

  private static func mayHelp(after error: PantherError, attempt: Int) -> Bool {
    switch (error.kind, error.status) {
    case (.rateLimited, _), (.serverFault, 502), (.serverFault, 503), (.serverFault, 504): true
    case (.disconnected, _), (.unreachable, _): true
    // One connection that hangs is worth a second try; a server that is slow would only get slower.
    case (.timedOut, _): attempt == 1
    default: false
    }
  }
}
