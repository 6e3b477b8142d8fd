/// One subcommand: what its help says, and what it does.
protocol Subcommand {
  static var name: String { get }
  /// After the name, such as `TOOL [ARGUMENTS]`.
  static var operands: String { get }
  static var purpose: String { get }
  /// Examples and what else there is to know.
  static var details: String { get }

  /// - Returns: the exit code.
  /// - Throws: `UsageError` for operands that are not what it takes.
  static func run(_ invocation: Invocation) async throws -> Int32
}

extension Subcommand {
  static var operands: String { "" }
  static var details: String { "" }
}

enum Subcommands {
  /// In the order of the help.
  static var all: [any Subcommand.Type] {
    [
      ServeCommand.self, CallCommand.self, DoctorCommand.self, ConfigCommand.self,
      ToolsCommand.self, PromptsCommand.self,
      ReadmeCommand.self,
      HelpCommand.self, VersionCommand.self,
    ]
  }
}
