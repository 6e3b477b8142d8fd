import SQLGuard
import MCP
import Panther
import JSON

let queryTools: [Toolset.Entry] = [Toolset.Entry(ListScheduledQueries.self), Toolset.Entry(GetScheduledQuery.self)]

struct ListScheduledQueries: PantherTool {
  static let summary = """
    List the saved queries, and for each its schedule, if it has one: saved queries without a schedule run only by \
    hand. detail: full adds the SQL.
    """
  static let sample = "Which queries run on a schedule?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])

  @Argument("next_cursor of the answer to go on from") var cursor: String?
  @Argument("Queries per page", .range(1...1000)) var limit = 100
  @Argument("Only names that contain this text") var nameContains: String?
  @Argument("true: only those with a schedule; false: only those without") var isScheduled: Bool?
  @Argument("full: every field with the SQL, as objects") var detail = Detail.concise

  private static let fields = Projection(
    concise: "id", "name", "is_scheduled", "schedule.cron", "schedule.rateMinutes", "schedule.disabled", "description",
    "updatedAt")

  func answer(_ call: Call) async throws -> Answer {
    let cursor = try PageCursor(
      self.cursor,
      orFirst: [
        "limit": Collected.pageSize(limit, filtering: nameContains != nil || isScheduled != nil),
        "own-name": nameContains, "own-scheduled": isScheduled,
      ], for: call)
    // Panther filters neither by name nor by schedule, so we do; the cursor carries what we filter by.
    let own = cursor.feeds.first?.query
    let (name, scheduled) = (own?["own-name"], own?["own-scheduled"])
    let isFiltered = name != nil || scheduled != nil
    let queries = try await Collected.read(cursor, atMost: limit, pages: isFiltered ? 10 : 1) { query in
      query.contains(name, in: "name") && (scheduled == nil || scheduled == (query.hasSchedule ? "true" : "false"))
    } fetch: { feed in
      var query = feed.query
      (query["own-name"], query["own-scheduled"]) = (nil, nil)
      return Page(try await call.panther.get("queries", query))
    }
    return .list(
      Collected(items: queries.items.map(\.sayingWhetherScheduled), paging: queries.paging, facts: queries.facts),
      Self.fields, detail, named: "queries")
  }
}

struct GetScheduledQuery: PantherTool {
  static let summary = "Get one saved query with its SQL and schedule."
  static let sample = "Show me the SQL of the query Root logins"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let readsFields = true

  @Argument("Id of the query, a UUID, or its exact name") var queryID: String

  func answer(_ call: Call) async throws -> Answer {
    do {
      return .item(try await call.panther.get("queries/\(queryID)").sayingWhetherScheduled, named: "query")
    } catch let error as PantherError where error.kind == .notFound && queryID.contains(" ") {
      // No id has a space, names mostly do; Panther does not look queries up by them.
      let cursor = PageCursor(["limit": 100], for: call)
      let named = try await Collected.read(cursor, atMost: 1, pages: 10) {
        $0["name"]?.string?.lowercased() == queryID.lowercased()
      } fetch: {
        Page(try await call.panther.get("queries", $0.query))
      }
      guard let query = named.items.first else { throw error }
      return .item(query.sayingWhetherScheduled, named: "query")
    }
  }
}

extension JSON {
  fileprivate var hasSchedule: Bool {
    guard let schedule = self["schedule"]?.object else { return false }
    return schedule["cron"]?.string?.isEmpty == false || (schedule["rateMinutes"]?.int ?? 0) > 0
  }

  fileprivate var sayingWhetherScheduled: JSON {
    guard var query = object else { return self }
    query["is_scheduled"] = .bool(hasSchedule)
    return .object(query)
  }
}
