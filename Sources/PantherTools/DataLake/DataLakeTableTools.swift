import JSON
import MCP
import Panther

let dataLakeTableTools: [any PantherTool.Type] = [ListDatabases.self, ListDatabaseTables.self]

struct ListDatabases: PantherTool {
  static let summary = "List the databases of the data lake."
  static let sample = "Which databases does the data lake have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.schemas]

  private static let list = Operation("query Databases { dataLakeDatabases { name description } }")
  private static let fields = Projection(concise: "name", "description")

  func answer(_ call: Call) async throws -> Answer {
    let databases = try await Self.read(call)
    return .list(databases.items, Self.fields, named: "databases").adding(
      databases.hidden.map { ["not_shown": .string($0)] } ?? [:])
  }

  /// Reads the databases of which the caller may read something.
  static func read(_ call: Call) async throws -> WholeList {
    let databases = try list.list("dataLakeDatabases", in: try await call.panther.run(list))
    return WholeList(items: databases).within(call.borders, "Other databases are not shown.") { database in
      call.borders.allowSomething(in: database["name"]?.string ?? "")
    }
  }
}

struct ListDatabaseTables: PantherTool {
  static let summary = "List the tables of a data lake database: name, log type, description."
  static let sample = "Which tables hold Okta logs?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.schemas]

  @Argument("Name of the database, such as panther_logs.public", exact: true) var database: String
  @Argument("Text in name or log type") var nameContains: String?
  @Argument("next_cursor of an answer") var cursor: ListPlace?

  private static let fields = Projection(concise: "name", "logType", "displayName", "description")

  func answer(_ call: Call) async throws -> Answer {
    try call.borders.check(call.borders.allowSomething(in: database), "The database \(database.quoted(upTo: 100))")
    let tables = try await offeringNames(near: database, among: { try await KnownNames.databases(call) }) {
      try await DataLakeTable.all(of: database, call)
    }
    let found = tables.items.filter { $0.contains(nameContains, in: "name", "logType") }
    let shown = found.map { DataLakeTable(json: $0).withoutRepetition }
    return .list(whole: tables.with(shown), from: cursor, Self.fields, named: "tables")
  }
}
