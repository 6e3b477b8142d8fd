import Foundation
import JSON

/// The statements of a search for indicators. Every value is written by `SQLQuoting`.
struct IndicatorQuery {
  let indicators: [Indicator]
  let window: TimeWindow
  /// The log types to look in; all when empty.
  let logTypes: [String]
  /// The columns that the data lake has.
  let columns: Set<String>

  static let logs = "panther_views.public.all_logs"
  static let signals = "panther_signals.public.correlation_signals"

  /// The columns that are searched, and which of the indicators each may have.
  private var searched: [(column: String, indicators: [Int])] {
    var order: [String] = []
    var found: [String: [Int]] = [:]
    for (index, indicator) in indicators.enumerated() {
      for column in indicator.kind.columns where columns.contains(column) {
        if found[column] == nil { order.append(column) }
        found[column, default: []].append(index)
      }
    }
    return order.map { ($0, found[$0] ?? []) }
  }

  /// The indicators that no column of the data lake can have.
  var unsearchable: [Int] {
    indicators.indices.filter { index in !indicators[index].kind.columns.contains(where: columns.contains) }
  }

  /// The values of an event that are some of the indicators, as the event has them.
  func matches(in event: JSON, _ indices: [Int]) -> [String] {
    searched.flatMap { column, all -> [String] in
      let wanted = all.filter(indices.contains)
      // A list may come as its JSON text.
      let values = event[column]?.array ?? event[column]?.string.flatMap { try? JSON(parsing: $0) }?.array ?? []
      return values.compactMap(\.string).filter { value in wanted.contains { indicators[$0].matches(value) } }
    }.unique
  }

  /// Counts the events of each indicator in each log type.
  var counts: String {
    """
    SELECT indicator, p_log_type, COUNT(DISTINCT p_row_id) AS events, MIN(p_event_time) AS first_event, \
    MAX(p_event_time) AS last_event FROM ( \
    \(hits(in: Self.logs, "p_log_type, p_row_id, p_event_time")) \
    ) GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
    """
  }

  /// Counts the alerts of each indicator, and names those of each rule.
  var alerts: String {
    """
    SELECT indicator, p_rule_id, COUNT(DISTINCT p_alert_id) AS alerts, ARRAY_AGG(DISTINCT p_alert_id) AS alert_ids, \
    MAX(p_event_time) AS last_event FROM ( \
    \(hits(in: Self.signals, "p_rule_id, p_alert_id, p_event_time")) \
    ) WHERE p_alert_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
    """
  }

  /// One row for each value of a column that is one of the indicators.
  private func hits(in table: String, _ selected: String) -> String {
    searched.flatMap { column, indices -> [String] in
      let value = "LOWER(f.value::varchar)"
      func rows(_ indicator: String, _ condition: String) -> String {
        """
        SELECT \(indicator) AS indicator, \(selected) FROM \(table), LATERAL FLATTEN(input => \(column)) f \
        WHERE \(time) AND \(condition)
        """
      }
      let exact = indices.filter { indicators[$0].network == nil }
      let cases = exact.map { "WHEN \(value) IN \(SQLQuoting.list(indicators[$0].forms)) THEN \($0)" }
      let all = SQLQuoting.list(exact.flatMap { indicators[$0].forms })
      let networks = indices.compactMap { index in
        indicators[index].network.map { rows("\(index)", $0.condition("f.value::varchar")) }
      }
      return (exact.isEmpty ? [] : [rows("CASE \(cases.joined(separator: " ")) END", "\(value) IN \(all)")]) + networks
    }.joined(separator: " UNION ALL ")
  }

  private var time: String {
    let types = logTypes.isEmpty ? "" : " AND p_log_type IN \(SQLQuoting.list(logTypes))"
    return
      "p_event_time >= \(SQLQuoting.timestamp(window.from)) AND p_event_time < \(SQLQuoting.timestamp(window.to))\(types)"
  }

  /// The newest events of some indicators in the table of a log type.
  func events(of logType: String, _ indices: [Int], limit: Int) -> String {
    let table = DataLakeTable.name(ofLogType: logType)
    let parts = searched.compactMap { column, all -> String? in
      let here = all.filter(indices.contains)
      guard !here.isEmpty else { return nil }
      let forms = here.flatMap { indicators[$0].forms }
      let conditions =
        (forms.isEmpty ? [] : ["LOWER(f.value::varchar) IN \(SQLQuoting.list(forms))"])
        + here.compactMap { indicators[$0].network?.condition("f.value::varchar") }
      return """
        SELECT t.* FROM \(table) t, LATERAL FLATTEN(input => t.\(column)) f \
        WHERE t.p_event_time >= \(SQLQuoting.timestamp(window.from)) AND t.p_event_time < \(SQLQuoting.timestamp(window.to)) \
        AND (\(conditions.joined(separator: " OR ")))
        """
    }
    let all = parts.count == 1 ? parts[0] : "SELECT * FROM (\(parts.joined(separator: " UNION ALL ")))"
    return "\(all) ORDER BY \(parts.count == 1 ? "t." : "")p_event_time DESC LIMIT \(limit)"
  }
}
