import JSON
import MCP
import Panther
import SQLGuard

let dataLakeQueryTools: [any PantherTool.Type] = [
  QueryDataLake.self, GetDataLakeQueryResults.self, CancelDataLakeQuery.self,
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
  static let dataRead: [DataKind] = [.logs]
  static let cursorsTaken = [GetDataLakeQueryResults.name]

  @Argument("The SQL text; it is sent as it is") var sql: SQLText?
  @Argument("Runs this saved query instead, by id or name", exact: true) var savedQuery: String?
  @Argument("Database of tables that are named without one", exact: true) var databaseName = "panther_logs.public"
  @Argument(
    "Seconds to wait for the result, at most 45; then it goes on under its query_id", .range(1...300), perPage: true)
  var timeout = 30
  @Argument("Rows per page; giving it allows a longer answer", .range(1...999), perPage: true) var maxRows = 100
  @Argument("next_cursor of an earlier answer: reads on in that query, runs nothing") var cursor: QueryPlace?
  @Argument("Run although a large table has no time filter: slow and expensive") var allowFullScan = false

  func check() throws {
    guard sql == nil || savedQuery == nil else { throw ArgumentError(["Give `sql` or `saved_query`, not both."]) }
    guard sql != nil || savedQuery != nil || cursor != nil else {
      throw ArgumentError(["Argument `sql` is required: SQL text. Or give `saved_query`, an id or a name."])
    }
  }

  func answer(_ call: Call) async throws -> Answer {
    if let cursor {
      return try await cursor.answer(wait: timeout, maxRows: $maxRows.isGiven ? maxRows : nil, call)
    }
    let saved = try await savedQuery.asyncMap { try await SavedQuery.find($0, self, call) }
    guard let sql = try saved?.runnable() ?? sql?.text else { return .facts([:]) }
    let notices = try SQLGuard.check(sql, database: databaseName, allowFullScan: allowFullScan)
    return try await DataLakeQuery.answer(
      to: sql, in: databaseName, wait: timeout, maxRows: $maxRows.isGiven ? maxRows : nil, call
    ).adding(saved?.facts ?? [:]).adding(notices.isEmpty ? [:] : ["warnings": JSON(notices)])
  }
}

struct GetDataLakeQueryResults: PantherTool {
  static let summary = """
    Fetch the results of a data lake query, wait for one that still runs, or read on with a cursor.
    """
  static let sample = "Show me the next rows of that query"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.logs]
  static let readsFields = true

  @Argument("Id of the query, as query_data_lake gave it", exact: true) var queryID: String?
  @Argument("next_cursor of an answer; instead of query_id") var cursor: QueryPlace?
  @Argument("Seconds to wait for the result, at most 45", .range(1...300), perPage: true) var timeout = 30
  @Argument("Rows per page; giving it allows a longer answer", .range(1...999), perPage: true) var maxRows = 100

  func answer(_ call: Call) async throws -> Answer {
    try await place(call).answer(wait: timeout, maxRows: $maxRows.isGiven ? maxRows : nil, call)
  }
}

extension GetDataLakeQueryResults {
  private func place(_ call: Call) throws -> QueryPlace {
    if let cursor { return cursor }
    guard let queryID else { throw ArgumentError(["Give `query_id`, or the `cursor` of an earlier answer."]) }
    return QueryPlace(queryID: try DataLakeQuery(handle: queryID, call).id, size: maxRows)
  }
}

struct CancelDataLakeQuery: PantherTool {
  static let summary = "Stop a data lake query that is still running."
  static let sample = "Stop that query"
  static let effect = Effect.writes
  static let isIdempotent = true
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.queries]

  @Argument("Id of the query", exact: true) var queryID: String

  func answer(_ call: Call) async throws -> Answer {
    try await DataLakeQuery(handle: queryID, call).cancel(call.panther)
    return .facts(["cancelled": .string(queryID)])
  }
}
