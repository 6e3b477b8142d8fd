import JSON

/// The filters of a list of alerts. A filter with an empty list of values lets all alerts through.
struct AlertFilter {
  var types: [String]
  var after: Instant
  var before: Instant
  var detection: String?
  var title: String?
  var logSources: [String]
  var logTypes: [String]
  var resourceTypes: [String]
  var statuses: [String]
  var severities: [String]
  var assignees: [String]
  var fewest: Int?
  var most: Int?

  static func order(_ alert: JSON.Object) -> String { alert.string("createdAt") + "/" + alert.string("id") }

  func matches(_ alert: JSON.Object) -> Bool {
    let created = Instant(parsing: alert.string("createdAt")) ?? .latest
    let events = alert["eventCount"]?.int ?? 0
    return types.contains(alert.string("type")) && created >= after && created <= before
      && (detection == nil || alert["detection"]?["id"]?.string == detection)
      && alert.string("title").mentions(title) && Self.overlap(logSources, alert.strings("_logSources"))
      && Self.overlap(logTypes, alert.strings("_logTypes"))
      && Self.overlap(resourceTypes, alert.strings("_resourceTypes"))
      && Self.overlap(statuses, [alert.string("status")])
      && Self.overlap(severities, [alert.string("severity")])
      && Self.overlap(assignees, [alert["assignee"]?["id"]?.string ?? ""]) && events >= fewest ?? 0
      && events <= most ?? .max
  }

  private static func overlap(_ wanted: [String], _ present: [String]) -> Bool {
    wanted.isEmpty || wanted.contains(where: present.contains)
  }
}
