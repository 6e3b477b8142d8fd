import JSON
import MCP
import SQLGuard
import Text

/// The columns that Panther adds to each row of the data lake. Most of them tell how a row was stored, or repeat what
/// the event itself says, and fill an answer that nobody asked to have them.
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

  /// The `p_any_` columns with a value that stands nowhere else in its row, such as an e-mail that Panther has looked
  /// up. They lead from one log to another, so they are shown.
  private static func indicatorsOfTheirOwn(in rows: [[JSON.Member]]) -> Set<String> {
    var found: Set<String> = []
    for row in rows.prefix(mostRows) {
      let indicators = row.filter { $0.key.lowercased().hasPrefix("p_any_") && !found.contains($0.key) }
      guard indicators.contains(where: { $0.value.array?.isEmpty == false }) else { continue }
      let event = row.filter { !$0.key.lowercased().hasPrefix("p_") }
      let text = lowercase(JSON.array(event.map(\.value)).bytes.prefix(mostOfRow))
      for indicator in indicators {
        let values = (indicator.value.array ?? []).prefix(mostValues).compactMap(\.string)
        let isElsewhere = values.allSatisfy { value in
          text.containsBytes(of: lowercase(JSON.string(value).bytes.dropFirst().dropLast()))
        }
        if !isElsewhere { found.insert(indicator.key) }
      }
    }
    return found
  }

  /// How many rows are looked at, how much of each is searched, in bytes, and for how many values of a column.
  private static let (mostRows, mostOfRow, mostValues) = (100, 1 << 16, 20)

  private static func lowercase(_ text: some Collection<UInt8>) -> String {
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return String(decoding: text.map { capitals.contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func hasEvent(_ columns: some Sequence<String>) -> Bool {
    columns.contains { !$0.lowercased().hasPrefix("p_") }
  }

  /// Which members of an alert's events are shown.
  static func choice(ofEvents events: [JSON.Object]) -> ColumnChoice {
    let hasEvent = hasEvent(events.flatMap(\.keys))
    let kept = indicatorsOfTheirOwn(in: events.map(\.members))
    return ColumnChoice(toSee: "detail: full") { name in
      guard !kept.contains(name) else { return .usual }
      return leftOut(name, hasEvent: hasEvent).map { .leftOut(as: $0) } ?? .usual
    }
  }

  /// Which columns of a query's result are shown; nil for all, because the query names each of them.
  ///
  /// - Parameters:
  ///   - sql: nil where it is not known. Then only what has one value in all rows is taken out of the rows.
  ///   - rows: arrays with a value for each column.
  static func choice(of columns: [String], for sql: String?, _ rows: [JSON]) -> ColumnChoice? {
    guard let sql, let asked = SQLColumns(sql) else { return ColumnChoice(toSee: "") { _ in .usual } }
    guard asked.hasUnnamed else { return nil }
    let hasEvent = hasEvent(columns)
    let kept = indicatorsOfTheirOwn(in: rows.map { zip(columns, $0.array ?? []).map { JSON.Member($0, $1) } })
    return ColumnChoice(toSee: "name them in the query") { name in
      if asked.select(name) { return .always }
      guard !asked.mention(name), !kept.contains(name) else { return .usual }
      return leftOut(name, hasEvent: hasEvent).map { .leftOut(as: $0) } ?? .usual
    }
  }
}
