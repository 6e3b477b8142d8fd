import MCP
import Panther
import Wire

extension Alert {
  /// What a change means for each alert, as it is now; at most 25 are looked at.
  static func preview(_ ids: [String], _ change: String, from key: String?, _ call: Call) async throws -> String {
    let shown = Array(ids.prefix(25))
    let lines = await shown.concurrentMap { id in
      guard let alert = try? await call.panther.get("alerts/\(id)") else { return "- \(id) (could not be read)" }
      let title = JSON.string(String((alert["title"]?.string ?? "").prefix(100))).text
      let before = key.flatMap { alert[$0]?.string }.map { " (now \($0))" } ?? ""
      return "- \(alert["severity"]?.string ?? "") \(title) \(id)\(before)"
    }
    let rest = ids.count > shown.count ? "\n… and \(ids.count - shown.count) more" : ""
    return "\(change) on \(ids.count == 1 ? "this alert" : "these \(ids.count) alerts"):\n"
      + lines.joined(separator: "\n") + rest
  }
}

extension UpdateAlertStatus {
  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview(alertIDs, "Set status \(status.rawValue)", from: "status", call)
  }
}

extension UpdateAlertAssignee {
  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview(alertIDs, "Set assignee \(JSON.string(assigneeID).text)", from: nil, call)
  }
}

extension BulkUpdateAlerts {
  func preview(_ call: Call) async throws -> String? {
    let changes = [
      status.map { "set status \($0.rawValue)" }, assigneeID.map { "set assignee \(JSON.string($0).text)" },
      comment.map { "add the comment \(JSON.string(String($0.prefix(500))).text)" },
    ].compactMap(\.self)
    return try await Alert.preview(alertIDs, changes.joined(separator: ", "), from: "status", call)
  }
}

extension AddAlertComment {
  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview(
      [alertID], "Add the comment \(JSON.string(String(comment.prefix(1000))).text)", from: nil, call)
  }
}

extension DisableDetection {
  func preview(_ call: Call) async throws -> String? {
    let detection = try await call.panther.get(detectionType.path(detectionID))
    let name = detection["displayName"]?.string ?? ""
    let state = detection["enabled"]?.bool == false ? "It is disabled already." : "It is enabled now."
    return """
      Switch off the detection \(JSON.string(detectionID).text) (\(JSON.string(String(name.prefix(100))).text), \
      \(detection["severity"]?.string ?? "")), so that it makes no more alerts. \(state)
      """
  }
}
