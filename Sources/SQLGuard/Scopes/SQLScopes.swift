/// The SELECTs of one statement, with their tables and their conditions.
struct SQLScopes {
  var blocks: [SQLBlock] = []
  /// The SELECTs that read each common table expression, by their index in `blocks`.
  var cteReaders: [[Int]] = []
  /// The end of the last token, in bytes.
  var end = 0
  var hasLimit = false
  /// The names in FROM that are no common table expressions.
  var tables: [ArraySlice<SQLToken>] = []
  /// The functions that are called, and what only looks like one.
  var calls: [SQLCall] = []
  /// The first thing that makes it uncertain which tables are read; nil where `tables` are all.
  var doubt: String?

  /// Finds them in the tokens of a statement.
  /// - Parameter isLarge: whether a table's path, lower-cased, lies in a large database.
  /// - Throws: `SQLRefusal` for what does not only read, and for parentheses that do not match.
  init(
    of tokens: ArraySlice<SQLToken>, in sql: [UInt8], isLarge: @escaping (_ path: [String]) -> Bool
  ) throws(SQLRefusal) {
    var reader = SQLScopeReader(tokens, in: sql, isLarge: isLarge)
    try reader.read()
    self = reader.scopes
  }

  /// A statement in which nothing was found yet.
  init(end: Int) {
    self.end = end
  }
}
