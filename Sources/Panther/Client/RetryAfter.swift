import Foundation

/// The `Retry-After` header (RFC 9110, 10.2.3).
enum RetryAfter {
  /// How long the header asks to wait: it holds seconds or an HTTP date. Nil when it is neither.
  ///
  /// - Parameter date: the answer's own `Date` header, which a date is compared with; without one it is compared with
  ///   the clock of this machine.
  static func delay(_ header: String, sentAt date: String?) -> Duration? {
    let text = header.trimmingCharacters(in: .whitespaces)
    if let seconds = Int(text) { return (0...86_400 * 365).contains(seconds) ? .seconds(seconds) : nil }
    guard let until = Date(httpHeader: text) else { return nil }
    return .seconds(max(0, until.timeIntervalSince(date.flatMap { Date(httpHeader: $0) } ?? Date()).rounded(.up)))
  }
}
