import JSON

/// What an answer says of the indicators that were searched for.
struct IndicatorReport {
  private let query: IndicatorQuery
  private let hits: [IndicatorSearch.Hit]
  /// Nil where the alerts could not be searched.
  private let alerts: [IndicatorSearch.RuleAlerts]?

  /// The most log types that are named of each indicator.
  private static let mostLogTypes = 8
  /// The most rules that are named of each indicator. Few indicators have room for more.
  private var mostRules: Int { max(3, 15 / query.indicators.count) }

  init(_ query: IndicatorQuery, _ hits: [IndicatorSearch.Hit], _ alerts: [IndicatorSearch.RuleAlerts]?) {
    (self.query, self.hits, self.alerts) = (query, hits, alerts)
  }

  /// The log types with hits, those of most events first.
  var logTypes: [String] {
    var totals: [String: Int] = [:]
    for hit in hits { totals[hit.logType, default: 0] += hit.events }
    return totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// The indicators that were found, and those that were not.
  var facts: JSON.Object {
    var found: [JSON] = []
    var none: [String] = []
    let skipped = Set(query.unsearchable)
    for (index, indicator) in query.indicators.enumerated() where !skipped.contains(index) {
      let own = hits.filter { $0.indicator == index }
      let rules = (alerts ?? []).filter { $0.indicator == index }
      if own.isEmpty, rules.isEmpty {
        let isNamed = [.user, .domain].contains(indicator.kind)
        none.append(indicator.shown + (isNamed ? " (as a \(indicator.kind.rawValue))" : ""))
      } else {
        found.append(item(indicator, own, rules))
      }
    }
    var facts: JSON.Object = [:]
    if !none.isEmpty { facts["no_hits"] = JSON(none) }
    if !found.isEmpty { facts["found"] = .array(found) }
    if found.contains(where: { $0["other_rules"] != nil }) { facts["all_rules_sql"] = .string(query.alerts) }
    return facts
  }

  private func item(
    _ indicator: Indicator, _ hits: [IndicatorSearch.Hit], _ rules: [IndicatorSearch.RuleAlerts]
  ) -> JSON {
    var item: JSON.Object = [
      "value": .string(indicator.shown), "kind": .string(indicator.kind.rawValue),
      "events": JSON(hits.reduce(0) { $0 + $1.events }),
    ]
    if !hits.isEmpty {
      item["log_types"] = [
        "columns": ["log_type", "events", "first", "last"],
        "rows": .array(
          hits.prefix(Self.mostLogTypes).map { [.string($0.logType), JSON($0.events), $0.first, $0.last] }),
      ]
    }
    if hits.count > Self.mostLogTypes {
      let others = hits.dropFirst(Self.mostLogTypes)
      item["other_log_types"] = .object(JSON.Object(others.map { ($0.logType, JSON($0.events)) }))
    }
    guard alerts != nil else { return .object(item) }
    item["alerts"] = JSON(rules.reduce(0) { $0 + $1.alerts })
    if !rules.isEmpty {
      item["rules"] = [
        "columns": ["rule_id", "alerts", "alert_ids"],
        "rows": .array(rules.prefix(mostRules).map { [$0.rule, JSON($0.alerts), .array($0.ids)] }),
      ]
    }
    if rules.count > mostRules { item["other_rules"] = JSON(rules.count - mostRules) }
    return .object(item)
  }
}
