import JSON

/// A flag or a variable in an entry that says what the server does, as it stands there.
struct EntryControl {
  let flag: Flag
  /// `--ask=writes`, or a flag and its value; for a variable its name.
  let words: [String]
  let isVariable: Bool

  var text: String { words.joined(separator: " ") }

  /// All of an entry that starts this program.
  static func all(of entry: JSON.Object) -> [EntryControl] {
    let variables = EntryMerge.environmentKeys.flatMap { entry[$0]?.object?.keys ?? [] }
    return flags(in: entry["args"]?.array?.compactMap(\.string) ?? [])
      + variables.compactMap { name in
        // Variables such as LOG_LEVEL may be meant for other programs.
        guard name.hasPrefix("PANTHER_MCP_"), let flag = Flag.allCases.first(where: { $0.variable == name }) else {
          return nil
        }
        return EntryControl(flag: flag, words: [name], isVariable: true)
      }
  }

  private static func flags(in words: [String]) -> [EntryControl] {
    var rest = words[...]
    // What stands before the image are flags of Docker, some of the same names.
    if let image = words.firstIndex(where: { words.first == "run" && $0.contains("mcp-panther") }) {
      rest = words[(image + 1)...]
    }
    var found: [EntryControl] = []
    while let word = rest.popFirst() {
      guard let flag = Flag(rawValue: String(word.prefix { $0 != "=" })) else { continue }
      var own = [word]
      if flag.value != nil, !word.contains("="), let value = rest.first, !value.hasPrefix("--") {
        own.append(value)
        rest.removeFirst()
      }
      found.append(EntryControl(flag: flag, words: own, isVariable: false))
    }
    return found
  }

  /// Whether it keeps somebody out, or something from being done, wherever the client starts the server.
  var protects: Bool {
    guard flag.protects, flag.scope == .server else { return false }
    return isVariable || flag.value == nil || words.count == 2 || words[0].contains("=")
  }
}
