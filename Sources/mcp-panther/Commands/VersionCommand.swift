/// `mcp-panther version`.
enum VersionCommand: Subcommand {
  static let name = "version"
  static let purpose = "print the version"

  static func run(_ invocation: Invocation) async throws -> Int32 {
    print("mcp-panther \(Program.version)")
    return 0
  }
}
