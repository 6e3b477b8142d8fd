import Foundation
import MCP
import JSON

/// A time that a caller gives: in ISO 8601, as a date, as a month, in Unix seconds, or relative to now such as `24h`.
struct TimeArgument: Sendable {
  private enum Kind: Sendable {
    case ago(seconds: Double)
    /// A day: 0 for today, 1 for yesterday. Days begin at 00:00 UTC.
    case day(before: Double)
    /// A time, a day or a month: its first instant, and the instant after its last one.
    case span(Date, Date)
  }

  private let kind: Kind
  private let given: String

  /// The time in the sentence of a prompt.
  var words: String {
    switch kind {
    case .ago: "\(given.trimmed) ago"
    case .span, .day: given.trimmed
    }
  }

  /// The instant that a window with this start begins at.
  func start(_ now: Date) -> Date {
    switch kind {
    case .ago(let seconds): now.addingTimeInterval(-seconds)
    case .day(let before): now.startOfDay.addingTimeInterval(-86_400 * before)
    case .span(let first, _): first
    }
  }

  /// The instant that a window with this end ends at. A day or a month is included whole.
  func end(_ now: Date) -> Date {
    switch kind {
    case .ago(let seconds): now.addingTimeInterval(-seconds)
    case .day(let before): now.startOfDay.addingTimeInterval(86_400 * (1 - before))
    case .span(_, let last): last
    }
  }
}

extension TimeArgument: ArgumentValue {
  static var schema: JSON.Object { ["type": "string"] }
  static var expectation: String {
    "a time such as 2026-11-20T08:00:00Z, 2026-11-20 (UTC) or 24h, 7d (ago)"
  }
  var json: JSON { .string(given) }

  static func read(_ json: JSON) throws(Mismatch) -> TimeArgument {
    switch json {
    case .number(let number):
      guard let seconds = number.double, seconds >= 0, seconds < 32_503_680_000 else { throw Mismatch() }
      let date = Date(timeIntervalSince1970: seconds)
      return TimeArgument(kind: .span(date, date), given: number.text)
    case .string:
      guard let text = json.string, text.utf8.count <= 100, let kind = TimeArgument.kind(of: text.trimmed) else {
        throw Mismatch()
      }
      return TimeArgument(kind: kind, given: text)
    default: throw Mismatch()
    }
  }

  private static func kind(of text: String) -> Kind? {
    if text.lowercased() == "now" { return .ago(seconds: 0) }
    if let day = ["today": 0.0, "yesterday": 1][text.lowercased()] { return .day(before: day) }
    if let seconds = relative(text) { return .ago(seconds: seconds) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isDigits = parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    switch (parts.count, isDigits, text.count) {
    case (1, true, 9...10):
      guard let seconds = Double(text) else { return nil }
      return .span(Date(timeIntervalSince1970: seconds), Date(timeIntervalSince1970: seconds))
    case (2, true, 7): return span(.month, from: "\(text)-01")
    case (3, true, 10): return span(.day, from: text)
    default: return Date(iso: text).map { .span($0, $0) }
    }
  }

  private static func span(_ unit: Calendar.Component, from day: String) -> Kind? {
    guard let first = Date(iso: "\(day)T00:00:00Z"), let last = Calendar.utc.date(byAdding: unit, value: 1, to: first)
    else {
      return nil
    }
    return .span(first, last)
  }

  /// The seconds of a text such as `90m`, `24h`, `7 days`, `1d ago` or `-2w`.
  private static func relative(_ text: String) -> Double? {
    var text = text.lowercased()[...]
    if text.hasPrefix("-") { text = text.dropFirst() }
    if text.hasSuffix("ago") { text = text.dropLast(3) }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).filter { $0 != " " }
    guard let count = Double(digits), count <= 100_000 else { return nil }
    switch unit {
    case "s", "sec", "secs", "second", "seconds": return count
    case "m", "min", "mins", "minute", "minutes": return count * 60
    case "h", "hr", "hrs", "hour", "hours": return count * 3600
    case "d", "day", "days": return count * 86_400
    case "w", "week", "weeks": return count * 604_800
    default: return nil
    }
  }

}

extension Date {
  /// The beginning of the day, 00:00 UTC.
  fileprivate var startOfDay: Date {
    Date(timeIntervalSince1970: (timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
  }
}
