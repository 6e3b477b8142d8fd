/// What the program says of itself.
extension Program {
  static let version = "3.0.0"
  /// The container image as `docker build -t mcp-panther .` names it.
  static let image = "mcp-panther"
  /// The same image once it is released. Until then, that name starts the Python server.
  static let publishedImage = "ghcr.io/panther-labs/mcp-panther"

  /// How the program names itself to Panther, whose audit log shows it.
  static func userAgent(isInContainer: Bool) -> String {
    let docker = isInContainer ? "; Docker" : ""
    return "mcp-panther/\(version) (Swift; \(System.current.rawValue)\(docker))"
  }
}
