import JSON
import MCP
import Panther

let alertEventTools: [any PantherTool.Type] = [GetAlertEvents.self]

struct GetAlertEvents: PantherTool {
  static let summary = """
    Get the log events that made an alert, whole, in no particular order. Each can be large: start with few.
    """
  static let sample = "Show me the events behind this alert"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])
  static let readsFields = true

  @Argument("Id of the alert", exact: true) var alertID: String
  @Argument("Events per page", .range(1...50), perPage: true) var limit = 10
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?

  func answer(_ call: Call) async throws -> Answer {
    let path: Path = "alerts/\(alertID)/events"
    let events = try await ListPage.read(from: cursor, size: limit) {
      Page(try await call.panther.get(path, Query().page($0)))
    }
    return .list(events, named: "events").extended($limit.isGiven)
  }
}
