import JSON

/// Events that became an alert, with the detection that found them and the state of the alert at the start.
struct Incident: Sendable {
  /// The part of Panther that failed, for an alert of type SYSTEM_ERROR.
  struct SystemError: Sendable {
    let type: String
    let component: String
    let source: String
  }

  /// The name of the incident, from which the id of its alert is made.
  let key: String
  let type: String
  let detection: String?
  let title: String
  let severity: String
  var status = "OPEN"
  var assignee: String?
  /// What the assignee wrote; nil for a text that fits the status.
  var comment: String?
  let created: Instant
  var activities: [Activity] = []
  var logTypes: [String] = []
  var resourceTypes: [String] = []
  var systemError: SystemError?

  var id: String {
    var random = SeededRandom("alert:" + key)
    return random.hex(32)
  }

  /// The type of the detection. For an error this is the type of the detection that failed.
  var detectionType: String { type.hasSuffix("_ERROR") ? String(type.dropLast(6)) : type }

  /// The columns that Panther adds to the events of an alert, with their values.
  var fields: [(String, SQLValue)] {
    [
      ("p_alert_id", .text(id)), ("p_alert_severity", .text(severity)), ("p_alert_creation_time", .time(created)),
      ("p_rule_id", detection.map(SQLValue.text) ?? .null), ("p_rule_severity", .text(severity)),
    ]
  }

  var events: [JSON] {
    let fields = fields.filter { !$0.1.isNull }
    return activities.map { $0.event(of: fields) }
  }
}
