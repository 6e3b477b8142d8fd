import MCP

/// How long a text of Panther AI shall be.
enum OutputLength: String, CaseIterable, ArgumentValue {
  case xsmall, small, medium, large, xlarge, largest
}
