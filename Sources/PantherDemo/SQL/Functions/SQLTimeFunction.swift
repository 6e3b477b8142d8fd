/// The scalar functions over times, such as DATEADD and DATE_TRUNC.
enum SQLTimeFunction {
  static var all: [SQLFunction.Row] {
    [
      (["dateadd", "timestampadd", "timeadd"], 3...3, { try add($0) }),
      (["datediff", "timestampdiff", "timediff"], 3...3, { try difference($0) }),
      (["date_trunc"], 2...2, { try truncate($0) }),
      (["time_slice"], 3...4, { try slice($0) }),
      (["date_part", "extract"], 2...2, { try part(named: $0[0], of: $0[1]) }),
      (["year"], 1...1, { try part(named: .text("year"), of: $0[0]) }),
      (["month"], 1...1, { try part(named: .text("month"), of: $0[0]) }),
      (["day", "dayofmonth"], 1...1, { try part(named: .text("day"), of: $0[0]) }),
      (["hour"], 1...1, { try part(named: .text("hour"), of: $0[0]) }),
      (["minute"], 1...1, { try part(named: .text("minute"), of: $0[0]) }),
      (["dayofweek"], 1...1, { try part(named: .text("dayofweek"), of: $0[0]) }),
      (
        ["to_timestamp", "to_timestamp_ntz", "to_timestamp_ltz", "to_timestamp_tz"], 1...1,
        { try $0[0].cast(to: .time, isTry: false) }
      ),
      (["try_to_timestamp", "try_to_timestamp_ntz"], 1...1, { try $0[0].cast(to: .time, isTry: true) }),
      (["to_date", "date"], 1...1, { try $0[0].cast(to: .date, isTry: false) }),
      (["try_to_date"], 1...1, { try $0[0].cast(to: .date, isTry: true) }),
      // All times are in UTC here. Other time zones would need a database of zones.
      (["convert_timezone"], 2...3, { try convert($0) }),
    ]
  }

  private enum Unit {
    case fixed(Int)
    case months(Int)

    init(_ value: SQLValue) throws {
      switch value.text?.lowercased() ?? "" {
      case "millisecond", "milliseconds", "ms": self = .fixed(1)
      case "second", "seconds", "sec", "s": self = .fixed(1000)
      case "minute", "minutes", "min", "m", "mi": self = .fixed(60_000)
      case "hour", "hours", "hr", "h", "hh": self = .fixed(3_600_000)
      case "day", "days", "d", "dd": self = .fixed(86_400_000)
      case "week", "weeks", "w", "wk": self = .fixed(604_800_000)
      case "month", "months", "mon", "mm": self = .months(1)
      case "quarter", "quarters", "q": self = .months(3)
      case "year", "years", "y", "yy", "yyyy": self = .months(12)
      case let name: throw SQLError("'\(name.prefix(40))' is not a valid date/time component")
      }
    }
  }

  private static func add(_ values: [SQLValue]) throws -> SQLValue {
    let unit = try Unit(values[0])
    guard !values[1].isNull, !values[2].isNull else { return .null }
    let count = try SQLFunction.clamped(values[1])
    let start = try values[2].asInstant()
    switch unit {
    case .fixed(let milliseconds):
      let moved = start.adding(count: count, of: milliseconds)
      if case .date = values[2], milliseconds >= 86_400_000 { return .date(moved) }
      return .time(moved)
    case .months(let months):
      let moved = start.adding(months: count * months)
      if case .date = values[2] { return .date(moved) }
      return .time(moved)
    }
  }

  private static func difference(_ values: [SQLValue]) throws -> SQLValue {
    let unit = try Unit(values[0])
    guard !values[1].isNull, !values[2].isNull else { return .null }
    let (start, end) = (try values[1].asInstant(), try values[2].asInstant())
    switch unit {
    case .fixed(let milliseconds):
      return .int(
        Instant.floorDivide(end.milliseconds, milliseconds) - Instant.floorDivide(start.milliseconds, milliseconds))
    case .months(let months):
      let (first, last) = (start.civil, end.civil)
      return .int(
        Instant.floorDivide(last.year * 12 + last.month - 1, months)
          - Instant.floorDivide(first.year * 12 + first.month - 1, months))
    }
  }

  private static func truncate(_ values: [SQLValue]) throws -> SQLValue {
    // The unit comes first, but models also write the time first.
    let isSwapped = (try? Unit(values[0])) == nil && (try? Unit(values[1])) != nil
    let unit = try Unit(values[isSwapped ? 1 : 0])
    let value = values[isSwapped ? 0 : 1]
    guard !value.isNull else { return .null }
    let instant = try value.asInstant()
    switch unit {
    case .fixed(604_800_000):
      let day = instant.floored(to: 86_400_000)
      return .time(day.adding(days: -((instant.weekday + 6) % 7)))
    case .fixed(let milliseconds): return .time(instant.floored(to: milliseconds))
    case .months(let months):
      let civil = instant.civil
      let month = (civil.month - 1) / months * months + 1
      return Instant(year: civil.year, month: month, day: 1).map(SQLValue.time) ?? .null
    }
  }

  private static func slice(_ values: [SQLValue]) throws -> SQLValue {
    guard case .fixed(let milliseconds) = try Unit(values[2]) else {
      throw SQLError.unsupported("TIME_SLICE by months or years")
    }
    guard !values[0].isNull else { return .null }
    let count = try SQLFunction.clamped(values[1])
    guard count > 0 else { throw SQLError("the length of TIME_SLICE must be positive") }
    let start = try values[0].asInstant().floored(to: count * milliseconds)
    let isEnd = values.count == 4 && values[3].text?.lowercased() == "end"
    return .time(isEnd ? start.adding(count: count, of: milliseconds) : start)
  }

  private static func part(named name: SQLValue, of value: SQLValue) throws -> SQLValue {
    guard !value.isNull else { return .null }
    let instant = try value.asInstant()
    let civil = instant.civil
    switch name.text?.lowercased() ?? "" {
    case "year", "yyyy", "y": return .int(civil.year)
    case "quarter": return .int((civil.month - 1) / 3 + 1)
    case "month", "mm": return .int(civil.month)
    case "day", "dd", "d", "dayofmonth": return .int(civil.day)
    case "hour", "hh", "h": return .int(civil.hour)
    case "minute", "mi", "m": return .int(civil.minute)
    case "second", "ss", "s": return .int(civil.second)
    case "dayofweek", "dow", "weekday": return .int(instant.weekday)
    case "epoch_second", "epoch", "epoch_seconds": return .int(Instant.floorDivide(instant.milliseconds, 1000))
    case "epoch_millisecond", "epoch_milliseconds": return .int(instant.milliseconds)
    case let other: throw SQLError("'\(other.prefix(40))' is not a valid date/time component")
    }
  }

  private static func convert(_ values: [SQLValue]) throws -> SQLValue {
    let zones = values.dropLast().compactMap { $0.text?.uppercased() }
    guard zones.allSatisfy({ ["UTC", "ETC/UTC", "GMT"].contains($0) }) else {
      throw SQLError.unsupported("time zones other than UTC")
    }
    return try values[values.count - 1].cast(to: .time, isTry: false)
  }
}
