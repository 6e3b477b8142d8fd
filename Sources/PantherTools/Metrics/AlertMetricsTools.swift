import JSON
import MCP
import Panther
import Text

let alertMetricsTools: [any PantherTool.Type] = [GetRuleAlertMetrics.self, GetSeverityAlertMetrics.self]

struct GetRuleAlertMetrics: PantherTool {
  static let summary = """
    Count alerts per detection, noisiest first, errors included. To see the alerts themselves: list_alerts with \
    detection_id.
    """
  static let sample = "Which rules made the most alerts this week?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  static let dataRead: [DataKind] = [.metrics]
  static let view: String? = View.uri

  @Argument(MetricsRequest.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms; else now") var endDate: TimeArgument?
  @Argument("Minutes that Panther counts in", .range(15...1440)) var intervalInMinutes = 15
  @Argument("Only these detections, by id", exact: true) var ruleIDs: [String] = []
  @Argument("Detections per page", .range(1...500), perPage: true) var limit = 20
  @Argument("next_cursor of an answer") var cursor: ListPlace?

  static let outputSchema: JSON? = MetricsRequest.answerSchema(
    of: "rules", total: "total_alerts",
    optional: AlertTotals.optional.merging(SeriesPage.optional(of: "rules", total: "alerts"))
      .merging(["hint": AnswerSchema.text]))
  private static let query = MetricsRequest.operation(
    "AlertsPerRule", "alertsPerRule { entityId label value } totalAlerts")

  func answer(_ call: Call) async throws -> Answer {
    let request = try MetricsRequest(from: startDate, to: endDate, interval: intervalInMinutes, of: call)
    let metrics = try await request.metrics(Self.query, call)
    let ids = Set(ruleIDs.map(ExactText.init))
    let rules = MetricsSeries.ranked(try Self.query.list("alertsPerRule", in: metrics)).filter { rule in
      ids.isEmpty || rule.entityID.map { ids.contains(ExactText($0)) } == true
    }
    let counted = rules.filter { !$0.isZero }
    let known = Set(counted.compactMap(\.entityID).map(ExactText.init))
    let quiet = rules.filter(\.isZero).map { $0.entityID ?? $0.label }
    var facts = request.facts.merging(AlertTotals(of: rules, isNarrowed: !ids.isEmpty, in: metrics).facts)
    facts["without_alerts"] = .names((ruleIDs.filter { !known.contains(ExactText($0)) } + quiet).unique)
    if rules.isEmpty { facts.merge(await KnownNames.hint(ofDetections: ruleIDs, call)) }
    return SeriesPage(counted, from: cursor, limit: limit, facts: facts).answer(
      Projection(concise: "rule_id", "name", "alerts"), named: "rules", total: "alerts",
      chart: .bars(of: "rules", label: "name", y: "alerts")
    ) { $0.detectionItem }.extended($limit.isGiven)
  }
}

struct GetSeverityAlertMetrics: PantherTool {
  static let summary = """
    Count alerts per severity and kind over time, errors of rules included. Counts are in the order of `times`. All \
    severities and kinds unless narrowed.
    """
  static let sample = "How many critical alerts did we have each day?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  static let dataRead: [DataKind] = [.metrics]
  static let view: String? = View.uri

  /// A kind of detection, as it stands first in the label of a series.
  enum Kind: String, CaseIterable, ArgumentValue {
    case rule = "Rule"
    case policy = "Policy"
  }

  @Argument(MetricsRequest.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms; else now") var endDate: TimeArgument?
  @Argument("Only alerts of these kinds of detections") var alertTypes: [Kind] = []
  @Argument("Only these severities") var severities: [Severity] = []
  @Argument("Minutes that alerts are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("next_cursor of an answer") var cursor: ListPlace?

  static let outputSchema: JSON? = MetricsRequest.answerSchema(
    of: "series", total: "total_alerts",
    optional: AlertTotals.optional.merging(SeriesPage.optional(of: "series", total: "alerts")))
  private static let query = MetricsRequest.operation(
    "AlertsPerSeverity", "alertsPerSeverity { label value breakdown } totalAlerts")

  func answer(_ call: Call) async throws -> Answer {
    let request = try MetricsRequest(from: startDate, to: endDate, interval: intervalInMinutes, of: call)
    try request.refuseLongSeries()
    let metrics = try await request.metrics(Self.query, call)
    let (kinds, severities) = (alertTypes.map(\.rawValue), self.severities.map(\.rawValue))
    let series = MetricsSeries.ranked(try Self.query.list("alertsPerSeverity", in: metrics)).filter { series in
      // Whole words are compared, because a word may be a part of another word.
      let words = series.label.split(separator: " ").map(String.init)
      return (kinds.isEmpty || kinds.contains(where: words.contains))
        && (severities.isEmpty || severities.contains(where: words.contains))
    }
    let isNarrowed = !kinds.isEmpty || !severities.isEmpty
    var facts = request.facts.merging(AlertTotals(of: series, isNarrowed: isNarrowed, in: metrics).facts)
    facts["without_alerts"] = .names(series.filter(\.isZero).map(\.label))
    return SeriesPage(series.filter { !$0.isZero }, from: cursor, facts: facts)
      .answer(overTime: "series", total: "alerts")
  }
}
