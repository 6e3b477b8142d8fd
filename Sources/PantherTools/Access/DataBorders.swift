import JSON
import MCP
import SQLGuard

/// How much of the data lake a caller may read: which tables, how many rows of a query, how many bytes in a day.
package struct DataBorders: Sendable, Hashable {
  /// The databases and tables; nil for all.
  let tables: SQLBorders?
  /// The most rows that one query hands out over all its pages; nil for no limit.
  package let maxRows: Int?
  /// The most bytes that the queries of one caller scan in a day; nil for no limit.
  package let maxScan: ByteCount?

  /// No borders.
  package static let none = DataBorders(tables: nil, maxRows: nil, maxScan: nil)

  private init(tables: SQLBorders?, maxRows: Int?, maxScan: ByteCount?) {
    (self.tables, self.maxRows, self.maxScan) = (tables, maxRows, maxScan)
  }

  /// Reads the operator's words.
  ///
  /// - Parameter databases: such as `panther_logs` and `panther_logs.aws_*`; everything when empty.
  /// - Throws: `PolicyError` for a word that names no database or table.
  package init(databases: [String], maxRows: Int? = nil, maxScan: ByteCount? = nil) throws(PolicyError) {
    do throws(SQLBorder.Malformed) {
      tables = databases.isEmpty ? nil : try SQLBorders(databases)
    } catch {
      throw PolicyError("--databases \(error)")
    }
    (self.maxRows, self.maxScan) = (maxRows, maxScan)
  }

  /// What both let be read.
  package func narrowed(by other: DataBorders) -> DataBorders {
    let tables = self.tables.flatMap { mine in other.tables.map(mine.narrowed) ?? mine } ?? other.tables
    return DataBorders(
      tables: tables, maxRows: [maxRows, other.maxRows].compactMap(\.self).min(),
      maxScan: [maxScan, other.maxScan].compactMap(\.self).min())
  }

  /// The words of each list of databases and tables, of which a table has to be in all; empty where all may be read.
  package var databases: [[String]] { tables?.words ?? [] }

  /// Whether a table may be read, named as Panther names it.
  func allow(table: String, in database: String) -> Bool { tables?.allow(table: table, in: database) ?? true }

  /// Whether a database can have a table that may be read.
  func allowSomething(in database: String) -> Bool { tables?.allowSomething(in: database) ?? true }

  /// Refuses to tell about what may not be read.
  ///
  /// - Parameter what: the table or the database, as an error names it.
  func check(_ isAllowed: Bool, _ what: String) throws(ToolFailure) {
    if !isAllowed, let words = words("\(what) is outside of what this server may read.") { throw ToolFailure(words) }
  }

  /// Whether an event of an alert may be shown. Panther copies such events out of the table of their log type.
  func allow(event: JSON) -> Bool {
    guard let tables else { return true }
    guard let logType = event["p_log_type"]?.string else { return false }
    let table = DataLakeTable.table(ofLogType: logType)
    return ["panther_logs.public", "panther_rule_matches.public"].contains { tables.allow(table: table, in: $0) }
  }

  /// What an answer says where something is left out; nil where everything may be read.
  func words(_ what: String) -> String? {
    tables.map { "\(what) \($0.sentence)" }
  }

  /// Refuses what reads the data lake in a way of its own, which nobody here can narrow.
  func refuse(_ what: String) throws(ToolFailure) {
    if let words = words("\(what) reads the data lake with all that the Panther token may read, so it is refused.") {
      throw ToolFailure(words)
    }
  }
}
