import Foundation

/// Whether and when a failed read is tried again. Writes never are.
enum Retry {
  static let mostAttempts = 4

  /// How long to wait before the next attempt; nil when there should be none.
  static func pause(after error: PantherError, attempt: Int) -> Duration? {
    guard attempt < mostAttempts else { return nil }
    switch (error.kind, error.status) {
    case (.rateLimited, _), (.serverFault, 502), (.serverFault, 503), (.serverFault, 504): break
    case (.disconnected, _), (.unreachable, _): break
    // One hung connection is worth a second try; a server that is slow would only get slower.
    case (.timedOut, _) where attempt == 1: break
    default: return nil
    }
    let longest = 0.25 * Double(1 << (attempt - 1))
    let jittered = Duration.seconds(Double.random(in: longest / 2...longest))
    return max(error.retryAfter ?? .zero, jittered)
  }

  /// Reads a `Retry-After` header: seconds, or an HTTP date, against the answer's own `Date` where it has one.
  static func delay(_ header: String, sentAt date: String?) -> Duration? {
    let text = header.trimmingCharacters(in: .whitespaces)
    if let seconds = Int(text) { return (0...86_400 * 365).contains(seconds) ? .seconds(seconds) : nil }
    guard let until = Self.date(text) else { return nil }
    return .seconds(max(0, until.timeIntervalSince(date.flatMap(Self.date) ?? Date()).rounded(.up)))
  }

  private static func date(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.date(from: text)
  }
}
