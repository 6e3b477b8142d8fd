/// `mcp-panther help`: the help of the program, or of one command.
enum HelpCommand: Subcommand {
  static let name = "help"
  static let operands = "[COMMAND]"
  static let purpose = "print this help, or that of a command"

  static var choices: [String] { Subcommands.shown.map { $0.name } }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    standardOutput(try invocation.operands.first.map { Help.text(try Invocation.command(named: $0)) } ?? Help.text)
    return 0
  }
}
