import JSON
import Logging
import MCP
import PantherTools

/// What can stand where on the command line, for shells to complete.
///
/// A list of words is one text with spaces between them here, which is how all three shells take it.
struct CommandLineGrammar {
  /// What can follow a flag.
  enum Values {
    /// Nothing: it is a switch.
    case none
    /// Anything.
    case any
    /// The path of a file.
    case file
    /// One of these words.
    case one(of: String)
    /// Any number of these words, with commas between them.
    case list(of: String)
  }

  /// The commands that the help shows.
  let commands = Subcommands.shown.map { (name: $0.name, purpose: $0.purpose) }

  /// All flags of a command line, with what can follow each.
  let options = Self.flags.map { (flag: $0, values: $0.values) }

  /// The flags that all commands take.
  let sharedFlags = Flag.allCases.filter { $0.commands == nil }

  /// The flags that only some commands take, by command.
  let ownFlags: [(command: String, flags: [Flag])] = Subcommands.shown.compactMap { command in
    let flags = Flag.allCases.filter { flag in flag.commands?.contains { $0.name == command.name } ?? false }
    return flags.isEmpty ? nil : (command.name, flags)
  }

  /// The flags that are followed by a value.
  let flagsWithValue = Self.flags.filter { $0.value != nil }.map(\.rawValue)

  private static let flags = Flag.allCases.filter { $0.scope != .caller }

  /// What the first operand of a command can be, for commands where that can be listed.
  let operands: [(command: String, words: String)] =
    Subcommands.shown.filter { !$0.choices.isEmpty }.map { ($0.name, $0.choices.joined(separator: " ")) }

  /// The beginnings of `name=value` words, for tools and prompts that have arguments.
  let arguments: [(owner: String, words: String)] = Self.argumentNames.filter { !$0.names.isEmpty }.map {
    ($0.owner, $0.names.map { "\($0)=" }.joined(separator: " "))
  }

  /// The values of arguments that take one of a few, or a list of these.
  let values: [(owner: String, argument: String, words: String, isList: Bool)] = Self.argumentValues.map {
    ($0.owner, $0.argument, $0.values.joined(separator: " "), $0.isList)
  }

  private typealias ArgumentValues = (owner: String, argument: String, values: [String], isList: Bool)

  private static var argumentValues: [ArgumentValues] {
    var found: [ArgumentValues] = []
    for tool in Toolset.all.flatMap(\.tools) {
      for member in tool.inputSchema["properties"]?.object?.members ?? [] {
        guard let values = values(member.value) else { continue }
        found.append((tool.name, member.key, values, member.value["type"] == "array"))
      }
    }
    for prompt in pantherPrompts {
      for (name, values) in prompt.fixedValues.sorted(by: { $0.key < $1.key }) {
        found.append((prompt.name, name, values, false))
      }
    }
    // A value with a space in it would be two words of a list.
    return found.filter { !$0.values.contains { $0.contains(" ") } }
  }

  private static func values(_ schema: JSON) -> [String]? {
    let schema = schema["items"] ?? schema
    if schema["type"] == "boolean" { return ["true", "false"] }
    return schema["enum"]?.array?.compactMap(\.string)
  }

  private static var argumentNames: [(owner: String, names: [String])] {
    Toolset.all.flatMap(\.tools).map { ($0.name, $0.inputSchema["properties"]?.object?.keys ?? []) }
      + pantherPrompts.map { ($0.name, $0.arguments.map(\.name)) }
  }
}

extension Flag {
  fileprivate var values: CommandLineGrammar.Values {
    switch self {
    case .transport: .one(of: "stdio streamable-http")
    case .profile: .one(of: Profile.all.map(\.name).joined(separator: " "))
    case .color: .one(of: Terminal.colorWords.joined(separator: " "))
    case .logLevel: .one(of: Log.Level.allCases.map(\.rawValue).joined(separator: " "))
    case .toolsets: .list(of: Toolset.all.map(\.name).joined(separator: " "))
    case .allow, .block, .ask: .list(of: Self.selectors.joined(separator: " "))
    case _ where value == .file: .file
    default: value == nil ? .none : .any
    }
  }

  /// The words that can select tools.
  private static var selectors: [String] {
    ["all"] + Effect.allCases.map(\.rawValue) + Toolset.all.map(\.name) + Toolset.all.flatMap(\.tools).map(\.name)
  }
}
