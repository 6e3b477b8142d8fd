import MCP

/// The kind of an alert.
enum AlertType: String, CaseIterable, ArgumentValue {
  case alert = "ALERT"
  case detectionError = "DETECTION_ERROR"
  case systemError = "SYSTEM_ERROR"
}

/// The subtype of an alert: what made it.
enum AlertSubtype: String, CaseIterable, ArgumentValue {
  case rule = "RULE"
  case scheduledRule = "SCHEDULED_RULE"
  case policy = "POLICY"
  case correlationRule = "CORRELATION_RULE"
  case ruleError = "RULE_ERROR"
  case scheduledRuleError = "SCHEDULED_RULE_ERROR"
  case correlationRuleError = "CORRELATION_RULE_ERROR"
  case systemError = "SYSTEM_ERROR"

  /// The kind of the alerts that have this subtype.
  var type: AlertType {
    switch self {
    case .rule, .scheduledRule, .policy, .correlationRule: .alert
    case .ruleError, .scheduledRuleError, .correlationRuleError: .detectionError
    case .systemError: .systemError
    }
  }
}
