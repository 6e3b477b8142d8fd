import Text

extension SQLGuard {
  /// Checks that a statement reads nothing outside of some borders. What cannot be told for certain is refused. Whether
  /// the statement only reads, and has a time filter, is checked by `check`.
  ///
  /// - Parameter database: the database of tables that are named without one; nil where it is not known.
  /// - Throws: `SQLRefusal`, which names what lies outside or is not certain, and the borders.
  package static func confine(_ sql: String, database: String?, to borders: SQLBorders) throws(SQLRefusal) {
    let bytes = Array(sql.utf8)
    guard bytes.count <= maximumLength else { throw .tooLong(bytes.count, limit: maximumLength) }
    // Panther puts other text in their place.
    if let template = ["{{", "{%", "{#"].first(where: sql.containsBytes) { throw .uncertain(template, borders) }
    let (all, disputed) = try SQLTokenizer.read(sql)
    if let disputed { throw .uncertain("\(disputed.what) (at byte \(disputed.at))", borders) }
    let tokens = try statement(all, bytes)
    try SQLEffects.refuse(tokens)
    let home = database.flatMap(SQLTableName.home)
    let verb = verb(tokens)
    switch verb.text {
    case "select" where verb.kind == .word, "with" where verb.kind == .word:
      try confine(try SQLScopes(of: tokens, in: bytes) { _ in false }, home, borders)
    case "explain" where verb.kind == .word:
      try confine(try SQLScopes(of: explained(tokens), in: bytes) { _ in false }, home, borders)
    case "describe" where verb.kind == .word, "desc" where verb.kind == .word:
      var path = tokens.dropFirst()
      if path.first?.isWord("table", "view") == true { path = path.dropFirst() }
      let names = path.count(where: \.isIdentifier)
      let points = path.count(where: { $0.isSymbol(".") })
      guard names > 0, points == names - 1, path.count == names + points else {
        throw .uncertain("this form of DESCRIBE", borders)
      }
      try confine(path, home, borders)
    default:
      throw .outside(
        verb.text.beginning(40).uppercased(),
        " list_databases, list_database_tables and get_table_schema show what is.",
        borders)
    }
  }

  private static func confine(
    _ scopes: SQLScopes, _ home: (database: SQLName, schema: SQLName)?, _ borders: SQLBorders
  ) throws(SQLRefusal) {
    if let doubt = scopes.doubt { throw .uncertain(doubt, borders) }
    for table in scopes.tables { try confine(table, home, borders) }
    for call in scopes.calls where !call.readsNoTable {
      // The functions of an information schema are as free as its tables.
      guard call.isOfInformationSchema else { throw .uncertain("the function \(call.written)", borders) }
      try confine(call.path, home, borders)
    }
  }

  /// A name with its schema, as it stands in the statement.
  private static func confine(
    _ path: ArraySlice<SQLToken>, _ home: (database: SQLName, schema: SQLName)?, _ borders: SQLBorders
  ) throws(SQLRefusal) {
    let meanings = SQLTableName.meanings(of: path.filter(\.isIdentifier).map(SQLName.init), home: home)
    guard meanings.isEmpty || !meanings.allSatisfy(borders.allow) else { return }
    let written = path.map { $0.kind == .quoted ? "\"\($0.text)\"" : $0.text }.joined().beginning(200)
    let parts = path.count(where: \.isIdentifier)
    let place = home.map { "\($0.database.text).\($0.schema.text)" } ?? "a database that is not known here"
    throw .outside(
      "`\(written)`\(parts < 3 ? " (in \(place))" : "")",
      parts == 2 ? " A name of another database needs all three parts." : " list_database_tables shows the names.",
      borders)
  }
}
