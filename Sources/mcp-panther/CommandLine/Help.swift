enum Help {
  /// What a person sees who starts the server by hand.
  static let greeting = """
    mcp-panther \(Program.version) is an MCP server: it now waits for a client's messages on standard input.
    Your MCP client starts it; mcp-panther config CLIENT prints how. Or try: mcp-panther call list_alerts --demo
    Help: mcp-panther --help. Leave: Ctrl-C.
    """

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

      Flags, and the variables that say the same:
      \(flags.joined(separator: "\n"))

      Variables for the instance:
      \(variables.joined(separator: "\n"))

      Exit codes: 0 done, 1 a tool or a check reported an error, 64 wrong usage, 66 a file cannot be read.
      """
  }

  static func text(_ command: any Subcommand.Type) -> String {
    let head =
      "mcp-panther \(command.usage) [FLAGS]\n\n\(command.purpose.prefix(1).uppercased())\(command.purpose.dropFirst())."
    return command.details.isEmpty ? head : "\(head)\n\n\(command.details)"
  }
}

/// Variables that say where the instance is; the others belong to flags.
enum Variable {
  static let all: [(name: String, purpose: String)] = [
    ("PANTHER_INSTANCE_URL", "such as https://acme.runpanther.net, or demo"),
    ("PANTHER_API_TOKEN", "its API token"),
    ("PANTHER_API_TOKEN_FILE", "a file that holds the token, instead"),
    ("PANTHER_REST_API_URL", "where the REST API is, if not where the instance says"),
    ("PANTHER_GQL_API_URL", "where the GraphQL API is, if not where the instance says"),
    ("PANTHER_ALLOW_INSECURE_INSTANCE", "true allows plain http to a host that is not this one"),
    ("MCP_HTTP_TOKEN", "HTTP: one bearer token for everybody, instead of a file"),
    ("MCP_OAUTH_CLIENT_SECRET", "HTTP: the client's secret at the authorization server, instead of a file"),
    ("PANTHER_DEMO_NOW", "fixes the clock of the demo instance, such as 2026-11-20T08:00:00Z"),
    ("MCP_PANTHER_DOCKER_RUNTIME", "true, set by the image: says so in the user agent"),
    ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "honoured as everywhere"),
  ]
}

enum HelpCommand: Subcommand {
  static let name = "help"
  static let operands = "[COMMAND]"
  static let purpose = "print this help, or that of a command"

  static var choices: [String] { Subcommands.shown.map { $0.name } }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    print(try invocation.operands.first.map { Help.text(try Invocation.command(named: $0)) } ?? Help.text)
    return 0
  }
}

enum VersionCommand: Subcommand {
  static let name = "version"
  static let purpose = "print the version"

  static func run(_ invocation: Invocation) async throws -> Int32 {
    print("mcp-panther \(Program.version)")
    return 0
  }
}

extension Subcommand {
  static var usage: String { operands.isEmpty ? name : "\(name) \(operands)" }
}

extension Flag {
  /// `--log-file FILE`.
  var usage: String { value.map { "\(rawValue) \($0)" } ?? rawValue }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
