import TerminalText

/// The texts of the help.
enum Help {
  /// What a person sees who starts the server by hand.
  static let greeting = """
    mcp-panther \(Program.version) is an MCP server: it now waits for a client's messages on standard input.
    Your MCP client starts it; mcp-panther config CLIENT prints how. Or try:
      mcp-panther call list_alerts --demo
    Help: mcp-panther --help. Leave: Ctrl-C.
    """

  /// What to try where the variables of the instance are missing.
  static let wayOut = "mcp-panther call list_alerts --demo, mcp-panther doctor"

  /// The help of the whole program.
  static func lines(on screen: Screen) -> [Line] {
    let commands = Subcommands.shown.map { DefinitionList.Item($0.usage, nil, $0.purpose) }
    let flags = groups.flatMap { [Line(), Line($0.title, .bold)] + definitions($0.flags).lines(on: screen) }
    let variables = Variable.all.map { DefinitionList.Item($0.name, nil, $0.purpose) }
    let codes = ExitCode.allCases.map { DefinitionList.Item("\($0.rawValue)", nil, $0.meaning) }
    let head = "mcp-panther \(Program.version): lets an MCP client work with a Panther security instance."
    return screen.prose(head) + [Line()]
      + screen.paragraph("Usage", "mcp-panther [COMMAND] [FLAGS]", nameStyle: .bold)
      + screen.paragraph("Try", "mcp-panther call list_alerts --demo", nameStyle: .bold) + [Line()]
      + [Line("Commands:", .bold)] + DefinitionList(commands).lines(on: screen) + [Line()]
      + screen.prose(
        """
        mcp-panther help COMMAND says more about a command, mcp-panther help TOOL all about a tool.

        Below are the flags, and in brackets the variables that say the same. A flag beats its variable; of --block and
        --ask both count. A LIST may be given several times.
        """) + flags
      + [Line(), Line("Variables for the instance:", .bold)] + DefinitionList(variables).lines(on: screen)
      + [Line(), Line("Exit codes:", .bold)] + DefinitionList(codes).lines(on: screen)
  }

  /// The help of one command.
  static func lines(_ command: any Subcommand.Type, on screen: Screen) -> [Line] {
    let own = Flag.allCases.filter { $0.commands?.contains { $0.name == command.name } ?? false }
    let purpose = "\(command.purpose.prefix(1).uppercased())\(command.purpose.dropFirst())."
    return [Line(screen.words("mcp-panther \(command.usage) [FLAGS]"), .bold), Line()] + screen.paragraph("", purpose)
      + (command.details.isEmpty ? [] : [Line()] + screen.prose(command.details))
      + (own.isEmpty ? [] : [Line(), Line("Its own flags, besides those of mcp-panther help:", .bold)])
      + DefinitionList(own.map { DefinitionList.Item($0.usage, nil, $0.declaration.purpose) }).lines(on: screen)
  }

  /// All flags, under headings.
  private static var groups: [(title: String, flags: [Flag])] {
    let scopes = Dictionary(grouping: Flag.allCases) { $0 == .transport ? .http : $0.scope }
    return [
      ("The server:", scopes[.server] ?? []), ("The server over HTTP:", scopes[.http] ?? []),
      ("One caller over HTTP, in the files that name callers:", scopes[.caller] ?? []),
      ("This run of the program:", scopes[.run] ?? []),
    ]
  }

  private static func definitions(_ flags: [Flag]) -> DefinitionList {
    DefinitionList(
      flags.map { flag in
        DefinitionList.Item(flag.usage, nil, flag.shortPurpose + (flag.variable.map { " [\($0)]" } ?? ""))
      })
  }
}
