/// Reads one statement. Nesting is limited, so that no text can exhaust the stack.
struct SQLParser {
  private let bytes: [UInt8]
  private let lexemes: [SQLLexeme]
  private var position = 0
  private var depth = 0

  static let deepestNesting = 32
  /// The longest chain of operators, such as `1+1+1`. Each operator makes the tree of the expression one level deeper.
  static let longestChain = 32

  init(_ sql: String) throws {
    lexemes = try SQLLexer.lexemes(of: sql)
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

extension SQLParser {
  static let reserved: Set<String> = [
    "select", "from", "where", "group", "having", "order", "limit", "offset", "fetch", "union", "intersect", "except",
    "minus", "on", "using", "join", "inner", "left", "right", "full", "cross", "natural", "asof", "lateral", "qualify",
    "window", "with", "as", "and", "or", "not", "in", "like", "ilike", "rlike", "regexp", "between", "is", "case",
    "when", "then", "else", "end", "distinct", "sample", "tablesample", "pivot", "unpivot", "match_recognize", "asc",
    "desc", "nulls", "escape", "by", "exists",
  ]

  var current: SQLLexeme.Kind { lexemes[position].kind }
  var following: SQLLexeme.Kind { lexemes[min(position + 1, lexemes.count - 1)].kind }

  /// Where the current lexeme starts, in bytes.
  var start: Int { lexemes[position].range.lowerBound }

  /// The current lexeme as it was written.
  var originalText: String { String(decoding: bytes[lexemes[position].range], as: UTF8.self) }

  func at(_ word: String) -> Bool { current == .word(word) }
  func at(symbol: String) -> Bool { current == .symbol(symbol) }

  mutating func advance() {
    position = min(position + 1, lexemes.count - 1)
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

  /// The text from a byte to the end of the previous lexeme. Snowflake names a column after the text of its expression.
  func text(from start: Int) -> String {
    let end = position > 0 ? lexemes[position - 1].range.upperBound : start
    guard start < end else { return "" }
    let text = String(decoding: bytes[start..<min(end, start + 120)], as: UTF8.self).lowercased()
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func unexpected(wanted: String? = nil) -> SQLError {
    let lexeme = lexemes[position]
    let found =
      lexeme.kind == .end
      ? "end of statement"
      : "'" + String(decoding: bytes[lexeme.range].prefix(40), as: UTF8.self) + "'"
    return SQLError(
      "syntax error at byte \(lexeme.range.lowerBound): unexpected \(found)"
        + (wanted.map { ", expected \($0)" } ?? ""))
  }

  mutating func nested<Result>(_ body: (inout SQLParser) throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else { throw SQLError("the statement is nested too deeply") }
    return try body(&self)
  }
}
