import Text

/// A name before a parenthesis, which calls a function.
struct SQLCall {
  /// The name with its schema, and what stands in between.
  let path: ArraySlice<SQLToken>
  /// Whether its rows are read like those of a table.
  let isTable: Bool

  /// The name as the statement has it, for messages.
  var written: String { path.map(\.text).joined().beginning(80).uppercased() }

  /// The name alone; nil where a schema stands before it.
  private var plainName: String? {
    guard path.count == 1, let name = path.first, name.kind != .quoted || name.text == name.identityWithoutQuotes
    else { return nil }
    return name.name
  }

  /// Whether it is one of the functions that the database itself puts into this schema.
  var isOfInformationSchema: Bool { path.dropLast(2).last?.name == "information_schema" }

  var isKnown: Bool { isOfInformationSchema || plainName.map(SQLFunctions.isKnown) == true }

  /// Whether the function can read nothing but its arguments.
  var readsNoTable: Bool {
    guard let plainName else { return false }
    return isTable
      ? SQLFunctions.makesRows(plainName)
      : SQLFunctions.isKnown(plainName) && !SQLFunctions.readsByName(plainName)
  }
}

extension [SQLCall] {
  /// - Throws: `SQLRefusal` for a function in FROM that may be a procedure.
  /// - Returns: what an answer says of the functions that nobody here knows.
  func check() throws(SQLRefusal) -> [String] {
    var names: [String] = []
    for call in self where !call.isKnown {
      if call.isTable { throw .effect("\(call.written)(…) in FROM", Self.procedure) }
      if names.count < 20, !names.contains(call.written) { names.append(call.written) }
    }
    guard !names.isEmpty else { return [] }
    let list = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 5 ? " and others" : "")
    return [
      names.count == 1
        ? "\(list) is not a function that this server knows; if it is a function of your own, check that it only reads."
        : "\(list) are not functions that this server knows; if they are functions of your own, check that they only read."
    ]
  }

  private static let procedure = "a function that it does not know may be a stored procedure there"
}
