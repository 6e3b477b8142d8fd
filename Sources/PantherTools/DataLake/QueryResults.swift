import JSON
import Panther
import Text

/// A page of rows that a data lake query found.
struct QueryResults: Sendable {
  let columns: [String]
  /// Each row is an array with a value for each column.
  let rows: [JSON]
  /// The text of the query, where Panther tells it.
  let sql: String?
  /// Panther's cursor of the next page; nil at the end.
  let next: String?
  /// What an answer says of the whole query: `total_rows`, `bytes_scanned`, `execution_ms`, where Panther tells them.
  let facts: JSON.Object

  /// The most cells that a page may have. If every row had keys of its own, rows × columns would grow without end. A
  /// real table stays far below this number.
  private static let mostCells = 2_000_000

  /// Reads the `results` of a query. A key that is in a row but not in the list of columns becomes one more column.
  ///
  /// - Throws: `PantherError`, when there is no list of rows.
  init(_ json: JSON?, of sql: String?, _ operation: Operation) throws {
    self.sql = sql
    let page = try Page(connection: json, of: operation)
    var columns: [String] = []
    var places: [ExactText: Int] = [:]
    func add(_ column: String) {
      guard places[ExactText(column)] == nil else { return }
      places[ExactText(column)] = columns.count
      columns.append(column)
    }
    for column in json?["columnInfo"]?["order"]?.array ?? [] { column.string.map(add) }
    for row in page.items where !row.hasKeys(columns) { row.object?.keys.forEach(add) }
    if columns.count * page.items.count > Self.mostCells {
      columns = Array(columns.prefix(Self.mostCells / page.items.count))
    }
    self.columns = columns
    rows = page.items.map { row in
      let members = row.object?.members ?? []
      if row.hasKeys(columns) { return .array(members.map(\.value)) }
      var cells = [JSON](repeating: .null, count: columns.count)
      for member in members {
        if let place = places[ExactText(member.key)], place < cells.count { cells[place] = member.value }
      }
      return .array(cells)
    }
    next = page.next
    facts = Self.facts(of: json?["stats"])
  }

  private static func facts(of stats: JSON?) -> JSON.Object {
    var facts: JSON.Object = [:]
    for (name, key) in [
      ("total_rows", "rowCount"), ("bytes_scanned", "bytesScanned"), ("execution_ms", "executionTime"),
    ] {
      facts[name] = stats?[path: [key]]?.asWholeNumber
    }
    return facts
  }
}

extension JSON {
  /// Whether this is an object with these keys in this order, as the usual row is.
  fileprivate func hasKeys(_ keys: [String]) -> Bool {
    guard let members = object?.members, members.count == keys.count else { return false }
    return zip(members, keys).allSatisfy { $0.key.hasSameBytes(as: $1) }
  }
}
