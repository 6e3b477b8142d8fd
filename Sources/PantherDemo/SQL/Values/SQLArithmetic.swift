import JSON

/// Comparing and calculating with the data lake's values; nothing traps, whatever the numbers.
enum SQLArithmetic {
  /// Negative, zero or positive; nil when either side is null.
  static func compare(_ left: SQLValue, _ right: SQLValue) throws -> Int? {
    switch (left, right) {
    case (.null, _), (_, .null): return nil
    case (.text(let left), .text(let right)): return order(left, right)
    case (.int(let left), .int(let right)): return order(left, right)
    case (.bool(let left), .bool(let right)): return left == right ? 0 : left ? 1 : -1
    case (.time, _), (_, .time), (.date, _), (_, .date): return order(try left.asMoment(), try right.asMoment())
    case (.bool, _), (_, .bool): return order(try left.truth() == true ? 1 : 0, try right.truth() == true ? 1 : 0)
    case (.variant(let left), _): return order(left.text, right.text ?? "")
    case (_, .variant(let right)): return order(left.text ?? "", right.text)
    default: return order(try left.asDouble(), try right.asDouble())
    }
  }

  private static func order<Item: Comparable>(_ left: Item, _ right: Item) -> Int {
    left < right ? -1 : left > right ? 1 : 0
  }

  static func apply(_ symbol: String, _ left: SQLValue, _ right: SQLValue) throws -> SQLValue {
    guard !left.isNull, !right.isNull else { return .null }
    if symbol == "||" {
      let text = (left.text ?? "") + (right.text ?? "")
      guard text.utf8.count <= 100_000 else { throw SQLError("the text is too long") }
      return .text(text)
    }
    switch (left, right) {
    case (.date(let moment), .int(let days)) where symbol == "+": return .date(moment.adding(days: days))
    case (.date(let moment), .int(let days)) where symbol == "-":
      return .date(moment.adding(days: days == .min ? .max : -days))
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

  /// The whole result of whole numbers, when there is one.
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

extension SQLValue {
  /// Nil for null.
  func truth() throws -> Bool? {
    switch self {
    case .null: return nil
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .real(let value): return value != 0
    case .text(let text) where text.lowercased() == "true": return true
    case .text(let text) where text.lowercased() == "false": return false
    default: throw SQLError("Boolean value '\(excerpt)' is not recognized")
    }
  }

  func asDouble() throws -> Double {
    guard let value = double else { throw SQLError("Numeric value '\(excerpt)' is not recognized") }
    return value
  }

  func asMoment() throws -> Moment {
    guard let value = moment else { throw SQLError("Timestamp '\(excerpt)' is not recognized") }
    return value
  }

  private var excerpt: String { String((text ?? "null").prefix(60)) }

  func cast(to type: SQLType, isTry: Bool) throws -> SQLValue {
    guard !isNull else { return .null }
    do {
      switch type {
      case .text: return text.map(SQLValue.text) ?? .null
      case .variant: return self
      case .bool: return try truth().map(SQLValue.bool) ?? .null
      case .real: return .real(try asDouble())
      case .int:
        if case .int = self { return self }
        if case .text(let text) = self, let exact = Int(text) { return .int(exact) }
        return SQLArithmetic.whole(try asDouble().rounded())
      case .time: return .time(try asMoment())
      case .date: return .date(try asMoment().floored(to: 86_400_000))
      }
    } catch {
      guard isTry else { throw error }
      return .null
    }
  }
}
