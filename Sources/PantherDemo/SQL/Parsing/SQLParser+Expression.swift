extension SQLParser {
  /// How tightly operators bind, loosest first.
  private enum Binding {
    static let or = 1
    static let and = 2
    static let not = 3
    static let comparison = 4
    static let sum = 5
    static let product = 6
    static let sign = 7
  }

  mutating func expression(_ minimum: Int = 0) throws -> SQLExpression {
    try nested { parser in
      var left = try parser.postfix(parser.operand())
      var chain = 0
      while let next = try parser.infix(left, minimum) {
        left = next
        chain += 1
        guard chain <= Self.longestChain else { throw SQLError("the expression is too long") }
      }
      return left
    }
  }

  private mutating func infix(_ left: SQLExpression, _ minimum: Int) throws -> SQLExpression? {
    switch current {
    case .word("or") where minimum <= Binding.or:
      var terms = [left]
      while take("or") { terms.append(try expression(Binding.and)) }
      return .any(terms)
    case .word("and") where minimum <= Binding.and:
      var terms = [left]
      while take("and") { terms.append(try expression(Binding.not)) }
      return .all(terms)
    case .word(let word) where minimum <= Binding.comparison: return try wordOperator(word, left)
    case .symbol(let symbol): return try symbolOperator(symbol, left, minimum)
    default: return nil
    }
  }

  private mutating func symbolOperator(_ symbol: String, _ left: SQLExpression, _ minimum: Int) throws -> SQLExpression?
  {
    let binding: Int
    switch symbol {
    case "=", "<>", "!=", "<", "<=", ">", ">=": binding = Binding.comparison
    case "+", "-", "||": binding = Binding.sum
    case "*", "/", "%": binding = Binding.product
    default: return nil
    }
    guard minimum <= binding else { return nil }
    advance()
    if symbol == "+" || symbol == "-", let interval = try optionalInterval() {
      return .shifted(left, milliseconds: symbol == "-" ? -interval : interval)
    }
    return .binary(symbol == "!=" ? "<>" : symbol, left, try expression(binding + 1))
  }

  private mutating func wordOperator(_ word: String, _ left: SQLExpression) throws -> SQLExpression? {
    switch word {
    case "is":
      advance()
      let isNegated = take("not")
      if take("distinct") { throw SQLError.unsupported("IS DISTINCT FROM") }
      let test: SQLExpression
      if take("true") {
        test = .binary("=", left, .literal(.bool(true)))
      } else if take("false") {
        test = .binary("=", left, .literal(.bool(false)))
      } else {
        try expect("null")
        test = .isNull(left)
      }
      return isNegated ? .not(test) : test
    case "not":
      guard case .word(let next) = following, ["in", "like", "ilike", "between"].contains(next) else { return nil }
      advance()
      return try wordOperator(next, left).map(SQLExpression.not)
    case "between":
      advance()
      let low = try expression(Binding.sum)
      try expect("and")
      return .between(left, low, try expression(Binding.sum))
    case "in":
      advance()
      return try membership(left)
    case "like", "ilike":
      advance()
      return try like(left, foldsCase: word == "ilike")
    case "rlike", "regexp": throw SQLError.unsupported("regular expressions (use LIKE or ILIKE)")
    default: return nil
    }
  }

  private mutating func like(_ left: SQLExpression, foldsCase: Bool) throws -> SQLExpression {
    var patterns: [SQLExpression]
    if take("any") {
      try expect(symbol: "(")
      patterns = try list()
    } else {
      patterns = [try expression(Binding.sum)]
    }
    if take("escape") {
      guard case .string("\\") = current else { throw SQLError.unsupported("ESCAPE other than the backslash") }
      advance()
    }
    return .like(left, patterns: patterns, foldsCase: foldsCase)
  }

  private mutating func membership(_ left: SQLExpression) throws -> SQLExpression {
    try expect(symbol: "(")
    if at("select") || at("with") {
      let query = try query()
      try expect(symbol: ")")
      return .inQuery(left, query)
    }
    return .oneOf(left, try list())
  }

  /// Expressions up to the closing parenthesis, at least one.
  mutating func list() throws -> [SQLExpression] {
    var items: [SQLExpression] = []
    repeat { items.append(try expression()) } while take(symbol: ",")
    try expect(symbol: ")")
    return items
  }

  // MARK: Operands

  private mutating func operand() throws -> SQLExpression {
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

  /// A column, with qualifiers, or a function call.
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

  // MARK: Postfix

  /// `:key.key`, `['key']`, `[0]` and `::type` after an operand.
  private mutating func postfix(_ operand: SQLExpression) throws -> SQLExpression {
    var result = operand
    var steps: [SQLPathStep] = []
    var casts = 0
    while true {
      if take(symbol: ":") {
        steps.append(.key(try key()))
      } else if !steps.isEmpty, take(symbol: ".") {
        steps.append(.key(try key()))
      } else if take(symbol: "[") {
        steps.append(try subscriptStep())
      } else if take(symbol: "::") {
        if !steps.isEmpty { result = .path(result, steps) }
        steps = []
        casts += 1
        guard casts <= 8 else { throw SQLError("too many casts") }
        result = .cast(result, try type(), isTry: false)
      } else {
        return steps.isEmpty ? result : .path(result, steps)
      }
    }
  }

  /// Keys of a path keep their case.
  private mutating func key() throws -> String {
    let original = originalText
    switch current {
    case .word:
      advance()
      return original
    case .quoted(let name):
      advance()
      return name
    default: throw unexpected(wanted: "a key")
    }
  }

  private mutating func subscriptStep() throws -> SQLPathStep {
    let step: SQLPathStep
    switch current {
    case .string(let key): step = .key(key)
    case .number(let text):
      guard let index = Int(text) else { throw unexpected() }
      step = .index(index)
    default: throw SQLError.unsupported("subscripts other than a constant")
    }
    advance()
    try expect(symbol: "]")
    return step
  }

  private mutating func type() throws -> SQLType {
    let name = try identifier(allowsReserved: true)
    if take(symbol: "(") {
      repeat {
        guard case .number = current else { throw unexpected() }
        advance()
      } while take(symbol: ",")
      try expect(symbol: ")")
    }
    switch name {
    case "string", "varchar", "text", "char", "nvarchar": return .text
    case "int", "integer", "bigint", "smallint", "tinyint", "number", "numeric", "decimal": return .int
    case "float", "double", "real", "float8": return .real
    case "boolean", "bool": return .bool
    case "date": return .date
    case "timestamp", "timestamp_ntz", "timestamp_ltz", "timestamp_tz", "datetime": return .time
    case "variant", "object", "array": return .variant
    default: throw SQLError("unsupported data type '\(name)'")
    }
  }

  /// The milliseconds of `INTERVAL '1 day'` when one stands here.
  private mutating func optionalInterval() throws -> Int? {
    guard at("interval") else { return nil }
    advance()
    guard case .string(var text) = current else { throw unexpected(wanted: "an interval") }
    advance()
    if case .word(let unit) = current, !text.contains(where: \.isLetter), !Self.reserved.contains(unit) {
      advance()
      text += " " + unit
    }
    guard let seconds = SQLMacro.seconds(of: text) else { throw SQLError("invalid interval '\(text)'") }
    return seconds * 1000
  }
}
