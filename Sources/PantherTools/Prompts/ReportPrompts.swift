import MCP
import Panther

private enum Years {
  static let range = 2020...2100
  static let suggestions: [String: Suggestions<Call>] = ["year": .fixed((2024...2027).reversed().map(String.init))]
}

struct GetMonthlyDetectionQualityReport: PantherPrompt {
  static let tools = [GetRuleAlertMetrics.name, ListAlerts.name]
  static let summary = "Report on a month of detections: volume, noise, errors, and what to improve."
  static let suggestions = Years.suggestions

  @Argument("Month, by name or number") var month: Month
  @Argument("Year", .range(Years.range)) var year: Int

  var text: String {
    let period = month.text(in: year)
    return """
      Write the detection quality report for \(month.rawValue) \(year).

      Use start_date "\(period)" and end_date "\(period)" everywhere: a month is taken whole.
      1. get_rule_alert_metrics and get_severity_alert_metrics for the totals. They count errors too.
      2. list_alerts, page by page with detail concise, once per alert_type (ALERT, DETECTION_ERROR, SYSTEM_ERROR). \
      Leave INFO out of the ranking, but say how many there were.
      3. For the ten noisiest detections: get_detection; share of all alerts; statuses (CLOSED is a false positive); \
      time to close where it shows.
      4. Score each of the ten from 1 to 10: volume (10 to 50 a month is fine) 25 %, false positives 25 %, resolved \
      in time 20 %, severity fits what happened 15 %, distinct users or hosts per alert 10 %, errors 5 %. Show the parts.

      Answer with: a summary a CISO reads in a minute; a table of the ten (id, name, alerts, share, severity, status \
      split, score); detections with errors and their cause; system errors; what to change first, with the expected \
      effect in numbers; what could not be found out.

      \(Self.groundRules)
      """
  }
}

struct GetMonthlyLogSourcesReport: PantherPrompt {
  static let tools = [ListLogSources.name]
  static let summary = "Report on a month of log sources: health, volume, what broke and why."
  static let suggestions = Years.suggestions

  @Argument("Month, by name or number") var month: Month
  @Argument("Year", .range(Years.range)) var year: Int

  var text: String {
    let period = month.text(in: year)
    return """
      Write the log source report for \(month.rawValue) \(year).

      1. list_log_sources: it lists unhealthy ones first.
      2. list_alerts with alert_type SYSTEM_ERROR, start_date "\(period)", end_date "\(period)": sources that were \
      unhealthy for a part of the month.
      3. For each source with classification failures: query_data_lake on panther_monitor.public with its \
      p_source_id and the month (p_occurs_between). Read the payloads, guess their log type, and compare with the \
      schemas of the source (get_log_type_schema_details): what does not fit?
      4. get_bytes_processed_per_log_type_and_source with limit 200 for the month and for the month before: the \
      largest ones, and those that grew or shrank by more than half. A source that fell silent is worse than a noisy one.

      Answer with: a summary; a table of unhealthy sources (label, since when, cause, how to mend it); sources that \
      went silent or changed; volumes; what could not be found out. One source at a time, worst first.

      \(Self.groundRules)
      """
  }
}
