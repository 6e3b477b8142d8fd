/// A time as answers write it: `2026-11-21T10:25:00Z` from Panther, `2026-11-21 10:25:00.000` from the data lake. Both
/// are UTC.
struct Timestamp {
  /// As the answer has it.
  let text: String
  /// Since 1970.
  let seconds: Int
  private let month, day, year: Int
  /// `10:25:01.250`; what is zero at its end is left out.
  private let clock: String
  /// Whether it is of an event, where seconds matter.
  private let isOfEvent: Bool

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Nil for what is no time with a day and a clock in UTC.
  init?(_ text: String) {
    let bytes = Array(text.utf8.prefix(41))
    guard (16...40).contains(bytes.count) else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      return bytes[range].reduce(0 as Int?) { sum, byte in
        sum.flatMap { (0x30...0x39).contains(byte) ? $0 * 10 + Int(byte & 0xF) : nil }
      }
    }
    func mark(_ at: Int) -> Character? { at < bytes.count ? Character(Unicode.Scalar(bytes[at])) : nil }
    guard let year = number(0..<4), mark(4) == "-", let month = number(5..<7), mark(7) == "-",
      let day = number(8..<10), let middle = mark(10), middle == "T" || middle == " ", let hour = number(11..<13),
      mark(13) == ":", let minute = number(14..<16), (1...12).contains(month), (1...31).contains(day), hour < 24,
      minute < 60
    else { return nil }
    var (end, second, fraction) = (16, 0, "")
    if mark(16) == ":" {
      guard let value = number(17..<19), value < 61 else { return nil }
      (second, end) = (value, 19)
      if mark(19) == "." {
        let digits = bytes[20...].prefix { (0x30...0x39).contains($0) }
        (fraction, end) = (String(decoding: digits, as: UTF8.self), 20 + digits.count)
      }
    }
    guard ["", "Z", "+00:00", "+0000", " UTC"].contains(String(decoding: bytes[end...], as: UTF8.self)) else {
      return nil
    }
    while fraction.last == "0" { fraction.removeLast() }
    (self.year, self.month, self.day, isOfEvent) = (year, month, day, middle == " ")
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    clock = "\(two(hour)):\(two(minute)):\(two(second))" + (fraction.isEmpty ? "" : ".\(fraction)")
    seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    self.text = text
  }

  /// A time of so many seconds since 1970, as Panther writes it.
  init?(seconds: Int) {
    guard (0..<253_402_300_800).contains(seconds) else { return nil }
    let (day, clock) = (seconds / 86_400, seconds % 86_400)
    var (year, month) = (1970 + day / 366, 1)
    while Self.days(year + 1, 1, 1) <= day { year += 1 }
    while month < 12, Self.days(year, month + 1, 1) <= day { month += 1 }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(year)-\(two(month))-\(two(day - Self.days(year, month, 1) + 1))"
    self.init("\(date)T\(two(clock / 3_600)):\(two(clock / 60 % 60)):\(two(clock % 60))Z")
  }

  /// The days from 1970 to a day, by the calendar of today.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// A time that is half a year away needs its year.
  private func isNear(_ now: Int) -> Bool { abs(now - seconds) < 180 * 86_400 }

  /// With the day at the same place in all of them, one below the other.
  private var date: String { "\(Self.months[month - 1]) \(day < 10 ? " " : "")\(day)" }

  /// As in `Nov 21 10:25`. A time that is far away has its year instead of the clock, as `ls` shows it.
  func short(now: Int) -> String {
    if isOfEvent { return isNear(now) ? "\(date) \(clock)" : "\(date) \(year) \(clock)" }
    return isNear(now) ? "\(date) \(clock.prefix(5))" : "\(date)  \(year)"
  }

  /// As in `2026-11-21T10:25:30Z, 2 h ago`: exactly as tools take it, and how far away that is.
  func long(now: Int) -> String { text + distance(from: now) }

  /// The day, as in `Nov 21`, and the clock, as in `10:25`.
  var parts: (date: String, clock: String) { ("\(Self.months[month - 1]) \(day)", String(clock.prefix(5))) }

  private func distance(from now: Int) -> String {
    let ago = now - seconds
    let amount: String
    switch abs(ago) {
    case ..<90: amount = "\(abs(ago)) s"
    case ..<5_400: amount = "\(abs(ago) / 60) min"
    case ..<(48 * 3_600): amount = "\(abs(ago) / 3_600) h"
    default: amount = "\(abs(ago) / 86_400) d"
    }
    return ago >= 0 ? ", \(amount) ago" : ", in \(amount)"
  }
}
