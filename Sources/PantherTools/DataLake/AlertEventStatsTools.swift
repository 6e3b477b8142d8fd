import JSON
import MCP
import Panther

let alertEventStatsTools: [any PantherTool.Type] = [GetAlertEventStats.self]

struct GetAlertEventStats: PantherTool {
  static let summary = """
    Count the events of alerts over time, by log type, IP address, user and e-mail, to see what several alerts have \
    in common. Without dates: the last 30 days. Runs a data lake query.
    """
  static let sample = "What do these alerts have in common?"
  static let effect = Effect.spends
  static let permissions = Permissions.all([.dataAnalyticsRead])

  /// The length of the spans of time that events are counted in. Each length divides an hour.
  enum Minutes: Int, CaseIterable, ArgumentValue {
    case one = 1
    case five = 5
    case fifteen = 15
    case thirty = 30
    case sixty = 60

    static var schema: JSON.Object { ["type": "integer", "enum": .array(allCases.map(\.json))] }
    static var expectation: String { "1, 5, 15, 30 or 60" }
    var json: JSON { JSON(rawValue) }

    static func read(_ json: JSON) throws(Mismatch) -> Minutes {
      guard let value = Minutes(rawValue: try Int.read(json)) else { throw Mismatch() }
      return value
    }
  }

  @Argument("Ids of the alerts", .count(1...100), exact: true) var alertIDs: [String]
  @Argument("Minutes that events are counted in") var timeWindow = Minutes.thirty
  @Argument("From: ISO 8601, a date (UTC), or relative such as 7d") var startDate: TimeArgument?
  @Argument("To, in the same forms") var endDate: TimeArgument?

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: 30, of: call)
    return try await DataLakeQuery.answer(
      to: sql(window), in: "panther_signals.public", wait: Call.longestWait, call
    ).adding(window.facts)
  }

  private func sql(_ window: TimeWindow) -> String {
    let minutes = timeWindow.rawValue
    return """
      SELECT DATEADD('MINUTE', \(minutes) * FLOOR(EXTRACT(MINUTE FROM p_event_time) / \(minutes)), \
      DATE_TRUNC('HOUR', p_event_time)) AS time, p_log_type, p_any_ip_addresses AS ip_addresses, \
      p_any_usernames AS usernames, p_any_emails AS emails, COUNT(*) AS events, \
      COUNT(DISTINCT p_alert_id) AS alerts, ARRAY_AGG(DISTINCT p_alert_id) AS alert_ids, \
      ARRAY_AGG(DISTINCT p_rule_id) AS rule_ids, MIN(p_event_time) AS first_event, MAX(p_event_time) AS last_event
      FROM panther_signals.public.correlation_signals
      WHERE p_alert_id IN \(SQLQuoting.list(alertIDs))
      AND p_event_time >= \(SQLQuoting.timestamp(window.from)) AND p_event_time < \(SQLQuoting.timestamp(window.to))
      GROUP BY time, p_log_type, ip_addresses, usernames, emails
      ORDER BY time DESC, events DESC
      """
  }
}
