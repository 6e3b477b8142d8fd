import Logging
import MCP
import PantherTools
import JSON

/// What can stand where on the command line, for shells to complete.
struct CommandLineGrammar {
  struct Command {
    let name: String
    let purpose: String
    /// What its first operand can be.
    let choices: [String]
  }

  struct Option {
    let flag: Flag
    let values: Values
  }

  enum Values {
    case none
    case any
    case file
    case one([String])
    /// Any number of them, with commas between.
    case list([String])
  }

  let commands: [Command] = Subcommands.shown.map {
    Command(name: $0.name, purpose: $0.purpose, choices: $0.choices)
  }
  let options: [Option] = Flag.allCases.map { Option(flag: $0, values: $0.values) }
  /// Names of arguments, by the tool or prompt whose they are.
  let arguments: [(owner: String, names: [String])] =
    Toolset.all.flatMap(\.tools).map { ($0.name, $0.inputSchema["properties"]?.object?.keys ?? []) }
    + pantherPrompts.map { ($0.name, $0.arguments.map(\.name)) }
}

extension Flag {
  fileprivate var values: CommandLineGrammar.Values {
    switch self {
    case .logLevel: .one(Log.Level.allCases.map(\.rawValue))
    case .toolsets: .list(Toolset.all.map(\.name))
    case .allow, .block, .ask:
      .list(
        ["all"] + Effect.allCases.map(\.rawValue) + Toolset.all.map(\.name) + Toolset.all.flatMap(\.tools).map(\.name))
    case _ where isFile: .file
    default: value == nil ? .none : .any
    }
  }
}
