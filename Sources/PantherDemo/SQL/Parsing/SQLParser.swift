/// Reads one statement. Nesting is bounded, so no text can exhaust the stack.
struct SQLParser {
  private let bytes: [UInt8]
  private let tokens: [SQLToken]
  private var position = 0
  private var depth = 0

  static let deepestNesting = 32
  /// Longest chain of operators that builds a tree of that depth, such as `1+1+1`.
  static let longestChain = 32

  init(_ sql: String) throws {
    tokens = try SQLLexer.tokens(of: sql)
    bytes = Array(sql.utf8)
  }

  static func query(_ sql: String) throws -> SQLQuery {
    var parser = try SQLParser(sql)
    return try parser.statement()
  }

  private mutating func statement() throws -> SQLQuery {
    guard current != .end else { throw SQLError("Empty SQL statement.") }
    guard at("select") || at("with") || at(symbol: "(") else {
      guard case .word(let word) = current else { throw unexpected() }
      switch word {
      case "show", "describe", "desc", "explain", "values", "use", "list", "call":
        throw SQLError.unsupported(word.uppercased())
      case "insert", "update", "delete", "merge", "create", "drop", "alter", "truncate", "grant", "copy", "put":
        throw SQLError(
          "Insufficient privileges to operate on the data lake (\(word.uppercased()) is not allowed)")
      default: throw unexpected()
      }
    }
    let query = try query()
    while take(symbol: ";") {}
    guard current == .end else {
      throw take("select") || take("with")
        ? SQLError("Actual statement count 2 did not match the desired statement count 1.") : unexpected()
    }
    return query
  }
}

// MARK: - Queries

extension SQLParser {
  mutating func query() throws -> SQLQuery {
    try nested { parser in
      var query = SQLQuery()
      if parser.take("with") {
        if parser.at("recursive") { throw SQLError.unsupported("WITH RECURSIVE") }
        repeat { query.named.append(try parser.namedQuery()) } while parser.take(symbol: ",")
      }
      query.parts.append(.init(body: try parser.queryPart(), removesDoubles: false))
      while true {
        if parser.take("union") {
          let keepsDoubles = parser.take("all")
          if !keepsDoubles { _ = parser.take("distinct") }
          query.parts.append(.init(body: try parser.queryPart(), removesDoubles: !keepsDoubles))
        } else if parser.at("intersect") || parser.at("except") || parser.at("minus") {
          throw SQLError.unsupported("INTERSECT, EXCEPT and MINUS")
        } else {
          break
        }
      }
      if parser.take("order") {
        try parser.expect("by")
        repeat { query.order.append(try parser.orderTerm()) } while parser.take(symbol: ",")
      }
      if parser.take("limit") {
        query.limit = parser.take("null") ? nil : try parser.count()
      }
      if parser.take("offset") {
        query.offset = try parser.count()
        _ = parser.take("row") || parser.take("rows")
      }
      if parser.take("fetch") {
        _ = parser.take("first") || parser.take("next")
        query.limit = try parser.count()
        _ = parser.take("row") || parser.take("rows")
        _ = parser.take("only")
      }
      return query
    }
  }

  private mutating func namedQuery() throws -> SQLQuery.Named {
    let name = try identifier()
    var columns: [String] = []
    if take(symbol: "(") {
      repeat { columns.append(try identifier()) } while take(symbol: ",")
      try expect(symbol: ")")
    }
    try expect("as")
    try expect(symbol: "(")
    let query = try query()
    try expect(symbol: ")")
    return SQLQuery.Named(name: name, columns: columns, query: query)
  }

  private mutating func queryPart() throws -> SQLQuery.Body {
    if take(symbol: "(") {
      let query = try query()
      try expect(symbol: ")")
      return .query(query)
    }
    return .select(try select())
  }

  private mutating func orderTerm() throws -> SQLOrder {
    var term = SQLOrder(expression: try expression(), isDescending: false)
    if take("desc") { term.isDescending = true } else { _ = take("asc") }
    if take("nulls") {
      term.nullsFirst = take("first")
      if term.nullsFirst == false { try expect("last") }
    }
    return term
  }

  private mutating func count() throws -> Int {
    guard case .number(let text) = current, let value = Int(text) else { throw unexpected() }
    advance()
    return value
  }

