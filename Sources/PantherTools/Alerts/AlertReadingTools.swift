import JSON
import MCP
import Panther

let alertReadingTools: [any PantherTool.Type] = [ListAlerts.self, GetAlert.self]

struct GetAlert: PantherTool {
  static let summary = """
    Get one alert: title, severity, status, detection, times, runbook, and the context that the rule's code made, which \
    may hold values that its events lack. detail: full adds its deliveries.
    """
  static let sample = "What is alert 926f8cc… about?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])
  static let dataRead: [DataKind] = [.alerts]
  static let readsFields = true

  @Argument("Id of the alert, as list_alerts gives it", exact: true) var alertID: String
  @Argument("full: every field") var detail = Detail.concise

  func answer(_ call: Call) async throws -> Answer {
    let alert = try await Alert.linked(call.panther.get("alerts/\(alertID)"), call)
    return try await .item(alert, Alert.fields, detail, named: "alert").namingPeople(call)
  }
}
