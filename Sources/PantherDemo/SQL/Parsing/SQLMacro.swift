/// The time macros of Panther, such as `p_occurs_since`. The parser turns them into comparisons of the time column.
enum SQLMacro {
  case since, after, before, between, around

  init?(name: String) {
    switch name {
    case "p_occurs_since": self = .since
    case "p_occurs_after": self = .after
    case "p_occurs_before": self = .before
    case "p_occurs_between": self = .between
    case "p_occurs_around": self = .around
    default: return nil
    }
  }

  /// The seconds of an offset such as `3600`, `6 h` or `1 day`; nil for other texts and for more than 100 years.
  static func seconds(of offset: String) -> Int? {
    let text = offset.lowercased().filter { !$0.isWhitespace }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits) else { return nil }
    let unit: Int
    switch text.dropFirst(digits.count) {
    case "", "s", "sec", "secs", "second", "seconds": unit = 1
    case "m", "min", "mins", "minute", "minutes": unit = 60
    case "h", "hr", "hrs", "hour", "hours": unit = 3600
    case "d", "day", "days": unit = 86_400
    case "w", "wk", "wks", "week", "weeks": unit = 604_800
    default: return nil
    }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow || seconds > 3_155_760_000 ? nil : seconds
  }
}

extension SQLParser {
  mutating func macro(_ name: String) throws -> SQLExpression {
    guard let macro = SQLMacro(name: name) else { throw SQLError("unknown macro \(name)") }
    advance()
    try expect(symbol: "(")
    switch macro {
    case .since:
      let offset = try offset()
      return .binary(">=", try timeColumn(), .shifted(.now, milliseconds: -offset))
    case .after:
      let start = try time()
      return .binary(">=", try timeColumn(), start)
    case .before:
      let end = try time()
      return .binary("<", try timeColumn(), end)
    case .between:
      let start = try time()
      try expect(symbol: ",")
      let end = try time()
      return .between(try timeColumn(), start, end)
    case .around:
      let middle = try time()
      try expect(symbol: ",")
      let offset = try offset()
      return .between(
        try timeColumn(), .shifted(middle, milliseconds: -offset), .shifted(middle, milliseconds: offset))
    }
  }

  private mutating func time() throws -> SQLExpression {
    .cast(try expression(), .time, isTry: false)
  }

  /// Reads an offset such as `'6 h'`, `3600` or `90m`, in milliseconds.
  private mutating func offset() throws -> Int {
    var text: String
    switch current {
    case .string(let value): text = value
    case .number(let value): text = value
    default: throw unexpected(wanted: "a time offset")
    }
    advance()
    if case .word(let unit) = current {
      advance()
      text += unit
    }
    guard let seconds = SQLMacro.seconds(of: text) else { throw SQLError("invalid time offset '\(text)'") }
    return seconds * 1000
  }

  /// Reads the end of a macro, which may name the alias of a table and a column.
  private mutating func timeColumn() throws -> SQLExpression {
    var names: [String] = []
    while take(symbol: ",") {
      if case .string(let name) = current {
        advance()
        names.append(name.lowercased())
      } else {
        names.append(try identifier())
      }
    }
    try expect(symbol: ")")
    guard names.count <= 2 else { throw SQLError("too many arguments for a p_occurs macro") }
    return .column(
      qualifier: names.first.map { $0.isEmpty ? [] : [$0] } ?? [], name: names.count == 2 ? names[1] : "p_event_time")
  }
}
