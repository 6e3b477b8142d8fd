import JSON
import MCP

let alertMetricsTools: [Toolset.Entry] = [
  Toolset.Entry(GetRuleAlertMetrics.self),
  Toolset.Entry(GetSeverityAlertMetrics.self),
]

struct GetRuleAlertMetrics: PantherTool {
  static let summary = """
    Count alerts per detection, noisiest first, errors included. To see the alerts themselves: list_alerts with \
    detection_id.
    """
  static let sample = "Which rules made the most alerts this week?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])

  @Argument(Metrics.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms. Default: now") var endDate: TimeArgument?
  @Argument("Minutes that Panther counts in", .range(15...1440)) var intervalInMinutes = 15
  @Argument("Only these detections, by id") var ruleIDs: [String] = []
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?

  static let outputSchema: JSON? = Metrics.schema(of: "rules", "object", total: "total_alerts")
  private static let query = Metrics.operation("AlertsPerRule", "alertsPerRule { entityId label value } totalAlerts")

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: Metrics.days, of: call)
    let request = MetricsRequest(window: window, interval: intervalInMinutes)
    let metrics = try await request.metrics(Self.query, call)
    let ids = Set(ruleIDs)
    let rules = Metrics.ranked(metrics["alertsPerRule"]).filter { rule in
      ids.isEmpty || rule["entityId"]?.string.map(ids.contains) == true
    }
    let rows = rules.map { rule -> JSON in
      ["rule_id": rule["entityId"] ?? .null, "name": rule["label"] ?? .null, "alerts": Metrics.count(rule["value"])]
    }
    var facts = request.facts
    facts["total_alerts"] = Metrics.count(metrics["totalAlerts"])
    if !ids.isEmpty { facts["alerts_of_these_rules"] = Metrics.sum(rules) }
    return .list(whole: rows, from: cursor, Projection(concise: "rule_id", "name", "alerts"), named: "rules")
      .adding(facts)
  }
}

struct GetSeverityAlertMetrics: PantherTool {
  static let summary = "Count alerts per severity and kind over time. All severities and kinds unless narrowed."
  static let sample = "How many critical alerts did we have each day?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])

  /// The first word of a series' label.
  enum Kind: String, CaseIterable, ArgumentValue {
    case rule = "Rule"
    case policy = "Policy"
  }

  @Argument(Metrics.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms. Default: now") var endDate: TimeArgument?
  @Argument("Only alerts of these kinds of detections") var alertTypes: [Kind] = []
  @Argument("Only these severities") var severities: [Severity] = []
  @Argument("Minutes that alerts are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?

  static let outputSchema: JSON? = Metrics.schema(of: "series", "array", total: "total_alerts")
  private static let query = Metrics.operation(
    "AlertsPerSeverity", "alertsPerSeverity { label value breakdown } totalAlerts")

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: Metrics.days, of: call)
    let request = MetricsRequest(window: window, interval: intervalInMinutes)
    try request.refuseLongSeries()
    let metrics = try await request.metrics(Self.query, call)
    let (kinds, severities) = (alertTypes.map(\.rawValue), self.severities.map(\.rawValue))
    let series = Metrics.ranked(metrics["alertsPerSeverity"]).filter { series in
      // Whole words, because one label may contain another.
      let words = (series["label"]?.string ?? "").split(separator: " ").map(String.init)
      return (kinds.isEmpty || kinds.contains(where: words.contains))
        && (severities.isEmpty || severities.contains(where: words.contains))
    }
    var facts = request.facts
    facts["total_alerts"] = Metrics.count(metrics["totalAlerts"])
    if !kinds.isEmpty || !severities.isEmpty { facts["alerts_of_these_series"] = Metrics.sum(series) }
    return .list(whole: series.map { Metrics.item($0, "alerts") }, from: cursor, named: "series")
      .extended(request.valuesPerSeries > 200).adding(facts)
  }
}