  private mutating func select() throws -> SQLSelect {
    try expect("select")
    var select = SQLSelect()
    if take("distinct") { select.isDistinct = true } else { _ = take("all") }
    if at("top") { throw SQLError.unsupported("TOP (use LIMIT)") }
    repeat { select.items.append(try item()) } while take(symbol: ",") && !at("from")
    if take("from") { select.source = try source() }
    if take("where") { select.condition = try expression() }
    if take("group") {
      try expect("by")
      if take("all") {
        select.groupsByAll = true
      } else {
        repeat { select.groups.append(try expression()) } while take(symbol: ",")
      }
    }
    if take("having") { select.having = try expression() }
    if at("qualify") || at("window") { throw SQLError.unsupported("QUALIFY and window functions") }
    return select
  }

  private mutating func item() throws -> SQLItem {
    if take(symbol: "*") {
      if at("exclude") || at("rename") { throw SQLError.unsupported("* EXCLUDE") }
      return SQLItem(content: .all(qualifier: nil), name: "*", isAlias: false)
    }
    let start = tokens[position].range.lowerBound
    let expression = try expression()
    if case .column(let qualifier, "*") = expression {
      return SQLItem(content: .all(qualifier: qualifier.last), name: "*", isAlias: false)
    }
    var name = text(from: start)
    if case .column(_, let column) = expression { name = column }
    var isAlias = false
    if take("as") {
      (name, isAlias) = (try alias(), true)
    } else if let alias = try optionalAlias() {
      (name, isAlias) = (alias, true)
    }
    return SQLItem(content: .expression(expression), name: name, isAlias: isAlias)
  }

  private mutating func alias() throws -> String {
    if case .string(let text) = current {
      advance()
      return text
    }
    return try identifier(allowsReserved: true)
  }

  mutating func optionalAlias() throws -> String? {
    switch current {
    case .word(let word) where !Self.reserved.contains(word):
      advance()
      return word
    case .quoted(let name):
      advance()
      return name
    default: return nil
    }
  }
}

// MARK: - Tokens

extension SQLParser {
  static let reserved: Set<String> = [
    "select", "from", "where", "group", "having", "order", "limit", "offset", "fetch", "union", "intersect", "except",
    "minus", "on", "using", "join", "inner", "left", "right", "full", "cross", "natural", "asof", "lateral", "qualify",
    "window", "with", "as", "and", "or", "not", "in", "like", "ilike", "rlike", "regexp", "between", "is", "case",
    "when", "then", "else", "end", "distinct", "sample", "tablesample", "pivot", "unpivot", "match_recognize", "asc",
    "desc", "nulls", "escape", "by", "exists",
  ]

  var current: SQLToken.Kind { tokens[position].kind }
  var following: SQLToken.Kind { tokens[min(position + 1, tokens.count - 1)].kind }

  /// The current token as it was written.
  var originalText: String { String(decoding: bytes[tokens[position].range], as: UTF8.self) }

  func at(_ word: String) -> Bool { current == .word(word) }
  func at(symbol: String) -> Bool { current == .symbol(symbol) }

  mutating func advance() {
    position = min(position + 1, tokens.count - 1)
  }

  mutating func take(_ word: String) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  mutating func take(symbol: String) -> Bool {
    guard at(symbol: symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ word: String) throws {
    guard take(word) else { throw unexpected(wanted: word.uppercased()) }
  }

  mutating func expect(symbol: String) throws {
    guard take(symbol: symbol) else { throw unexpected(wanted: "'\(symbol)'") }
  }

  mutating func identifier(allowsReserved: Bool = false) throws -> String {
    switch current {
    case .word(let word) where allowsReserved || !Self.reserved.contains(word):
      advance()
      return word
    case .quoted(let name):
      advance()
      return name
    default: throw unexpected(wanted: "a name")
    }
  }

  /// The text since a byte, up to the token before the current one, as Snowflake names a column after its expression.
  private func text(from start: Int) -> String {
    let end = position > 0 ? tokens[position - 1].range.upperBound : start
    guard start < end else { return "" }
    let text = String(decoding: bytes[start..<min(end, start + 120)], as: UTF8.self).lowercased()
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func unexpected(wanted: String? = nil) -> SQLError {
    let token = tokens[position]
    let found =
      token.kind == .end
      ? "end of statement"
      : "'" + String(decoding: bytes[token.range].prefix(40), as: UTF8.self) + "'"
    return SQLError(
      "syntax error at byte \(token.range.lowerBound): unexpected \(found)"
        + (wanted.map { ", expected \($0)" } ?? ""))
  }

  mutating func nested<Result>(_ body: (inout SQLParser) throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else { throw SQLError("the statement is nested too deeply") }
    return try body(&self)
  }
}
