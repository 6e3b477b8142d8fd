import Text

/// One part of a table's name.
struct SQLName {
  let text: String
  let isQuoted: Bool

  init(_ token: SQLToken) {
    (text, isQuoted) = (token.text, token.kind == .quoted)
  }

  /// - Parameter isQuoted: whether upper and lower case of the text count.
  init(_ text: String, isQuoted: Bool = false) {
    (self.text, self.isQuoted) = (text, isQuoted)
  }

  /// The name as a database keeps it that has all names in upper case.
  var inCapitals: String { text.inASCIICapitals }

  /// Whether it may be one of those that are written without quotes. Two such names that differ in case are two
  /// tables; a name that needs its quotes anyway is compared without its case.
  private var isPlain: Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "$") || $0.isASCIILetterOrDigit }
  }

  /// Whether it can be compared without its case.
  var ignoresCase: Bool { !isQuoted || !isPlain || text.hasSameBytes(as: inCapitals) }

  /// Whether it is this name, which is in upper case.
  func isWord(_ word: String) -> Bool { ignoresCase && inCapitals.hasSameBytes(as: word) }
}

extension UInt8 {
  var isASCIILetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

/// A whole name of a table.
struct SQLTableName {
  let database: SQLName
  let schema: SQLName
  let table: SQLName

  /// All that a name in FROM can mean. Snowflake takes the first of two parts for a schema of the default database, the
  /// other databases take it for a database.
  ///
  /// - Parameter home: the database and schema of names without them; nil where they are not known.
  /// - Returns: nothing where nobody can say.
  static func meanings(of path: [SQLName], home: (database: SQLName, schema: SQLName)?) -> [SQLTableName] {
    switch path.count {
    case 1: return home.map { [SQLTableName(database: $0.database, schema: $0.schema, table: path[0])] } ?? []
    case 2:
      guard let home else { return [] }
      let inHome = SQLTableName(database: home.database, schema: path[0], table: path[1])
      if path[0].isWord("PUBLIC") || path[0].isWord("INFORMATION_SCHEMA") { return [inHome] }
      return [inHome, SQLTableName(database: path[0], schema: SQLName("public"), table: path[1])]
    case 3: return [SQLTableName(database: path[0], schema: path[1], table: path[2])]
    default: return []
    }
  }

  /// The database and schema that a text names, such as `panther_logs.public`; nil for a text that is no such name.
  static func home(_ database: String) -> (database: SQLName, schema: SQLName)? {
    guard let tokens = try? SQLTokenizer.tokens(of: database), [1, 3].contains(tokens.count),
      tokens[0].isIdentifier, tokens.count == 1 || tokens[1].isSymbol(".") && tokens[2].isIdentifier
    else { return nil }
    return (SQLName(tokens[0]), tokens.count == 1 ? SQLName("public") : SQLName(tokens[2]))
  }
}
