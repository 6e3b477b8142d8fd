import MCP

/// How long an AI answer shall be.
enum OutputLength: String, CaseIterable, ArgumentValue {
  case xsmall, small, medium, large, xlarge, largest
}
