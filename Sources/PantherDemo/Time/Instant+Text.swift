extension Moment {
  /// `2026-11-20T08:05:00Z`, as the REST API writes times.
  var rfc3339: String { day + "T" + clock + "Z" }

  /// `2026-11-20T08:05:00.000Z`, as GraphQL writes times.
  var precise: String { day + "T" + clock + fraction + "Z" }

  /// `2026-11-20 08:05:00.000`, as the data lake writes times.
  var lake: String { day + " " + clock + fraction }

  /// `2026-11-20`
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

  /// Reads `2026-11-20`, with `T` or a space and `08:05`, `08:05:00` or `08:05:00.123456`, and `Z` or `+09:00`.
  ///
  /// A time without a zone is UTC unless `requiresZone`.
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
      let local = Moment(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond)
    else { return nil }
    self = local.adding(minutes: -offset)
  }
}

/// Reads fixed-width numbers from a text.
struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    var value = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// A fraction of a second of one to nine digits.
  mutating func milliseconds() -> Int? {
    var (value, count) = (0, 0)
    while count < 9, let digit = digit() {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    return count == 1 ? value * 100 : count == 2 ? value * 10 : value
  }

  private mutating func digit() -> Int? {
    guard let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
    rest.removeFirst()
    return Int(first) - 48
  }
}
