extension Instant {
  /// `2026-11-20T08:05:00Z`, as the REST API writes times.
  var rfc3339: String { day + "T" + clock + "Z" }

  /// `2026-11-20T08:05:00.000Z`, as GraphQL writes times.
  var precise: String { day + "T" + clock + fraction + "Z" }

  /// `2026-11-20 08:05:00.000`, as the data lake writes times.
  var lake: String { day + " " + clock + fraction }

  /// The date, such as `2026-11-20`.
  var day: String {
    let civil = self.civil
    return Self.padded(civil.year, 4) + "-" + Self.padded(civil.month, 2) + "-" + Self.padded(civil.day, 2)
  }

  private var clock: String {
    let civil = self.civil
    return Self.padded(civil.hour, 2) + ":" + Self.padded(civil.minute, 2) + ":" + Self.padded(civil.second, 2)
  }

  private var fraction: String { "." + Self.padded(civil.millisecond, 3) }

  static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// Reads a date such as `2026-11-20`, or a date and a time with or without a zone.
  ///
  /// A `T` or a space separates the time from the date. The time is `08:05`, `08:05:00` or `08:05:00.123456`, and the
  /// zone is `Z` or `+09:00`. A text without a zone is read as UTC, and refused when `requiresZone` is set.
  init?(parsing text: String, requiresZone: Bool = false) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2)
    else { return nil }
    var (hour, minute, second, millisecond, offset, hasZone) = (0, 0, 0, 0, 0, false)
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let readHour = scanner.number(2), scanner.skip(":"), let readMinute = scanner.number(2) else { return nil }
      (hour, minute) = (readHour, readMinute)
      if scanner.skip(":") {
        guard let readSecond = scanner.number(2) else { return nil }
        second = readSecond
        if scanner.skip(".") {
          guard let read = scanner.milliseconds() else { return nil }
          millisecond = read
        }
      }
      _ = scanner.skip(" ")
      if scanner.skip("Z") || scanner.skip("z") {
        hasZone = true
      } else if let sign = scanner.skip("+") ? 1 : scanner.skip("-") ? -1 : nil {
        guard let hours = scanner.number(2) else { return nil }
        _ = scanner.skip(":")
        guard let minutes = scanner.number(2), hours < 24, minutes < 60 else { return nil }
        (offset, hasZone) = (sign * (hours * 60 + minutes), true)
      }
    }
    guard scanner.isAtEnd, hasZone || !requiresZone,
      let local = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond)
    else { return nil }
    self = local.adding(minutes: -offset)
  }
}
