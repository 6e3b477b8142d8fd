import JSON

extension Estate {
  static let severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO"]
  static let statuses = ["OPEN", "CLOSED", "TRIAGED", "RESOLVED"]
  static let subtypes = [
    "ALERT": ["RULE", "SCHEDULED_RULE", "POLICY", "CORRELATION_RULE"],
    "DETECTION_ERROR": ["RULE_ERROR", "SCHEDULED_RULE_ERROR", "CORRELATION_RULE_ERROR"],
    "SYSTEM_ERROR": ["SYSTEM_ERROR"],
  ]

  /// Changes status, assignee or both of all the alerts, or of none when one is unknown.
  ///
  /// - Parameter assignee: the id of a user; an empty one unassigns.
  mutating func patchAlerts(_ ids: [String], status: String?, assignee: String?) throws {
    let found = try ids.map(alerts.need)
    if let status, !Self.statuses.contains(status) {
      throw Fault.bad("status must be one of \(Self.statuses.joined(separator: ", ")) but got value \"\(status)\"")
    }
    if let assignee, !assignee.isEmpty, users.find(assignee) == nil {
      throw Fault.bad("assignee \(assignee) is not a user")
    }
    for var alert in found {
      if let status { alert["status"] = .string(status) }
      if let assignee { alert["assignee"] = assignee.isEmpty ? nil : ["id": .string(assignee), "type": "user"] }
      alert["updatedBy"] = Actor.token
      alert["_updatedAt"] = .string(now.precise)
      // An alert may be named twice, and then has the changes of the first time already.
      alerts.put(alert)
    }
  }

  mutating func addComment(to alertID: String, _ body: String, format: String) throws -> JSON.Object {
    _ = try alerts.need(alertID)
    guard !body.isEmpty else { throw Fault.bad("body must not be empty") }
    guard ["PLAIN_TEXT", "HTML"].contains(format) else {
      throw Fault.bad("format must be one of PLAIN_TEXT, HTML but got value \"\(format)\"")
    }
    let time = JSON.string(now.rfc3339)
    let comment: JSON.Object = [
      "id": .string(newID()), "alertId": .string(alertID), "body": .string(body), "format": .string(format),
      "createdAt": time, "updatedAt": time, "createdBy": Actor.token,
    ]
    comments.put(comment)
    return comment
  }

  func incident(_ alertID: String) -> Incident? { incidents.first { $0.id == alertID } }
}
