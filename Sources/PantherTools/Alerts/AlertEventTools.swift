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
  static let dataRead: [DataKind] = [.alerts, .logs]
  static let readsFields = true

  @Argument("Id of the alert", exact: true) var alertID: String
  @Argument("Events per page", .range(1...50), perPage: true) var limit = 10
  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  func answer(_ call: Call) async throws -> Answer {
    let path: Path = "alerts/\(alertID)/events"
    let borders = call.borders
    let isVisible: @Sendable (JSON) -> Bool = { borders.allow(event: $0) }
    let keep = borders.tables == nil ? nil : isVisible
    let events = try await ListPage.read(from: cursor, size: limit, asking: keep == nil ? nil : 50, keeping: keep) {
      try await call.panther.page(path, Query().page($0))
    }
    let answer: Answer =
      detail == .full
      ? .list(events, .everything, .full, named: "events")
      : .tables(
        of: events.items, by: "p_log_type", titled: "log_type",
        choosing: StandardColumns.choice(ofEvents: events.items.map { $0.object ?? [:] }), named: "events",
        paging: events.paging
      ).adding(events.facts)
    let isNone = cursor == nil && events.items.isEmpty && keep == nil
    return answer.adding(
      borders.words("Events of other tables are not shown.").map { ["not_shown": .string($0)] } ?? [:]
    )
    .adding(isNone ? ["hint": "Alerts of policies and errors never have any events here."] : [:])
    .extended($limit.isGiven)
  }
}
