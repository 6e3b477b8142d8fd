extension SQLParser {
  /// The precedence of the operators; a higher number binds more tightly.
  enum Binding {
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

  /// Reads one or more expressions and the closing parenthesis.
  mutating func list() throws -> [SQLExpression] {
    var items: [SQLExpression] = []
    repeat { items.append(try expression()) } while take(symbol: ",")
    try expect(symbol: ")")
    return items
  }

  /// Reads an interval such as `INTERVAL '1 day'`, in milliseconds; nil when there is none.
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
