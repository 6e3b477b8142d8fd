/// Why an SQL text is not sent: what is wrong, why it matters, and a statement that would be sent.
package struct SQLRefusal: Error, Equatable, CustomStringConvertible {
  /// The whole text for the model: the problem, and a ready example.
  package let description: String

  private init(_ problem: String, example: String? = nil) {
    description = problem + (example.map { "\nReady example:\n\($0)" } ?? "")
  }

  /// How to send a statement all the same, for callers that can say so.
  package static let wayOut = " To read everything on purpose, pass allow_full_scan: true."

  private static let sample = "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 d') LIMIT 100"

  static let empty = SQLRefusal("The SQL text is empty or holds only comments.", example: sample)

  static func tooLong(_ count: Int, limit: Int) -> SQLRefusal {
    SQLRefusal(
      "The SQL text has \(count) bytes; at most \(limit) are sent. Shorten long IN lists with a join or a subquery.",
      example: "SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 d') AND sourceIPAddress IN "
        + "(SELECT ip FROM panther_lookups.public.tor_exit_nodes) LIMIT 100")
  }

  static func text(_ what: String, at offset: Int, in bytes: [UInt8]) -> SQLRefusal {
    SQLRefusal("The SQL text has \(what) at \(place(offset, in: bytes)). Remove it.", example: sample)
  }

  static func unterminated(_ what: String, _ end: String, at offset: Int, in bytes: [UInt8]) -> SQLRefusal {
    SQLRefusal(
      "The SQL text has \(what) that begins at \(place(offset, in: bytes)) and never ends: \(end) is missing. "
        + "In a string, write a quote as '' and a backslash as \\\\.",
      example: "SELECT 'it''s C:\\\\temp' AS path")
  }

  static func parenthesis(_ what: String, at offset: Int, in bytes: [UInt8]) -> SQLRefusal {
    SQLRefusal("The parenthesis at \(place(offset, in: bytes)) \(what).", example: sample)
  }

  static func nested(deeperThan limit: Int) -> SQLRefusal {
    SQLRefusal("The SQL text nests parentheses deeper than \(limit).", example: sample)
  }

  static func severalStatements(first: String) -> SQLRefusal {
    SQLRefusal(
      "Only one statement per call: nothing was run. Send each statement in a call of its own.", example: first)
  }

  static func notReading(_ verb: String) -> SQLRefusal {
    SQLRefusal(
      "\(verb) is refused: this tool only reads. A statement begins with SELECT, WITH … SELECT, SHOW, DESCRIBE or "
        + "EXPLAIN.",
      example: sample)
  }

  /// A call or a name that reaches beyond the tables of the data lake.
  static func effect(_ what: String, _ reason: String) -> SQLRefusal {
    SQLRefusal("\(what) is refused: this tool only reads the data lake, and \(reason).", example: sample)
  }

  /// A table that lies outside the borders.
  static func outside(_ what: String, _ advice: String, _ borders: SQLBorders) -> SQLRefusal {
    SQLRefusal("\(what) is outside of what this server may read. \(borders.sentence)\(advice)")
  }

  /// A statement of which nobody can say for certain what it reads.
  static func uncertain(_ what: String, _ borders: SQLBorders) -> SQLRefusal {
    SQLRefusal(
      "With \(what), it is not certain which tables the statement reads. \(borders.sentence) Name each table in FROM, "
        + "with its database and schema, such as panther_logs.public.aws_cloudtrail.")
  }

  static func pantherFlow(table: String?) -> SQLRefusal {
    SQLRefusal(
      "This is PantherFlow (`table | where …`). Panther's API runs SQL only; PantherFlow works in the Console. "
        + "Write `where` as WHERE, `summarize … by` as GROUP BY, `sort` as ORDER BY, `limit` as LIMIT, "
        + "`time.ago(1d)` as p_occurs_since('1 d'), `==` as =.",
      example: table.map { "SELECT * FROM \($0) WHERE p_occurs_since('1 d') LIMIT 100" } ?? sample)
  }

  static func qualifiedMacro(_ macro: String, alias: String) -> SQLRefusal {
    SQLRefusal(
      "\(alias).\(macro)(…) is no function: the macro takes the alias as its last argument.",
      example: "… WHERE p_occurs_since('1 d', \(alias)) …")
  }

  static func noTimeFilter(_ tables: String, example: String) -> SQLRefusal {
    SQLRefusal(
      "No time filter on \(tables): the query would read the whole table, which is slow and costs money. "
        + "Each SELECT on a large table needs p_event_time or a p_occurs_* macro in its own WHERE (or JOIN … ON); "
        + "the SELECT list, ORDER BY, comments, strings and other subqueries do not count."
        + wayOut,
      example: example)
  }

  private static func place(_ offset: Int, in bytes: [UInt8]) -> String {
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = 1 + before.count { $0 == 0x0A }
    let column = 1 + String(decoding: bytes[lineStart..<offset], as: UTF8.self).unicodeScalars.count
    return "line \(line), column \(column)"
  }
}
