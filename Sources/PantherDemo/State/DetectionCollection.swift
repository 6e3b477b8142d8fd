/// The collections of detections of the REST API. The raw value is the path.
enum DetectionCollection: String, CaseIterable, Sendable {
  case rules
  case scheduledRules = "scheduled-rules"
  case simpleRules = "simple-rules"
  case policies

  /// The member that holds the code or the conditions of a detection.
  var source: String { self == .simpleRules ? "detection" : "body" }

  /// The members that a PUT may set; it ignores all others.
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
        ]
    case .policies: return common + ["body", "resourceTypes", "suppressions"]
    }
  }
}
