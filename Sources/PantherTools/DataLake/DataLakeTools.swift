import Logging
import SQLGuard
import MCP
import Panther
import JSON

let dataLakeTools: [Toolset.Entry] = [
  Toolset.Entry(QueryDataLake.self), Toolset.Entry(GetDataLakeQueryResults.self),
  Toolset.Entry(CancelDataLakeQuery.self),
  Toolset.Entry(GetAlertEventStats.self), Toolset.Entry(ListDatabases.self), Toolset.Entry(ListDatabaseTables.self),
  Toolset.Entry(GetTableSchema.self),
]

struct QueryDataLake: PantherTool {
  static let summary = """
    Search logs in the data lake with one SQL statement that only reads (Snowflake dialect). Filter on time: \
    p_occurs_since('1 d'), p_occurs_between(…), or p_event_time. Name columns, use LIMIT, and the p_any_* columns to \
    find an IP, user or host in any log. Tables: list_database_tables; columns: get_table_schema. A slow query comes \
    back as a query_id.
    """
  static let sample = "Find failed logins in CloudTrail in the last day"
  static let effect = Effect.spends
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let cursorsTaken = [GetDataLakeQueryResults.name]

  @Argument("The SQL text; it is sent as it is") var sql: SQLText
  @Argument("Database of tables that are named without one") var databaseName = "panther_logs.public"
  @Argument(
    "Seconds to wait for the result, at most 45; then it goes on under its query_id", .range(1...300), perPage: true)
  var timeout = 30
  @Argument("Rows per page; giving it allows a longer answer", .range(1...999), perPage: true) var maxRows = 100
  @Argument("next_cursor of an earlier answer: reads on in that query, runs nothing") var cursor: QueryPlace?
  @Argument("Run although a large table has no time filter: slow and expensive") var allowFullScan = false

  func answer(_ call: Call) async throws -> Answer {
    if let cursor {
      return try await cursor.answer(wait: timeout, maxRows: $maxRows.isGiven ? maxRows : nil, call)
    }
    let notices = try SQLGuard.check(sql.text, database: databaseName, allowFullScan: allowFullScan)
    return try await DataLakeQuery.answer(
      to: sql.text, in: databaseName, wait: timeout, maxRows: $maxRows.isGiven ? maxRows : nil, call
    ).adding(notices.isEmpty ? [:] : ["warnings": JSON(notices)])
  }
}

struct GetDataLakeQueryResults: PantherTool {
  static let summary = """
    Fetch the results of a data lake query by its query_id, wait for one that is still running, or read on with a \
    cursor. It runs nothing again.
    """
  static let sample = "Show me the next rows of that query"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let readsFields = true

  @Argument("Id of the query, as query_data_lake gave it") var queryID: String?
  @Argument("next_cursor of the answer to go on from; instead of query_id") var cursor: QueryPlace?
  @Argument("Seconds to wait for the result, at most 45", .range(1...300), perPage: true) var timeout = 30
  @Argument("Rows per page; giving it allows a longer answer", .range(1...999), perPage: true) var maxRows = 100

  func answer(_ call: Call) async throws -> Answer {
    guard let place = cursor ?? queryID.map({ QueryPlace(queryID: $0, size: maxRows) }) else {
      throw ArgumentError(["Give `query_id`, or the `cursor` of an earlier answer."])
    }
    return try await place.answer(wait: timeout, maxRows: $maxRows.isGiven ? maxRows : nil, call)
  }
}

struct CancelDataLakeQuery: PantherTool {
  static let summary = "Stop a data lake query that is still running."
  static let sample = "Stop that query"
  static let effect = Effect.writes
  static let isIdempotent = true
  static let permissions = Permissions.all([.dataAnalyticsRead])

  @Argument("Id of the query") var queryID: String

  func answer(_ call: Call) async throws -> Answer {
    try await DataLakeQuery(id: queryID).cancel(call.panther)
    return .facts(["cancelled": .string(queryID)])
  }
}

struct ListDatabases: PantherTool {
  static let summary = "List the databases of the data lake."
  static let sample = "Which databases does the data lake have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])

  private static let list = Operation("query Databases { dataLakeDatabases { name description } }")
  private static let fields = Projection(concise: "name", "description")

  func answer(_ call: Call) async throws -> Answer {
    let data = try await call.panther.run(Self.list)
    return .list(data["dataLakeDatabases"]?.array ?? [], Self.fields, named: "databases")
  }
}

struct ListDatabaseTables: PantherTool {
  static let summary = "List the tables of a data lake database: name, log type, description."
  static let sample = "Which tables hold Okta logs?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])

  @Argument("Name of the database, such as panther_logs.public") var database: String
  @Argument("Only tables whose name or log type contains this text") var nameContains: String?
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?

  private static let list = Operation(
    """
    query Tables($input: DataLakeDatabaseTablesInput!) {
      dataLakeDatabaseTables(input: $input) {
        edges { node { name displayName description logType } }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)
  private static let fields = Projection(concise: "name", "logType", "displayName", "description")

  func answer(_ call: Call) async throws -> Answer {
    let tables = try await call.panther.all(Self.list, in: "dataLakeDatabaseTables") { cursor in
      var input: JSON.Object = ["databaseName": .string(database), "pageSize": 100]
      input["cursor"] = cursor.map(JSON.string)
      return input
    }
    let found = tables.filter { $0.contains(nameContains, in: "name", "logType") }
    return .list(whole: found, from: cursor, Self.fields, named: "tables")
  }
}

struct GetTableSchema: PantherTool {
  static let summary = "Get the columns of a data lake table: name, type, description."
  static let sample = "Which columns does aws_cloudtrail have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])

  @Argument("Name of the database, such as panther_logs.public") var databaseName: String
  @Argument("Name of the table, such as aws_cloudtrail") var tableName: String
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?

  private static let get = Operation(
    """
    query Table($input: DataLakeDatabaseTableInput!) {
      dataLakeDatabaseTable(input: $input) {
        name displayName description logType
        columns { name type description }
      }
    }
    """)
  private static let fields = Projection(concise: "name", "type", "description")

  func answer(_ call: Call) async throws -> Answer {
    // The table's name is often given with the database before it.
    let prefix = databaseName + "."
    let table = tableName.hasPrefix(prefix) ? String(tableName.dropFirst(prefix.count)) : tableName
    let input: JSON = ["databaseName": .string(databaseName), "tableName": .string(table)]
    let found = try await call.panther.run(Self.get, ["input": input])["dataLakeDatabaseTable"] ?? .null
    let columns = found["columns"]?.array ?? []
    var facts: JSON.Object = ["table": .string("\(databaseName).\(table)")]
    facts["log_type"] = found["logType"].flatMap { $0.isNull ? nil : $0 }
    facts["description"] = found["description"].flatMap { $0.isNull ? nil : $0 }
    return .list(whole: columns, from: cursor, Self.fields, named: "columns").adding(facts)
  }
}

extension SQLRefusal: ToolError {}

/// SQL as the caller wrote it: unlike other strings, it is not unescaped.
struct SQLText: ArgumentValue {
  let text: String

  static var schema: JSON.Object { String.schema }
  static var expectation: String { "SQL text" }
  var json: JSON { .string(text) }

  static func read(_ json: JSON) throws(Mismatch) -> SQLText {
    guard let text = json.string else { throw Mismatch() }
    return SQLText(text: text)
  }
}
