/// One subcommand: what its help says, and what it does.
protocol Subcommand {
  static var name: String { get }
  /// What follows the name, such as `TOOL [ARGUMENTS]`.
  static var operands: String { get }
  /// What it does, in one line of the help.
  static var purpose: String { get }
  /// Examples and what else there is to know.
  static var details: String { get }
  /// What the first operand can be, for shells to complete; empty where that cannot be listed.
  static var choices: [String] { get }
  /// Whether the help leaves it out.
  static var isHidden: Bool { get }

  /// Runs it. This begins on the main thread, which serving over standard input and output keeps for itself.
  ///
  /// - Returns: the exit code.
  /// - Throws: `UsageError` for operands that are not what it takes.
  @MainActor static func run(_ invocation: Invocation) async throws -> Int32
}

extension Subcommand {
  static var operands: String { "" }
  static var details: String { "" }
  static var choices: [String] { [] }
  static var isHidden: Bool { false }

  /// How many operands it takes, as its usage shows them; nil for any number.
  static var mostOperands: Int? {
    operands.contains("…") || operands.contains("...") ? nil : operands.split(separator: " ").count
  }

  /// Its name and operands, as the help shows them.
  static var usage: String { operands.isEmpty ? name : "\(name) \(operands)" }
}

/// The list of all subcommands.
enum Subcommands {
  /// Those that the help shows.
  static var shown: [any Subcommand.Type] { all.filter { !$0.isHidden } }

  /// In the order of the help.
  static var all: [any Subcommand.Type] {
    [
      ServeCommand.self, CallCommand.self, DoctorCommand.self, ConfigCommand.self, ToolsCommand.self,
      PromptsCommand.self, AuditCommand.self, CompletionsCommand.self, ReadmeCommand.self, ManifestCommand.self,
      HelpCommand.self, VersionCommand.self,
    ]
  }
}
