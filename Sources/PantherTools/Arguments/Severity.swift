import MCP

/// The severity of an alert or a detection.
enum Severity: String, CaseIterable, ArgumentValue {
  case critical = "CRITICAL"
  case high = "HIGH"
  case medium = "MEDIUM"
  case low = "LOW"
  case info = "INFO"
}
