import JSON
import MCP
import Panther

struct ListAlerts: PantherTool {
  static let summary = """
    List alerts, newest first: id, title, severity, status, time, event count, detection. Without dates: the last \
    30 days. Filters combine with AND, the values of one filter with OR.
    """
  static let sample = "Show me the high severity alerts of the last 24 hours"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])
  static let dataRead: [DataKind] = [.alerts]

  @Argument("Created at or after: 2026-11-20T08:00:00Z, 2026-11-20 (UTC), or relative: 24h, 7d") var startDate:
    TimeArgument?
  @Argument("Created before, in the same forms; a day is included whole") var endDate: TimeArgument?
  @Argument("Only these severities") var severities: [Severity] = []
  @Argument("CLOSED is shown as Invalid in the Console") var statuses: [AlertStatus] = []
  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Of this detection, by id", exact: true) var detectionID: String?
  @Argument("At most this many events", .range(0...Int.max)) var eventCountMax: Int?
  @Argument("At least this many events", .range(0...Int.max)) var eventCountMin: Int?
  @Argument("Log sources, by id", exact: true) var logSources: [String] = []
  @Argument("Log types, such as AWS.CloudTrail", exact: true) var logTypes: [String] = []
  @Argument("Text in the title") var nameContains: String?
  @Argument("Alerts per page", .range(1...50), perPage: true) var pageSize = 25
  @Argument("Resource types, such as AWS.S3.Bucket", exact: true) var resourceTypes: [String] = []
  @Argument("They imply alert_type") var subtypes: [AlertSubtype] = []
  @Argument("Kinds of alerts", .count(1...3)) var alertType: [AlertType] = [.alert]
  @Argument("Assigned to these users, by id or e-mail", exact: true) var assignees: [String] = []
  @Argument("desc: newest first") var sortDir = SortDirection.descending
  @Argument("Only counts, by severity, status, kind and assignee") var countOnly = false
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  /// How many alerts are asked for at once. About as many fit into an answer; more are asked for where there is room.
  private var step: Int { min(pageSize, detail == .full ? 10 : 25) }

  /// An e-mail has to be looked up, which takes the permission to read users.
  var needed: Permissions {
    assignees.contains { $0.contains("@") } ? .all([.alertRead, .userRead]) : Self.permissions
  }

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: 30, of: call)
    let kinds = try kinds
    let assignees = try await User.ids(of: assignees, call)
    let read = { @Sendable (part: ListPlace.Part) in
      try await call.panther.page("alerts", filters(of: part.name, window, assignees).page(part))
    }
    if countOnly { return try await AlertCount(of: kinds, call, read).answer.adding(window.facts) }
    let fields = detail == .full ? Projection.everything : Alert.summary
    let room = call.limits.room(detail)
    let alerts = try await ListPage.read(
      from: cursor, lists: kinds.map(\.rawValue), size: pageSize, asking: step,
      merging: { [sortDir] left, right in
        let (left, right) = (Alert(left).createdAt, Alert(right).createdAt)
        return sortDir == .descending ? left > right : left < right
      },
      until: { items in items.reduce(0) { $0 + fields.size(of: $1) } >= room }, fetch: read)
    var facts = cursor == nil ? window.facts : [:]
    if detail == .concise, alerts.items.contains(where: { Alert($0).hasLongTitle }) {
      facts["hint"] = "Long titles are cut: get_alert has them whole."
    }
    if !alerts.items.isEmpty, let pages = try await Alert.pages(call) { facts["url"] = .string(pages + "/<id>") }
    if alerts.items.isEmpty {
      facts.merge(User.hint(ofNothingBy: self.assignees))
      facts.merge(await KnownNames.hint(ofLogTypes: logTypes, call))
      facts.merge(await KnownNames.hint(ofDetections: [detectionID].compactMap(\.self), call))
    }
    return try await .list(alerts, Alert.summary, detail, named: "alerts").namingPeople(call).adding(facts)
  }

  /// The kinds of alerts to list: those that were asked for, or those that the subtypes belong to.
  private var kinds: [AlertType] {
    get throws(ArgumentError) {
      guard !subtypes.isEmpty else { return alertType.unique }
      let kinds = subtypes.map(\.type).unique
      guard !$alertType.isGiven || Set(kinds).isSubset(of: alertType) else {
        let pairs = AlertSubtype.allCases.map { "\($0.rawValue): \($0.type.rawValue)" }.joined(separator: ", ")
        throw ArgumentError(["Argument `subtypes`: all must be of an `alert_type` that is given (\(pairs))."])
      }
      return kinds
    }
  }

  private func filters(of kind: String, _ window: TimeWindow, _ assignees: [String]) -> Query {
    [
      "type": kind, "sub-type": subtypes.filter { $0.type.rawValue == kind }.map(\.rawValue),
      "created-after": window.from.iso,
      "created-before": window.to.iso, "detection-id": detectionID, "sort-dir": sortDir.rawValue,
      "name-contains": nameContains, "log-source": logSources, "log-type": logTypes, "resource-type": resourceTypes,
      "status": statuses.map(\.rawValue), "severity": severities.map(\.rawValue), "assignee": assignees,
      "event-count-min": eventCountMin, "event-count-max": eventCountMax,
    ]
  }
}
