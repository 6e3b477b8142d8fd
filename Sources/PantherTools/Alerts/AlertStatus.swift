import MCP

enum AlertStatus: String, CaseIterable, ArgumentValue {
  case open = "OPEN"
  case triaged = "TRIAGED"
  case resolved = "RESOLVED"
  /// The Console calls it Invalid: a false positive.
  case closed = "CLOSED"
}
