import MCP

enum SortDirection: String, CaseIterable, ArgumentValue {
  case descending = "desc"
  case ascending = "asc"
}
