/// The kinds of detections that the REST API keeps, by their paths.
enum DetectionKind: String, CaseIterable, Sendable {
  case rules
  case scheduledRules = "scheduled-rules"
  case simpleRules = "simple-rules"
  case policies

  /// The member that holds what is run.
  var source: String { self == .simpleRules ? "detection" : "body" }

  /// What a PUT may set; everything else in its body is ignored.
  var writable: [String] {
    let common = [
      "id", "displayName", "description", "enabled", "severity", "tags", "reports", "outputIDs", "managed", "tests",
    ]
    let alerting = ["dedupPeriodMinutes", "threshold", "runbook", "summaryAttributes"]
    switch self {
    case .rules: return common + alerting + ["body", "logTypes", "inlineFilters"]
    case .scheduledRules: return common + alerting + ["body", "scheduledQueries"]
    case .simpleRules:
      return common + alerting
        + [
          "detection", "logTypes", "inlineFilters", "alertTitle", "alertContext", "groupBy", "dynamicSeverities",
          "pythonBody",
        ]
    case .policies: return common + ["body", "resourceTypes", "suppressions"]
    }
  }
}
