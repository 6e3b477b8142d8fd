package import Foundation

extension Date {
  /// Reads the date of an HTTP header, such as `Fri, 20 Nov 2026 08:00:00 GMT` (RFC 9110, 5.6.7); nil for any other
  /// text.
  package init?(httpHeader text: String) {
    let form = Date.ParseStrategy(
      format: """
        \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT
        """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt)
    guard let date = try? Date(text, strategy: form) else { return nil }
    self = date
  }
}
