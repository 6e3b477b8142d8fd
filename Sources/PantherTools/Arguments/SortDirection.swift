import MCP

/// The order of a list.
enum SortDirection: String, CaseIterable, ArgumentValue {
  case descending = "desc"
  case ascending = "asc"
}
