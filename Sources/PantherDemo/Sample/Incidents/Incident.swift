import JSON

/// What became an alert: its detection, its state at the start, and what happened.
struct Incident: Sendable {
  /// Where in Panther something broke, for an alert of type SYSTEM_ERROR.
  struct SystemError: Sendable {
    let type: String
    let component: String
    let source: String
  }

  /// Names the incident; its id is made from it.
  let key: String
  let type: String
  let detection: String?
  let title: String
  let severity: String
  var status = "OPEN"
  var assignee: String?
  let created: Moment
  var activities: [Activity] = []
  var logTypes: [String] = []
  var resourceTypes: [String] = []
  var systemError: SystemError?

  var id: String {
    var random = SplitMix("alert:" + key)
    return random.hex(32)
  }

  /// The kind of the detection, which for an error is the kind of what failed.
  var detectionType: String { type.hasSuffix("_ERROR") ? String(type.dropLast(6)) : type }

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
