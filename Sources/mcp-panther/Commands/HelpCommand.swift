import PantherTools

/// `mcp-panther help`: the help of the program, of one command, or of one tool.
enum HelpCommand: Subcommand {
  static let name = "help"
  static let operands = "[COMMAND|TOOL]"
  static let purpose = "print this help, or that of a command or a tool"
  static let details = """
      mcp-panther help call
      mcp-panther help list_alerts
    """

  static var choices: [String] { Subcommands.shown.map { $0.name } + CallCommand.choices }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let screen = Terminal.screen(invocation)
    // `call get_alert --help` asks about the tool. So may `tools get_alert --help`.
    let words =
      [CallCommand.name, ToolsCommand.name].contains(invocation.operands.first ?? "")
      ? Array(invocation.operands.dropFirst().prefix(1)) + invocation.operands.prefix(1) : invocation.operands
    guard let word = words.first else {
      standardOutput(Help.lines(on: screen), on: screen)
      return ExitCode.done.rawValue
    }
    if let entry = ToolHelp.entry(word) {
      standardOutput(ToolHelp(entry).lines(on: screen), on: screen)
      return ExitCode.done.rawValue
    }
    standardOutput(Help.lines(try command(word), on: screen), on: screen)
    return ExitCode.done.rawValue
  }

  private static func command(_ word: String) throws(UsageError) -> any Subcommand.Type {
    let names = Subcommands.all.map { $0.name }
    guard names.contains(word) else {
      throw UsageError(
        "there is no command and no tool \(word.prefix(80))\(Invocation.nearest(to: word, choices))",
        advice: "mcp-panther help, mcp-panther tools")
    }
    return try Invocation.command(named: word)
  }
}
