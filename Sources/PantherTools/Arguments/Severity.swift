import MCP

enum Severity: String, CaseIterable, ArgumentValue {
  case critical = "CRITICAL"
  case high = "HIGH"
  case medium = "MEDIUM"
  case low = "LOW"
  case info = "INFO"
}
