import JSON

/// Compares values and calculates with them. No number can make it trap.
enum SQLArithmetic {
  /// A negative number, zero or a positive number for less, equal or greater; nil when one side is null.
  static func compare(_ left: SQLValue, _ right: SQLValue) throws -> Int? {
    switch (left, right) {
    case (.null, _), (_, .null): return nil
    case (.text(let left), .text(let right)): return order(left, right)
    case (.int(let left), .int(let right)): return order(left, right)
    case (.bool(let left), .bool(let right)): return left == right ? 0 : left ? 1 : -1
    case (.time, _), (_, .time), (.date, _), (_, .date): return order(try left.asInstant(), try right.asInstant())
    case (.bool, _), (_, .bool): return order(try left.truth() == true ? 1 : 0, try right.truth() == true ? 1 : 0)
    case (.variant(let left), _): return order(left.text, right.text ?? "")
    case (_, .variant(let right)): return order(left.text ?? "", right.text)
    default: return order(try left.asDouble(), try right.asDouble())
    }
  }

  private static func order<Item: Comparable>(_ left: Item, _ right: Item) -> Int {
    left < right ? -1 : left > right ? 1 : 0
  }

  /// The best value, and of equal ones the first; null when there is no value or when one of several is null.
  ///
  /// - Parameter isBetter: takes the comparison of a value with the best one so far.
  static func extreme(_ values: [SQLValue], _ isBetter: (Int) -> Bool) throws -> SQLValue {
    guard var best = values.first else { return .null }
    for value in values.dropFirst() {
      guard let order = try compare(value, best) else { return .null }
      if isBetter(order) { best = value }
    }
    return best
  }

  static func apply(_ symbol: String, _ left: SQLValue, _ right: SQLValue) throws -> SQLValue {
    guard !left.isNull, !right.isNull else { return .null }
    if symbol == "||" { return try .bounded((left.text ?? "") + (right.text ?? "")) }
    switch (left, right) {
    case (.date(let instant), .int(let days)) where symbol == "+": return .date(instant.adding(days: days))
    case (.date(let instant), .int(let days)) where symbol == "-":
      return .date(instant.adding(days: days == .min ? .max : -days))
    case (.date(let left), .date(let right)) where symbol == "-":
      return .int((left.milliseconds - right.milliseconds) / 86_400_000)
    case (.int(let left), .int(let right)):
      if let exact = exact(symbol, left, right) { return .int(exact) }
    default: break
    }
    let (left, right) = (try left.asDouble(), try right.asDouble())
    if symbol == "/" || symbol == "%", right == 0 { throw SQLError("Division by zero") }
    let result: Double
    switch symbol {
    case "+": result = left + right
    case "-": result = left - right
    case "*": result = left * right
    case "/": result = left / right
    case "%": result = left.truncatingRemainder(dividingBy: right)
    default: throw SQLError("unknown operator '\(symbol)'")
    }
    guard result.isFinite else { throw SQLError("numeric value is out of range") }
    return .real(result)
  }

  /// The result for whole numbers when it is a whole number too, and nil when it is not or overflows.
  private static func exact(_ symbol: String, _ left: Int, _ right: Int) -> Int? {
    let outcome: (partialValue: Int, overflow: Bool)
    switch symbol {
    case "+": outcome = left.addingReportingOverflow(right)
    case "-": outcome = left.subtractingReportingOverflow(right)
    case "*": outcome = left.multipliedReportingOverflow(by: right)
    case "/":
      guard right != 0, right != -1, left % right == 0 else { return nil }
      return left / right
    case "%": outcome = left.remainderReportingOverflow(dividingBy: right)
    default: return nil
    }
    return outcome.overflow ? nil : outcome.partialValue
  }

  static func negate(_ value: SQLValue) throws -> SQLValue {
    switch value {
    case .null: return .null
    case .int(let number):
      return number == .min ? .real(-Double(number)) : .int(-number)
    default: return .real(-(try value.asDouble()))
    }
  }

  static func whole(_ value: Double) -> SQLValue {
    Int(exactly: value).map(SQLValue.int) ?? .real(value)
  }
}
