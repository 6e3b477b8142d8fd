/// The texts of the help.
enum Help {
  /// What a person sees who starts the server by hand.
  static let greeting = """
    mcp-panther \(Program.version) is an MCP server: it now waits for a client's messages on standard input.
    Your MCP client starts it; mcp-panther config CLIENT prints how. Or try: mcp-panther call list_alerts --demo
    Help: mcp-panther --help. Leave: Ctrl-C.
    """

  /// The help of the whole program.
  static var text: String {
    let commands = Subcommands.shown.map { "  \($0.usage.padded(to: 34))\($0.purpose)" }
    let flags = Flag.allCases.map { flag in
      let variable = flag.variable.map { " [\($0)]" } ?? ""
      return "  \(flag.usage.padded(to: 24))\(flag.purpose)\(variable)"
    }
    let variables = Variable.all.map { "  \($0.name.padded(to: 32))\($0.purpose)" }
    return """
      mcp-panther \(Program.version): lets an MCP client work with a Panther security instance.

      Usage: mcp-panther [COMMAND] [FLAGS]

      Commands (mcp-panther help COMMAND says more):
      \(commands.joined(separator: "\n"))

      Flags, and the variables that say the same. A flag beats its variable; of --block and --ask both count. A LIST
      may be given several times:
      \(flags.joined(separator: "\n"))

      Variables for the instance:
      \(variables.joined(separator: "\n"))

      Exit codes: 0 done, 1 a tool or a check reported an error, 64 wrong usage, 66 a file cannot be read.
      """
  }

  /// The help of one command.
  static func text(_ command: any Subcommand.Type) -> String {
    let head =
      "mcp-panther \(command.usage) [FLAGS]\n\n\(command.purpose.prefix(1).uppercased())\(command.purpose.dropFirst())."
    return command.details.isEmpty ? head : "\(head)\n\n\(command.details)"
  }
}
