import MCP
import Panther
import Wire

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

  static func read(_ operation: Operation, _ window: Window, _ interval: Int, _ call: Call) async throws -> JSON {
    let input: JSON = [
      "fromDate": .string(window.from.graphQL), "toDate": .string(window.to.graphQL),
      "intervalInMinutes": JSON(interval),
    ]
    return try await call.panther.run(operation, ["input": input])["metrics"] ?? .null
  }

  /// A GraphQL list, which may be null for empty; largest value first.
  static func ranked(_ list: JSON?) -> [JSON] {
    (list?.array ?? []).sorted { ($0["value"]?.double ?? 0) > ($1["value"]?.double ?? 0) }
  }

  /// The contract has counts as floats.
  static func count(_ value: JSON?) -> JSON {
    value?.int.map { JSON($0) } ?? value ?? .null
  }

  static func sum(_ series: [JSON]) -> JSON {
    let total = series.reduce(0) { $0 + ($1["value"]?.double ?? 0) }
    return Int(exactly: total).map { JSON($0) } ?? JSON(total)
  }
}

struct GetRuleAlertMetrics: PantherTool {
  static let summary = """
    Count alerts per detection, noisiest first, errors included. To see the alerts themselves: list_alerts with \
    detection_id.
    """
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])

  @Argument(Metrics.startPurpose) var startDate: Moment?
  @Argument("To, in the same forms. Default: now") var endDate: Moment?
  @Argument("Minutes that Panther counts in", .range(15...1440)) var intervalInMinutes = 15
  @Argument("Only these detections, by id") var ruleIDs: [String] = []
  @Argument("next_cursor of the answer to go on from") var cursor: String?

  private static let query = Metrics.operation("AlertsPerRule", "alertsPerRule { entityId label value } totalAlerts")

  func answer(_ call: Call) async throws -> Answer {
    let window = try Window(startDate, endDate, days: Metrics.days, now: call.now)
    let cursor = try PageCursor(self.cursor, orFirst: window.query(with: ruleIDs), for: call)
    let shown = cursor.window(call) ?? window
    let metrics = try await Metrics.read(Self.query, shown, intervalInMinutes, call)
    let ids = Set(cursor.feeds.first?.query.values(of: "only") ?? [])
    let rules = Metrics.ranked(metrics["alertsPerRule"]).filter { rule in
      ids.isEmpty || rule["entityId"]?.string.map(ids.contains) == true
    }
    let rows = rules.map { rule -> JSON in
      ["rule_id": rule["entityId"] ?? .null, "name": rule["label"] ?? .null, "alerts": Metrics.count(rule["value"])]
    }
    var facts = shown.facts
    facts["total_alerts"] = Metrics.count(metrics["totalAlerts"])
    if !ids.isEmpty { facts["alerts_of_these_rules"] = Metrics.sum(rules) }
    return .list(whole: rows, from: cursor, Projection(concise: "rule_id", "name", "alerts"), named: "rules")
      .adding(facts)
  }
}

struct GetSeverityAlertMetrics: PantherTool {
  static let summary = "Count alerts per severity and kind over time. All severities and kinds unless narrowed."
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])

  /// The first word of a series' label.
  enum Kind: String, CaseIterable, ArgumentValue {
    case rule = "Rule"
    case policy = "Policy"
  }

  @Argument(Metrics.startPurpose) var startDate: Moment?
  @Argument("To, in the same forms. Default: now") var endDate: Moment?
  @Argument("Only alerts of these kinds of detections") var alertTypes: [Kind] = []
  @Argument("Only these severities") var severities: [Severity] = []
  @Argument("Minutes that alerts are counted in", .range(15...1440)) var intervalInMinutes = 1440

  private static let query = Metrics.operation(
    "AlertsPerSeverity", "alertsPerSeverity { label value breakdown } totalAlerts")

  func answer(_ call: Call) async throws -> Answer {
    let window = try Window(startDate, endDate, days: Metrics.days, now: call.now)
    let metrics = try await Metrics.read(Self.query, window, intervalInMinutes, call)
    let series = Metrics.ranked(metrics["alertsPerSeverity"]).filter { series in
      // Whole words, because one label may contain another.
      let words = (series["label"]?.string ?? "").split(separator: " ").map(String.init)
      return (alertTypes.isEmpty || alertTypes.contains { words.contains($0.rawValue) })
        && (severities.isEmpty || severities.contains { words.contains($0.rawValue) })
    }
    let items = series.map { series -> JSON in
      [
        "label": series["label"] ?? .null, "alerts": Metrics.count(series["value"]),
        "breakdown": series["breakdown"] ?? .null,
      ]
    }
    let isFiltered = !alertTypes.isEmpty || !severities.isEmpty
    var facts = window.facts
    facts["total_alerts"] = Metrics.count(metrics["totalAlerts"])
    if isFiltered { facts["alerts_of_these_series"] = Metrics.sum(series) }
    return .list(items, named: "series").adding(facts)
  }
}

struct GetBytesProcessedPerLogTypeAndSource: PantherTool {
  static let summary = "Count the bytes that were processed per log type and source, largest first."
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  /// What 2.4.0 registers it as.
  static let aliases = ["get_bytes_processed_metrics"]

  @Argument(Metrics.startPurpose) var startDate: Moment?
  @Argument("To, in the same forms. Default: now") var endDate: Moment?
  @Argument("Minutes that bytes are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("next_cursor of the answer to go on from") var cursor: String?
  @Argument("full: with the breakdown over time, as objects") var detail = Detail.concise

  private static let query = Metrics.operation(
    "BytesProcessed", "bytesProcessedPerSource { label value breakdown } totalBytesProcessed")

  func answer(_ call: Call) async throws -> Answer {
    let window = try Window(startDate, endDate, days: Metrics.days, now: call.now)
    let cursor = try PageCursor(self.cursor, orFirst: window.query(with: []), for: call)
    let shown = cursor.window(call) ?? window
    let metrics = try await Metrics.read(Self.query, shown, intervalInMinutes, call)
    let series = Metrics.ranked(metrics["bytesProcessedPerSource"])
    let items = series.map { series -> JSON in
      [
        "label": series["label"] ?? .null, "bytes": Metrics.count(series["value"]),
        "breakdown": series["breakdown"] ?? .null,
      ]
    }
    let total = metrics["totalBytesProcessed"].flatMap { $0.isNull ? nil : Metrics.count($0) }
    return .list(whole: items, from: cursor, Projection(concise: "label", "bytes"), detail, named: "series")
      .adding(shown.facts).adding(["total_bytes": total ?? Metrics.sum(series)])
  }
}

extension Window {
  /// The window as a cursor carries it, so that relative times stay what they were.
  fileprivate func query(with ids: [String]) -> Query { ["from": from.iso, "to": to.iso, "only": ids] }
}

extension PageCursor {
  fileprivate func window(_ call: Call) -> Window? {
    guard let query = feeds.first?.query, let from = query["from"], let to = query["to"] else { return nil }
    return Window(from: from, to: to, now: call.now)
  }
}
