import JSON
import MCP
import Panther

let tableSchemaTools: [any PantherTool.Type] = [GetTableSchema.self]

struct GetTableSchema: PantherTool {
  static let summary = "Get the columns of a data lake table, and the fields inside objects: name, type, description."
  static let sample = "Which columns does aws_cloudtrail have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.schemas]

  @Argument("Name of the database, such as panther_logs.public", exact: true) var databaseName: String
  @Argument("Name of the table, such as aws_cloudtrail", exact: true) var tableName: String
  @Argument("next_cursor of an answer") var cursor: ListPlace?

  private static let fields = Projection(concise: "name", "type", "description")

  func answer(_ call: Call) async throws -> Answer {
    // Callers often give the table's name with the database before it.
    let prefix = databaseName + "."
    let table = tableName.hasPrefix(prefix) ? String(tableName.dropFirst(prefix.count)) : tableName
    let isAllowed = call.borders.allow(table: table, in: databaseName)
    try call.borders.check(isAllowed, "The table \("\(databaseName).\(table)".quoted(upTo: 200))")
    let found = try await read(table, call)
    var facts: JSON.Object = ["table": .string("\(databaseName).\(table)")]
    facts["log_type"] = found.logType
    facts["description"] = found.description
    let joins = call.borders.allow(table: "all_logs", in: "panther_views.public")
    facts["join"] = !joins ? nil : LookupJoin.sql(of: found.columns, table: table, in: databaseName).map(JSON.string)
    let nested = try await NestedFields.read(of: found, call)
    facts.merge(nested.facts(of: table, in: databaseName))
    return .list(whole: nested.rows, from: cursor, Self.fields, named: "columns").adding(facts)
  }

  private func read(_ table: String, _ call: Call) async throws -> DataLakeTable {
    do {
      return try await DataLakeTable.read(table, of: databaseName, call)
    } catch let error as PantherError where error.kind == .notFound {
      let words = failure(error, needing: needed).description
      throw ToolFailure(words + (await KnownNames.hint(ofTable: table, in: databaseName, call)), .notFound)
    }
  }
}
