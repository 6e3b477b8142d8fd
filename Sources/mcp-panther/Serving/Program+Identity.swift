/// What the program says of itself.
extension Program {
  static let version = "3.0.0"
  static let image = "ghcr.io/panther-labs/mcp-panther"

  /// How the program names itself to Panther, whose audit log shows it.
  static func userAgent(isInContainer: Bool) -> String {
    let docker = isInContainer ? "; Docker" : ""
    return "mcp-panther/\(version) (Swift; \(System.current.rawValue)\(docker))"
  }
}
