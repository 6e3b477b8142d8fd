package import MCP

extension Effect {
  /// The OAuth scope that a caller needs for tools of this effect.
  package var scope: String {
    switch self {
    case .reads: "panther:read"
    case .spends: "panther:spend"
    case .writes: "panther:write"
    case .destructive: "panther:destructive"
    }
  }
}
