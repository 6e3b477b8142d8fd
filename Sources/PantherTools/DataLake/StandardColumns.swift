import MCP
import SQLGuard

/// The columns that Panther adds to each row of the data lake. Most of them tell how a row was stored, or repeat what the
/// event itself says, and fill an answer that nobody asked to have them.
enum StandardColumns {
  private static let ofStorage: Set<String> = [
    "p_row_id", "p_parse_time", "p_schema_version", "p_source_id", "p_source_file",
  ]
  /// What the log type and the event itself say already.
  private static let repeated = ["p_any_", "p_udm"]
  private static let label = "p_source_label"

  /// The name under which a column is named, where it is left out; nil for one that is shown.
  /// - Parameter hasEvent: whether the row has the event's own fields, too.
  private static func leftOut(_ column: String, hasEvent: Bool) -> String? {
    let name = column.lowercased()
    if ofStorage.contains(name) { return name }
    guard hasEvent else { return nil }
    return name == label ? label : repeated.first(where: name.hasPrefix).map { $0 + "*" }
  }

  private static func hasEvent(_ columns: some Sequence<String>) -> Bool {
    columns.contains { !$0.lowercased().hasPrefix("p_") }
  }

  /// Which of these members of an alert's events are shown.
  static func choice(ofEvent members: [String]) -> ColumnChoice {
    let hasEvent = hasEvent(members)
    return ColumnChoice(toSee: "detail: full") { name in
      leftOut(name, hasEvent: hasEvent).map { .leftOut(as: $0) } ?? .usual
    }
  }

  /// Which columns of a query's result are shown; nil for all, because the query names each of them.
  /// - Parameter sql: nil where it is not known. Then only what has one value in all rows is taken out of the rows.
  static func choice(of columns: [String], for sql: String?) -> ColumnChoice? {
    guard let sql, let asked = SQLColumns(sql) else { return ColumnChoice(toSee: "") { _ in .usual } }
    guard asked.hasUnnamed else { return nil }
    let hasEvent = hasEvent(columns)
    return ColumnChoice(toSee: "name them in SELECT") { name in
      if asked.select(name) { return .always }
      guard !asked.mention(name), let left = leftOut(name, hasEvent: hasEvent) else { return .usual }
      return .leftOut(as: left)
    }
  }
}
