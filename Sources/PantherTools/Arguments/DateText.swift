import Foundation

extension Date {
  /// The time in the form of RFC 3339, in UTC, to the second.
  var iso: String { formatted(.iso8601) }

  /// The time in the form that the GraphQL contract asks for: with milliseconds and `Z`.
  var graphQL: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }

  /// Reads a time in ISO 8601, such as `2026-11-20T08:00:00.250Z` or `2026-11-20 08:00+09:00`; nil for any other text.
  /// Without a zone it is in UTC.
  ///
  /// This is not left to Foundation, which reads other times on each system and in each release: there are some that
  /// refuse a fraction of a second or a zone with a colon, take 30 February for 2 March, or ignore what follows a time.
  init?(iso text: String) {
    var reader = TimeReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), reader.take("T") || reader.take(" "),
      let hour = reader.number(2), reader.take(":"), let minute = reader.number(2)
    else { return nil }
    var second = 0
    var fraction = 0.0
    if reader.take(":") {
      guard let number = reader.number(2) else { return nil }
      second = number
      if reader.take(".") {
        guard let part = reader.fraction() else { return nil }
        fraction = part
      }
    }
    guard let zone = reader.zone(), reader.isAtEnd else { return nil }
    let parts = DateComponents(
      calendar: .utc, year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    guard parts.isValidDate, let date = parts.date else { return nil }
    self = date.addingTimeInterval(fraction - Double(zone))
  }
}

extension Calendar {
  /// The calendar of ISO 8601, in UTC.
  static let utc: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()
}

/// Takes the parts of a time off the front of a text.
private struct TimeReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes a letter in either case, or a sign.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, character.isASCII else { return false }
    let wanted = UInt8(ascii: character)
    let isLetter = (0x41...0x5A).contains(wanted)
    guard first == wanted || isLetter && first == wanted | 0x20 else { return false }
    rest.removeFirst()
    return true
  }

  /// Takes a number of exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(Self.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Takes the digits behind a decimal point.
  mutating func fraction() -> Double? {
    let digits = rest.prefix(while: Self.isDigit)
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : Double("0." + String(Substring(digits)))
  }

  /// Takes the zone: `Z`, `+09`, `+0900`, `+09:00`, or nothing, which is UTC.
  /// - Returns: the seconds by which it is ahead of UTC; nil for what is no zone.
  mutating func zone() -> Int? {
    if isAtEnd || take("Z") { return 0 }
    // Snowflake writes a space before the zone.
    _ = take(" ")
    let sign = take("-") ? -1 : take("+") ? 1 : 0
    guard sign != 0, let hours = number(2), hours < 24 else { return nil }
    if isAtEnd { return sign * hours * 3600 }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
