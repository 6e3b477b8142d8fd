import Text

/// Lets a text through if it is one statement that only reads. It never rewrites the text.
package enum SQLGuard {
  /// The length of the longest text that is sent, in bytes.
  static let maximumLength = 100_000

  /// Databases whose tables are so large that a SELECT must limit `p_event_time`.
  static let largeDatabases: Set<String> = [
    "panther_logs", "panther_views", "panther_signals", "panther_rule_matches", "panther_rule_errors",
    "panther_monitor", "panther_cloudsecurity",
  ]

  /// Checks a statement that is to run with `database` as its default database.
  /// - Returns: notices for the answer, about what was let through although it may read a whole table.
  /// - Throws: `SQLRefusal`, which says what is wrong and shows a statement that would be let through.
  package static func check(_ sql: String, database: String, allowFullScan: Bool) throws(SQLRefusal) -> [String] {
    let bytes = Array(sql.utf8)
    guard bytes.count <= maximumLength else { throw .tooLong(bytes.count, limit: maximumLength) }
    let all = try SQLTokenizer.tokens(of: sql)
    if let table = pantherFlowTable(all) { throw .pantherFlow(table: table.isEmpty ? nil : table) }
    let tokens = try statement(all, bytes)
    try SQLEffects.refuse(tokens)
    let verb = verb(tokens)
    switch verb.text {
    case "select" where verb.kind == .word, "with" where verb.kind == .word:
      return try checkQuery(tokens, bytes, database: database, allowFullScan: allowFullScan)
    case "explain" where verb.kind == .word:
      return try SQLScopes(of: explained(tokens), in: bytes) { _ in false }.calls.check()
    // It tells about the result of a query that may be another person's.
    case "describe" where tokens.at(tokens.startIndex + 1)?.isWord("result") == true,
      "desc" where tokens.at(tokens.startIndex + 1)?.isWord("result") == true:
      throw .notReading("DESCRIBE RESULT")
    case "show" where verb.kind == .word, "describe" where verb.kind == .word, "desc" where verb.kind == .word:
      return []
    case "(" where verb.kind == .symbol:
      _ = try SQLScopes(of: tokens, in: bytes) { _ in false }
      throw .empty
    default:
      throw .notReading(verb.text.beginning(40).uppercased())
    }
  }

  /// The only statement of a text, without the comments around it and without closing semicolons; nil for one that is no
  /// query, such as `SHOW TABLES`.
  /// - Throws: `SQLRefusal`, as `check` does.
  package static func query(in sql: String) throws(SQLRefusal) -> String? {
    let bytes = Array(sql.utf8)
    let tokens = try statement(try SQLTokenizer.tokens(of: sql), bytes)
    let verb = tokens.first { !$0.isSymbol("(") }
    guard verb?.kind == .word, verb?.text == "select" || verb?.text == "with", let last = tokens.last else {
      return nil
    }
    return String(decoding: bytes[tokens[tokens.startIndex].range.lowerBound..<last.range.upperBound], as: UTF8.self)
  }

  static func verb(_ tokens: ArraySlice<SQLToken>) -> SQLToken {
    tokens.first { !$0.isSymbol("(") } ?? tokens[tokens.startIndex]
  }

  private static func checkQuery(
    _ tokens: ArraySlice<SQLToken>, _ bytes: [UInt8], database: String, allowFullScan: Bool
  ) throws(SQLRefusal) -> [String] {
    try refuseQualifiedMacros(tokens)
    let scopes = try SQLScopes(of: tokens, in: bytes) { isLarge($0, default: database) }
    let unknown = try scopes.calls.check()
    let filter = SQLTimeFilter(scopes)
    guard !filter.missing.isEmpty else { return filter.notices + unknown }
    let tables = names(filter.missing.map(\.table.written), database: database)
    guard allowFullScan else {
      throw .noTimeFilter(tables, example: SQLExample.filtered(bytes, scopes, filter.missing))
    }
    return ["No time filter on \(tables): read whole, as allow_full_scan says."] + filter.notices + unknown
  }

  /// Refuses `a.p_occurs_since('1 d')`, which the database does not know: the alias is an argument of the macro.
  private static func refuseQualifiedMacros(_ tokens: ArraySlice<SQLToken>) throws(SQLRefusal) {
    for index in tokens.indices where tokens[index].isTimeMacro {
      guard tokens.at(index + 1)?.isSymbol("(") == true, let alias = tokens.qualifier(index) else { continue }
      throw .qualifiedMacro(tokens[index].text.beginning(40), alias: alias.beginning(80))
    }
  }

  /// The tokens of the only statement, without closing semicolons.
  static func statement(_ tokens: [SQLToken], _ bytes: [UInt8]) throws(SQLRefusal) -> ArraySlice<SQLToken> {
    let isEnd: (SQLToken) -> Bool = { $0.isSymbol(";") || $0.isSymbol("->>") }
    let parts = tokens.split(whereSeparator: isEnd)
    guard let first = parts.first else { throw .empty }
    guard parts.count > 1 else { return first }
    let text = bytes[first[first.startIndex].range.lowerBound..<first[first.endIndex - 1].range.upperBound]
    throw .severalStatements(first: String(decoding: text.prefix(2000), as: UTF8.self))
  }

  static func explained(_ tokens: ArraySlice<SQLToken>) -> ArraySlice<SQLToken> {
    let rest = tokens.dropFirst()
    return rest.first?.isWord("using") ?? false ? rest.dropFirst(2) : rest
  }

  /// The table that a PantherFlow text begins with; empty where the text begins with an operator, nil for SQL.
  private static func pantherFlowTable(_ tokens: [SQLToken]) -> String? {
    guard let first = tokens.first, first.kind == .word else { return nil }
    let sql: Set = ["select", "with", "show", "desc", "describe", "explain", "insert", "update", "delete", "merge"]
    let path = tokens.prefix { $0.isIdentifier || $0.isSymbol(".") }
    let isBareTable = path.count == tokens.count && path.contains { $0.isSymbol(".") }
    guard !sql.contains(first.text), isBareTable || tokens.contains(where: { $0.isSymbol("|") }) else { return nil }
    if ["search", "union", "let", "datatable", "range"].contains(first.text) { return "" }
    return path.map(\.text).joined()
  }

  /// Whether a table lies in a large database. One that is named without a database lies in the default database;
  /// the tables of `information_schema` are small everywhere.
  private static func isLarge(_ path: [String], default database: String) -> Bool {
    let parents = path.dropLast()
    if parents.contains("information_schema") { return false }
    if parents.contains(where: largeDatabases.contains) { return true }
    guard parents.isEmpty || parents == ["public"] else { return false }
    let name = database.split(separator: ".").first?.filter { $0 != "\"" } ?? ""
    return largeDatabases.contains(name.lowercased())
  }

  private static func names(_ tables: [String], database: String) -> String {
    var seen: Set<String> = []
    let unique = tables.prefix(50).filter { seen.insert($0).inserted }
    let shown = unique.prefix(5).map { $0.contains(".") ? $0 : "\($0) (in \(database))" }
    return shown.joined(separator: ", ") + (unique.count > 5 ? " and others" : "")
  }
}
