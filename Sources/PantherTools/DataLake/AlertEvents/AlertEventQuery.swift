/// The query that counts the events of alerts.
///
/// Each row is the whole total of one value over all alerts, so a part of the rows is right too. The order is: one row
/// for each alert that has events, the spans of time with most events, then the values, those of most alerts first. So
/// the first page has what an answer shows, and a reader of the rows themselves can go on from there.
enum AlertEventQuery {
  /// The rows of a page, the most that Panther gives at once.
  static let mostRows = 999
  /// The most spans of time that are counted.
  static let mostTimes = 30

  static let alert = "alert"
  static let time = "time"
  static let email = "email"

  /// Columns with one value, and columns with a list of values.
  private static let single = [("log_type", "p_log_type"), ("rule", "p_rule_id"), (alert, "p_alert_id")]
  private static let lists = [
    ("ip", "p_any_ip_addresses"), ("user", "p_any_usernames"), (email, "p_any_emails"),
  ]

  static func sql(of alertIDs: [String], in window: TimeWindow, minutes: Int) -> String {
    let totals = """
      COUNT(*) AS events, COUNT(DISTINCT p_alert_id) AS alerts, ARRAY_AGG(DISTINCT p_alert_id) AS alert_ids, \
      MIN(p_event_time) AS first_event, MAX(p_event_time) AS last_event
      """
    let parts =
      single.map { kind, column in
        "SELECT '\(kind)' AS kind, \(column) AS value, \(totals) FROM hits GROUP BY 2"
      } + [
        """
        SELECT * FROM (SELECT '\(time)' AS kind, span AS value, \(totals) FROM hits GROUP BY 2 \
        ORDER BY events DESC, value LIMIT \(mostTimes))
        """
      ]
      + lists.map { kind, column in
        """
        SELECT '\(kind)' AS kind, f.value::varchar AS value, \(totals) \
        FROM hits, LATERAL FLATTEN(input => \(column)) f GROUP BY 2
        """
      }
    return """
      WITH hits AS (
      SELECT p_alert_id, p_event_time, p_log_type, p_rule_id, p_any_ip_addresses, p_any_usernames, p_any_emails, \
      TO_VARCHAR(DATEADD('MINUTE', \(minutes) * FLOOR(EXTRACT(MINUTE FROM p_event_time) / \(minutes)), \
      DATE_TRUNC('HOUR', p_event_time)), 'YYYY-MM-DD HH24:MI') AS span
      FROM panther_signals.public.correlation_signals
      WHERE p_alert_id IN \(SQLQuoting.list(alertIDs))
      AND p_event_time >= \(SQLQuoting.timestamp(window.from)) AND p_event_time < \(SQLQuoting.timestamp(window.to))
      )
      SELECT kind, value, events, alerts, alert_ids, first_event, last_event FROM (
      \(parts.joined(separator: "\nUNION ALL "))
      )
      ORDER BY CASE kind WHEN '\(alert)' THEN 1 WHEN '\(time)' THEN 2 ELSE 3 END, alerts DESC, events DESC, kind, value
      """
  }
}
