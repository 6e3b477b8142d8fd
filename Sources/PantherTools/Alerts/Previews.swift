import Concurrency
import Cleaning
import MCP
import Panther
import JSON

extension Alert {
  /// What a change means for each alert, as it is now; at most 25 are looked at.
  static func preview(_ ids: [String], _ change: String, from key: String?, _ call: Call) async throws -> String {
    let looked = Array(ids.prefix(25))
    let lines = await looked.concurrentMap { id in
      // Quoted, so that no value can pass for a line of ours.
      let shown = quoted(id, 200)
      guard let alert = try? await call.panther.get("alerts/\(id)") else { return "- \(shown) (could not be read)" }
      var sanitizer = Sanitizer(redacts: true)
      let title = sanitizer.clean(quoted(alert["title"]?.string ?? "", 100))
      let before = key.flatMap { alert[$0]?.string }.map { " (now \($0))" } ?? ""
      return "- \(alert["severity"]?.string ?? "") \(title) \(shown)\(before)"
    }
    let rest = ids.count > looked.count ? "\n… and \(ids.count - looked.count) more" : ""
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
    try await Alert.preview(alertIDs, "Set assignee \(quoted(assigneeID, 200))", from: nil, call)
  }
}

extension BulkUpdateAlerts {
  func preview(_ call: Call) async throws -> String? {
    let changes = [
      status.map { "Set status \($0.rawValue)" }, assigneeID.map { "Set assignee \(quoted($0, 200))" },
      comment.map { "Add the comment \(quoted($0, 2000))" },
    ].compactMap(\.self)
    return try await Alert.preview(alertIDs, changes.joined(separator: "; "), from: "status", call)
  }
}

extension AddAlertComment {
  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview([alertID], "Add the comment \(quoted(comment, 2000))", from: nil, call)
  }
}

extension DisableDetection {
  func preview(_ call: Call) async throws -> String? {
    let detection = try await find(call).1
    let name = detection["displayName"]?.string ?? ""
    let state = detection["enabled"]?.bool == false ? "It is disabled already." : "It is enabled now."
    return """
      Switch off the detection \(JSON.string(detectionID).text) (\(quoted(name, 100)), \
      \(detection["severity"]?.string ?? "")), so that it makes no more alerts. \(state)
      """
  }
}

/// A value as a person is shown it: never longer than that without a word about the rest.
private func quoted(_ text: String, _ length: Int) -> String {
  let shown = JSON.string(String(text.prefix(length))).text
  return text.count > length ? "\(shown) (the first \(length) of \(text.count) characters)" : shown
}
