import JSON

/// Finds the scalar functions by their names.
enum SQLFunction {
  typealias Body = @Sendable ([SQLValue]) throws -> SQLValue

  /// The function of a lower-case name, for a call with `count` arguments.
  ///
  /// - Throws: `SQLError` for a name that is not known, and for a wrong number of arguments.
  static func named(_ name: String, count: Int) throws -> Body {
    guard let entry = table[name] else {
      throw SQLError("Unknown function \(name.uppercased().prefix(60)), or the demo data lake does not do it")
    }
    guard entry.counts.contains(count) else {
      throw SQLError("\(name.uppercased()) does not take \(count) arguments")
    }
    return entry.body
  }

  private typealias Entry = (counts: ClosedRange<Int>, body: Body)

  private static let table: [String: Entry] = {
    var table: [String: Entry] = [:]
    for (names, counts, body) in SQLTextFunction.all + SQLValueFunction.all + SQLListFunction.all + SQLTimeFunction.all
    {
      for name in names { table[name] = (counts, body) }
    }
    return table
  }()

  typealias Row = (names: [String], counts: ClosedRange<Int>, body: Body)

  /// A value as a whole number, limited to plus or minus a billion, so that calculating with it cannot overflow.
  static func clamped(_ value: SQLValue) throws -> Int {
    guard !value.isNull else { return 0 }
    return Int(min(max(try value.asDouble().rounded(.towardZero), -1_000_000_000), 1_000_000_000))
  }
}
