import JSON
import MCP
import Panther

let savedQueryTools: [any PantherTool.Type] = [ListScheduledQueries.self, GetScheduledQuery.self, SaveQuery.self]

struct ListScheduledQueries: PantherTool {
  static let summary = """
    List the saved queries, and for each its schedule, if it has one: saved queries without a schedule run only by \
    hand. detail: full adds the SQL.
    """
  static let sample = "Which queries run on a schedule?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.queries]

  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Queries per page", .range(1...1000), perPage: true) var limit = 100
  @Argument("Text in the name") var nameContains: String?
  @Argument("true: with a schedule; false: without") var isScheduled: Bool?
  @Argument("full: every field with the SQL, as objects", perPage: true) var detail = Detail.concise

  private static let fields = Projection(
    concise: "id", "name", "is_scheduled", "schedule.cron", "schedule.rateMinutes", "schedule.disabled", "description",
    "updatedAt")

  func answer(_ call: Call) async throws -> Answer {
    // Panther filters neither by name nor by schedule.
    let isFiltered = nameContains != nil || isScheduled != nil
    let isWanted = { @Sendable (query: JSON) in
      query.contains(nameContains, in: "name") && (isScheduled == nil || isScheduled == SavedQuery(query).isScheduled)
    }
    let queries = try await ListPage.read(from: cursor, size: limit, keeping: isFiltered ? isWanted : nil) {
      var page = try await call.panther.page("queries", Query().page($0))
      page.items = page.items.map { SavedQuery($0).sayingWhetherScheduled }
      return page
    }
    return .list(queries, Self.fields, detail, named: "queries")
  }
}

struct GetScheduledQuery: PantherTool {
  static let summary = "Get one saved query with its SQL and schedule."
  static let sample = "Show me the SQL of the query Root logins"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.queries]
  static let readsFields = true

  @Argument("Id of the query, a UUID, or its exact name", exact: true) var queryID: String

  func answer(_ call: Call) async throws -> Answer {
    .item(try await SavedQuery.find(queryID, self, call).sayingWhetherScheduled, named: "query")
  }
}
