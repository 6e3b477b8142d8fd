import MCP

/// The status of an alert.
enum AlertStatus: String, CaseIterable, ArgumentValue {
  case open = "OPEN"
  case triaged = "TRIAGED"
  case resolved = "RESOLVED"
  /// A false positive. The Console calls this status Invalid.
  case closed = "CLOSED"
}
