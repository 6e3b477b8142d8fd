import MCP

package enum Severity: String, CaseIterable, ArgumentValue {
  case critical = "CRITICAL"
  case high = "HIGH"
  case medium = "MEDIUM"
  case low = "LOW"
  case info = "INFO"
}

package enum AlertStatus: String, CaseIterable, ArgumentValue {
  case open = "OPEN"
  case triaged = "TRIAGED"
  case resolved = "RESOLVED"
  /// The Console calls it Invalid: a false positive.
  case closed = "CLOSED"
}

package enum AlertType: String, CaseIterable, ArgumentValue {
  case alert = "ALERT"
  case detectionError = "DETECTION_ERROR"
  case systemError = "SYSTEM_ERROR"
}

package enum AlertSubtype: String, CaseIterable, ArgumentValue {
  case rule = "RULE"
  case scheduledRule = "SCHEDULED_RULE"
  case policy = "POLICY"
  case correlationRule = "CORRELATION_RULE"
  case ruleError = "RULE_ERROR"
  case scheduledRuleError = "SCHEDULED_RULE_ERROR"
  case correlationRuleError = "CORRELATION_RULE_ERROR"
  case systemError = "SYSTEM_ERROR"
}

package enum SortDirection: String, CaseIterable, ArgumentValue {
  case descending = "desc"
  case ascending = "asc"
}

package enum CommentFormat: String, CaseIterable, ArgumentValue {
  case plainText = "PLAIN_TEXT"
  case html = "HTML"
}

/// How long an AI answer shall be.
package enum OutputLength: String, CaseIterable, ArgumentValue {
  case xsmall, small, medium, large, xlarge, largest
}
