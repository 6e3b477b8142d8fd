import JSON
import MCP
import PantherTools

/// The command line, taken apart: which subcommand, its operands, and the settings of flags and variables.
struct Invocation {
  let command: any Subcommand.Type
  let operands: [String]
  let flags: [Flag: String]
  let settings: Settings

  /// What is wrong with a flag that there is not: it may be an argument of the tool that is called.
  private static func unknown(_ name: String, after operands: [String]) -> UsageError {
    let argument = String(name.drop { $0 == "-" }).replacing("-", with: "_")
    if operands.first == CallCommand.name, operands.count > 1, let entry = ToolHelp.entry(operands[1]),
      entry.tool.inputSchema["properties"]?[argument] != nil
    {
      return UsageError(
        "\(name) is no flag but an argument of \(entry.tool.name): write \(argument)=...",
        advice: "mcp-panther help \(entry.tool.name)")
    }
    return UsageError("unknown flag \(name)\(nearest(to: name, Flag.allCases.map(\.rawValue)))")
  }

  /// Reads the words of a command line, without the name of the program.
  ///
  /// - Parameter isOfCaller: whether they stand behind a caller in a file, and not on a command line.
  /// - Throws: for an unknown flag or command, and for a setting that cannot be used.
  init(_ words: [String], environment: [String: String], isOfCaller: Bool = false) throws(UsageError) {
    var flags: [Flag: String] = [:]
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = ["-h": "--help", "-V": "--version"][parts[0]] ?? parts[0]
      guard let flag = Flag(rawValue: name) else {
        throw Self.unknown(name, after: operands)
      }
      switch (flag.value, parts.count > 1) {
      case (nil, false): flags[flag] = "true"
      case (nil, true): throw UsageError("\(name) takes no value")
      case (_?, true): try Self.add(parts[1], to: flag, in: &flags)
      // A flag is no value of the flag before it: it would be lost, and nobody would notice.
      case (_?, false):
        try Self.add(rest.first?.hasPrefix("--") == true ? "" : rest.popFirst() ?? "", to: flag, in: &flags)
      }
    }
    if flags[.help] != nil { operands.insert("help", at: 0) }
    command = try flags[.version] != nil ? VersionCommand.self : Self.command(named: operands.first)
    self.operands = Array(operands.dropFirst())
    self.flags = flags
    if !isOfCaller, let flag = flags.keys.first(where: { $0.scope == .caller }) {
      throw UsageError(
        "\(flag.rawValue) belongs to one caller: write it behind a name in the file of \(Flag.httpTokenFile.rawValue) or "
          + Flag.oauthCallersFile.rawValue)
    }
    // Help and version are asked for by a flag, beside any words.
    if flags[.help] == nil, flags[.version] == nil { try Self.check(command, self.operands, flags) }
    settings = try Settings(flags: flags, environment: environment)
  }

  /// What a command does not take must not be lost without a word.
  private static func check(
    _ command: any Subcommand.Type, _ operands: [String], _ flags: [Flag: String]
  ) throws(UsageError) {
    let advice = "mcp-panther help \(command.name)"
    if let most = command.mostOperands, operands.count > most {
      let takes = most == 0 ? "takes no words after it, only flags" : "takes \(command.operands) and no more words"
      throw UsageError("\(command.name) \(takes), but it was given \(operands[most].prefix(80))", advice: advice)
    }
    if let word = flags[.color], !Terminal.colorWords.contains(word) {
      throw UsageError("--color takes \(Terminal.colorWords.joined(separator: ", ")), not \(word.prefix(40))")
    }
    for flag in Flag.allCases where flags[flag] != nil {
      guard let owners = flag.commands, !owners.contains(where: { $0.name == command.name }) else { continue }
      let names = owners.map { $0.name }.joined(separator: ", ")
      throw UsageError("\(command.name) takes no \(flag.rawValue), only \(names)", advice: advice)
    }
  }

  /// Keeps the value of a flag. Lists that are given several times become one list.
  ///
  /// - Throws: for an empty value, and for a second value of a flag that takes one: neither may silently win.
  private static func add(_ value: String, to flag: Flag, in flags: inout [Flag: String]) throws(UsageError) {
    guard !value.trimmed.isEmpty, flag.value != .list || !FlagValues.words(value).isEmpty else {
      throw UsageError("\(flag.rawValue) needs a value: \(flag.usage)")
    }
    guard let earlier = flags[flag] else {
      flags[flag] = value
      return
    }
    guard flag.value == .list else { throw UsageError("\(flag.rawValue) is given twice, but it takes one value") }
    flags[flag] = "\(earlier),\(value)"
  }

  /// The subcommand of a name; without a name, the one that serves.
  static func command(named name: String?) throws(UsageError) -> any Subcommand.Type {
    guard let name else { return ServeCommand.self }
    var names: [String] = []
    // Not `first(where:)`: the compiler (6.3.1) crashes on an optional of such a type.
    for command in Subcommands.all {
      if command.name == name { return command }
      if !command.isHidden { names.append(command.name) }
    }
    if let tool = ToolHelp.entry(name)?.tool.name {
      throw UsageError("\(name) is a tool, not a command", advice: "mcp-panther call \(tool)")
    }
    throw UsageError(
      "unknown command \(name)\(nearest(to: name, names)); there is: \(names.joined(separator: ", "))")
  }

  /// A question for the end of an error, if there is a candidate like what was given.
  static func nearest(to name: String, _ candidates: [String]) -> String {
    Names.nearest(to: name, among: candidates).map { "; did you mean \($0)?" } ?? ""
  }
}
