import MCP
import Panther
import JSON

let metricsTools: [Toolset.Entry] = [
  Toolset.Entry(GetRuleAlertMetrics.self), Toolset.Entry(GetSeverityAlertMetrics.self),
  Toolset.Entry(GetBytesProcessedPerLogTypeAndSource.self),
]

private enum Metrics {
  static let days = 7.0
  static let startPurpose = "From: ISO 8601, a date (UTC), a month, or relative such as 24h, 7d. Default: 7 days ago"

  static func operation(_ name: String, _ fields: String) -> Operation {
    Operation(.query, name, "query \(name)($input: MetricsInput!) { metrics(input: $input) { \(fields) } }")
  }

  /// A GraphQL list, which may be null for empty; largest value first.
  ///
  /// The order is the same at every call, because cursors count in it.
  static func ranked(_ list: JSON?) -> [JSON] {
    func rank(_ series: JSON) -> (Double, String, String) {
      (-(series["value"]?.double ?? 0), series["label"]?.string ?? "", series["entityId"]?.string ?? "")
    }
    return (list?.array ?? []).sorted { rank($0) < rank($1) }
  }

  /// The contract has counts as floats.
  static func count(_ value: JSON?) -> JSON {
    value?.int.map { JSON($0) } ?? value ?? .null
  }

  static func sum(_ series: [JSON]) -> JSON {
    let total = series.reduce(0) { $0 + ($1["value"]?.double ?? 0) }
    return Int(exactly: total).map { JSON($0) } ?? JSON(total)
  }

  static func item(_ series: JSON, _ value: String) -> JSON {
    [
      "label": series["label"] ?? .null, value: count(series["value"]), "breakdown": series["breakdown"] ?? .null,
    ]
  }

  /// Of answers that also have what every answer may have, such as `notice` and `next_cursor`.
  static func schema(of list: String, _ kind: JSON, total: String) -> JSON {
    let time: JSON = ["type": "string"]
    return [
      "type": "object",
      "properties": [
        "now": time,
        "window": ["type": "object", "properties": ["from": time, "to": time], "required": ["from", "to"]],
        "interval_in_minutes": ["type": "integer"], "total": ["type": "integer"], total: ["type": ["number", "null"]],
        list: ["type": kind],
      ],
      "required": ["now", "window", "interval_in_minutes", "total", .string(total), .string(list)],
    ]
  }
}

/// What is asked of Panther's metrics.
private struct MetricsRequest {
  let window: TimeWindow
  /// Minutes that each value of a series covers.
  let interval: Int

  var valuesPerSeries: Double { window.minutes / Double(interval) }

  /// An answer has no room for thousands of values.
  func refuseLongSeries() throws(ArgumentError) {
    let most = 800.0
    guard valuesPerSeries > most else { return }
    let enough = Int((window.minutes / most).rounded(.up))
    throw ArgumentError([
      "Each series would have more than \(Int(most)) values: "
        + (enough > 1440
          ? "choose a shorter time." : "raise `interval_in_minutes` to \(enough), or choose a shorter time.")
    ])
  }

  func metrics(_ operation: Operation, _ call: Call) async throws -> JSON {
    let input: JSON = [
      "fromDate": .string(window.from.graphQL), "toDate": .string(window.to.graphQL),
      "intervalInMinutes": JSON(interval),
    ]
    return try await call.panther.run(operation, ["input": input])["metrics"] ?? .null
  }

  /// The defaults that were applied.
  var facts: JSON.Object { window.facts.merging(["interval_in_minutes": JSON(interval)]) }
}

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

struct GetBytesProcessedPerLogTypeAndSource: PantherTool {
  static let summary = "Count the bytes that were processed per log type and source, largest first."
  static let sample = "Which log types bring the most data?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  /// What 2.4.0 registers it as.
  static let aliases = ["get_bytes_processed_metrics"]

  @Argument(Metrics.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms. Default: now") var endDate: TimeArgument?
  @Argument("Minutes that bytes are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?
  @Argument("full: with the breakdown over time, as objects", perPage: true) var detail = Detail.concise

  static let outputSchema: JSON? = Metrics.schema(of: "series", ["array", "object"], total: "total_bytes")
  private static let query = Metrics.operation(
    "BytesProcessed", "bytesProcessedPerSource { label value breakdown } totalBytesProcessed")

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: Metrics.days, of: call)
    let request = MetricsRequest(window: window, interval: intervalInMinutes)
    if detail == .full { try request.refuseLongSeries() }
    let metrics = try await request.metrics(Self.query, call)
    let series = Metrics.ranked(metrics["bytesProcessedPerSource"])
    let items = series.map { Metrics.item($0, "bytes") }
    let total = metrics["totalBytesProcessed"].flatMap { $0.isNull ? nil : Metrics.count($0) }
    return .list(whole: items, from: cursor, Projection(concise: "label", "bytes"), detail, named: "series")
      .adding(request.facts).adding(["total_bytes": total ?? Metrics.sum(series)])
  }
}
