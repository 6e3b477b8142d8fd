import JSON

extension DemoState {
  static let severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO"]
  static let statuses = ["OPEN", "CLOSED", "TRIAGED", "RESOLVED"]
  static let subtypes = [
    "ALERT": ["RULE", "SCHEDULED_RULE", "POLICY", "CORRELATION_RULE"],
    "DETECTION_ERROR": ["RULE_ERROR", "SCHEDULED_RULE_ERROR", "CORRELATION_RULE_ERROR"],
    "SYSTEM_ERROR": ["SYSTEM_ERROR"],
  ]

  /// Changes the status, the assignee or both of several alerts, or of none of them when one is unknown.
  ///
  /// - Parameter assignee: the id of a user; an empty id removes the assignee.
  /// - Throws: `DemoError` for an alert, a status or a user that does not exist.
  mutating func patchAlerts(_ ids: [String], status: String?, assignee: String?) throws {
    let found = try ids.map(alerts.need)
    if let status, !Self.statuses.contains(status) {
      throw DemoError.badRequest(
        "status must be one of \(Self.statuses.joined(separator: ", ")) but got value \"\(status)\"")
    }
    if let assignee, !assignee.isEmpty, users.find(assignee) == nil {
      throw DemoError.badRequest("assignee \(assignee) is not a user")
    }
    for var alert in found {
      if let status { alert["status"] = .string(status) }
      if let assignee { alert["assignee"] = assignee.isEmpty ? nil : ["id": .string(assignee), "type": "user"] }
      alert["updatedBy"] = ActorReference.token
      alert["_updatedAt"] = .string(now.precise)
      alerts.put(alert)
    }
  }

  mutating func addComment(to alertID: String, _ body: String, format: String) throws -> JSON.Object {
    _ = try alerts.need(alertID)
    guard !body.isEmpty else { throw DemoError.badRequest("body must not be empty") }
    guard ["PLAIN_TEXT", "HTML"].contains(format) else {
      throw DemoError.badRequest("format must be one of PLAIN_TEXT, HTML but got value \"\(format)\"")
    }
    let time = JSON.string(now.rfc3339)
    let comment: JSON.Object = [
      "id": .string(newID()), "alertId": .string(alertID), "body": .string(body), "format": .string(format),
      "createdAt": time, "updatedAt": time, "createdBy": ActorReference.token,
    ]
    comments.put(comment)
    return comment
  }

  func incident(_ alertID: String) -> Incident? { incidents.first { $0.id == alertID } }
}
