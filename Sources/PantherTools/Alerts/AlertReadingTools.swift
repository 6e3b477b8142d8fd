import JSON
import MCP
import Panther

let alertReadingTools: [any PantherTool.Type] = [ListAlerts.self, GetAlert.self]

struct ListAlerts: PantherTool {
  static let summary = """
    List alerts, newest first: id, title, severity, status, time, event count, detection. Without dates: the last \
    30 days. Filters combine with AND, the values of one filter with OR.
    """
  static let sample = "Show me the high severity alerts of the last 24 hours"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])

  @Argument("Created at or after: 2026-11-20T08:00:00Z, 2026-11-20 (UTC), or relative: 24h, 7d") var startDate:
    TimeArgument?
  @Argument("Created before, in the same forms; a day is included whole") var endDate: TimeArgument?
  @Argument("Only these severities") var severities: [Severity] = []
  @Argument("Only these statuses; CLOSED is shown as Invalid in the Console") var statuses: [AlertStatus] = []
  @Argument("next_cursor of the answer to go on from; nothing else is needed with it") var cursor: ListPlace?
  @Argument("Only alerts of this detection, by its id", exact: true) var detectionID: String?
  @Argument("At most this many events", .range(0...Int.max)) var eventCountMax: Int?
  @Argument("At least this many events", .range(0...Int.max)) var eventCountMin: Int?
  @Argument("Only these log sources, by id", exact: true) var logSources: [String] = []
  @Argument("Only these log types, such as AWS.CloudTrail", exact: true) var logTypes: [String] = []
  @Argument("Only titles that contain this text") var nameContains: String?
  @Argument("Alerts per page", .range(1...50), perPage: true) var pageSize = 25
  @Argument("Only these resource types, such as AWS.S3.Bucket", exact: true) var resourceTypes: [String] = []
  @Argument("Only these subtypes; all of one alert_type, which need not be given then") var subtypes: [AlertSubtype] =
    []
  @Argument("Kind of alert") var alertType = AlertType.alert
  @Argument("Only alerts assigned to these users, by id or e-mail", exact: true) var assignees: [String] = []
  @Argument("desc: newest first") var sortDir = SortDirection.descending
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  /// An e-mail has to be looked up, which takes the permission to read users.
  var needed: Permissions {
    assignees.contains { $0.contains("@") } ? .all([.alertRead, .userRead]) : Self.permissions
  }

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: 30, of: call)
    let filters = try await filters(window, call)
    let alerts = try await ListPage.read(from: cursor, size: pageSize) {
      Page(try await call.panther.get("alerts", filters.page($0)))
    }
    return .list(alerts, Alert.summary, detail, named: "alerts").adding(cursor == nil ? window.facts : [:])
  }

  /// The kind of alerts to list: the one that was asked for, or the one that all the subtypes belong to.
  private var type: AlertType {
    get throws(ArgumentError) {
      let kinds = Set(subtypes.map(\.type))
      guard !kinds.isEmpty else { return alertType }
      guard kinds.count == 1, let kind = kinds.first, !$alertType.isGiven || kind == alertType else {
        let pairs = AlertSubtype.allCases.map { "\($0.rawValue): \($0.type.rawValue)" }.joined(separator: ", ")
        throw ArgumentError(["Argument `subtypes`: all must be of the one `alert_type` (\(pairs))."])
      }
      return kind
    }
  }

  private func filters(_ window: TimeWindow, _ call: Call) async throws -> Query {
    [
      "type": try type.rawValue, "sub-type": subtypes.map(\.rawValue), "created-after": window.from.iso,
      "created-before": window.to.iso, "detection-id": detectionID, "sort-dir": sortDir.rawValue,
      "name-contains": nameContains, "log-source": logSources, "log-type": logTypes, "resource-type": resourceTypes,
      "status": statuses.map(\.rawValue), "severity": severities.map(\.rawValue),
      "assignee": try await User.ids(of: assignees, call), "event-count-min": eventCountMin,
      "event-count-max": eventCountMax,
    ]
  }
}

struct GetAlert: PantherTool {
  static let summary = """
    Get one alert: title, severity, status, detection, times, runbook and context. detail: full adds its deliveries.
    """
  static let sample = "What is alert 926f8cc… about?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])
  static let readsFields = true

  @Argument("Id of the alert, as list_alerts gives it", exact: true) var alertID: String
  @Argument("full: every field") var detail = Detail.concise

  func answer(_ call: Call) async throws -> Answer {
    .item(try await call.panther.get("alerts/\(alertID)"), Alert.fields, detail, named: "alert")
  }
}
