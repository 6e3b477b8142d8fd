extension SQLParser {
  mutating func operand() throws -> SQLExpression {
    switch current {
    case .number(let text):
      advance()
      if let value = Int(text) { return .literal(.int(value)) }
      guard let value = Double(text), value.isFinite else { throw SQLError("numeric value \(text) is out of range") }
      return .literal(.real(value))
    case .string(let text):
      advance()
      return .literal(.text(text))
    case .symbol("-"):
      advance()
      return .negated(try expression(Binding.sign))
    case .symbol("+"):
      advance()
      return try expression(Binding.sign)
    case .symbol("("): return try parenthesis()
    case .symbol("*"):
      advance()
      return .star
    case .quoted: return try name()
    case .word(let word): return try wordOperand(word)
    case .symbol, .end: throw unexpected()
    }
  }

  private mutating func parenthesis() throws -> SQLExpression {
    advance()
    if at("select") || at("with") {
      let query = try query()
      try expect(symbol: ")")
      return .scalarQuery(query)
    }
    let inner = try expression()
    if at(symbol: ",") { throw SQLError.unsupported("row values") }
    try expect(symbol: ")")
    return inner
  }

  private mutating func wordOperand(_ word: String) throws -> SQLExpression {
    switch word {
    case "null": return constant(.null)
    case "true": return constant(.bool(true))
    case "false": return constant(.bool(false))
    case "not":
      advance()
      return .not(try expression(Binding.not))
    case "case": return try choice()
    case "exists":
      advance()
      try expect(symbol: "(")
      let query = try query()
      try expect(symbol: ")")
      return .exists(query)
    case "interval":
      throw SQLError.unsupported("INTERVAL other than after + or - (use DATEADD)")
    case "date", "timestamp", "timestamp_ntz":
      guard case .string(let text) = following else { return try name() }
      advance()
      return try conversion(of: constant(.text(text)), to: word)
    case "current_timestamp", "current_date", "sysdate", "localtimestamp", "current_time":
      advance()
      if take(symbol: "(") {
        if case .number = current { advance() }
        try expect(symbol: ")")
      }
      return word == "current_date" ? .cast(.now, .date, isTry: false) : .now
    case "cast", "try_cast":
      guard following == .symbol("(") else { return try name() }
      advance()
      advance()
      let value = try expression()
      try expect("as")
      let type = try type()
      try expect(symbol: ")")
      return .cast(value, type, isTry: word == "try_cast")
    default: return try name()
    }
  }

  private mutating func constant(_ value: SQLValue) -> SQLExpression {
    advance()
    return .literal(value)
  }

  private func conversion(of text: SQLExpression, to word: String) throws -> SQLExpression {
    .cast(text, word == "date" ? .date : .time, isTry: false)
  }

  private mutating func choice() throws -> SQLExpression {
    advance()
    let subject = at("when") ? nil : try expression()
    var cases: [SQLChoice] = []
    while take("when") {
      let condition = try expression()
      try expect("then")
      cases.append(SQLChoice(condition: condition, result: try expression()))
    }
    let otherwise = take("else") ? try expression() : nil
    try expect("end")
    return .choice(subject: subject, cases: cases, otherwise: otherwise)
  }

  /// Reads a column with its qualifiers, or the call of a function.
  private mutating func name() throws -> SQLExpression {
    var isQuoted = true
    if case .word(let word) = current {
      isQuoted = false
      if following == .symbol("("), SQLMacro(name: word) != nil || word.hasPrefix("p_occurs_") {
        return try macro(word)
      }
    }
    var parts = [try identifier(allowsReserved: following == .symbol("("))]
    if !isQuoted, at(symbol: "(") { return try call(parts[0]) }
    while take(symbol: ".") {
      if take(symbol: "*") { return .column(qualifier: parts, name: "*") }
      parts.append(try identifier(allowsReserved: true))
      guard parts.count <= 4 else { throw unexpected() }
    }
    return .column(qualifier: Array(parts.dropLast()), name: parts[parts.count - 1])
  }

  /// Functions whose first argument may be a bare word such as `day`.
  private static let takesUnit: Set<String> = [
    "dateadd", "timestampadd", "timeadd", "datediff", "timestampdiff", "timediff", "date_part",
  ]

  private mutating func call(_ function: String) throws -> SQLExpression {
    advance()
    let isDistinct = take("distinct")
    var arguments: [SQLExpression] = []
    if function == "extract", case .word(let part) = current, following == .word("from") {
      advance()
      advance()
      arguments = [.literal(.text(part))] + (try list())
    } else if Self.takesUnit.contains(function), case .word(let unit) = current, following == .symbol(",") {
      advance()
      advance()
      arguments = [.literal(.text(unit))] + (try list())
    } else if !take(symbol: ")") {
      arguments = try list()
    }
    if at("within") || at("over") || at("ignore") { throw SQLError.unsupported("window functions and WITHIN GROUP") }
    return .call(function, arguments, isDistinct: isDistinct)
  }
}
