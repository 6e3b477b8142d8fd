import MCP

enum Severity: String, CaseIterable, ArgumentValue {
  case critical = "CRITICAL"
  case high = "HIGH"
  case medium = "MEDIUM"
  case low = "LOW"
  case info = "INFO"
}

enum AlertStatus: String, CaseIterable, ArgumentValue {
  case open = "OPEN"
  case triaged = "TRIAGED"
  case resolved = "RESOLVED"
  /// The Console calls it Invalid: a false positive.
  case closed = "CLOSED"
}

enum AlertType: String, CaseIterable, ArgumentValue {
  case alert = "ALERT"
  case detectionError = "DETECTION_ERROR"
  case systemError = "SYSTEM_ERROR"
}

enum AlertSubtype: String, CaseIterable, ArgumentValue {
  case rule = "RULE"
  case scheduledRule = "SCHEDULED_RULE"
  case policy = "POLICY"
  case correlationRule = "CORRELATION_RULE"
  case ruleError = "RULE_ERROR"
  case scheduledRuleError = "SCHEDULED_RULE_ERROR"
  case correlationRuleError = "CORRELATION_RULE_ERROR"
  case systemError = "SYSTEM_ERROR"

  /// The kind of alert that has it.
  var type: AlertType {
    switch self {
    case .rule, .scheduledRule, .policy, .correlationRule: .alert
    case .ruleError, .scheduledRuleError, .correlationRuleError: .detectionError
    case .systemError: .systemError
    }
  }
}

enum SortDirection: String, CaseIterable, ArgumentValue {
  case descending = "desc"
  case ascending = "asc"
}

enum CommentFormat: String, CaseIterable, ArgumentValue {
  case plainText = "PLAIN_TEXT"
  case html = "HTML"
}

/// How long an AI answer shall be.
enum OutputLength: String, CaseIterable, ArgumentValue {
  case xsmall, small, medium, large, xlarge, largest
}
