import JSON
import MCP
import Panther

let alertEventTools: [any PantherTool.Type] = [GetAlertEvents.self]

struct GetAlertEvents: PantherTool {
  static let summary = """
    Get the log events that made an alert as a table per log type, in no particular order; what all have in common is \
    said once.
    """
  static let sample = "Show me the events behind this alert"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])
  static let readsFields = true

  @Argument("Id of the alert", exact: true) var alertID: String
  @Argument("Events per page", .range(1...50), perPage: true) var limit = 10
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  func answer(_ call: Call) async throws -> Answer {
    let path: Path = "alerts/\(alertID)/events"
    let events = try await ListPage.read(from: cursor, size: limit) {
      try await call.panther.page(path, Query().page($0))
    }
    let answer: Answer =
      detail == .full
      ? .list(events, .everything, .full, named: "events")
      : .tables(
        of: events.items, by: "p_log_type", titled: "log_type",
        choosing: StandardColumns.choice(ofEvent: events.items.flatMap { $0.object?.keys ?? [] }), named: "events",
        paging: events.paging
      ).adding(events.facts)
    return answer.extended($limit.isGiven)
  }
}
