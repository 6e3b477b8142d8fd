import JSON
import MCP
import PantherTools
import TerminalText

/// All that a person wants to know of one tool before calling it.
struct ToolHelp {
  private let entry: Toolset.Entry

  init(_ entry: Toolset.Entry) {
    self.entry = entry
  }

  /// The tool of a name or of an alias; nil when there is none, whatever this configuration shows.
  static func entry(_ name: String) -> Toolset.Entry? {
    Toolset.all.flatMap(\.entries).first { $0.tool.name == name || $0.tool.aliases.contains(name) }
  }

  /// What is wrong with the name of a tool that this configuration hides.
  static func hidden(_ entry: Toolset.Entry, by invocation: Invocation) -> UsageError {
    let switches = [Flag.profile, .readOnly, .toolsets, .block].compactMap { flag -> String? in
      if invocation.flags[flag] != nil { return flag.rawValue }
      return flag.variable.flatMap { invocation.settings.environment[$0]?.isEmpty == false ? $0 : nil }
    }
    let names = switches.isEmpty ? "" : " (\(switches.joined(separator: ", ")))"
    return UsageError(
      "\(entry.tool.name) is hidden by this configuration\(names)", advice: "mcp-panther help \(entry.tool.name)")
  }

  func lines(on screen: Screen) -> [Line] {
    let tool = entry.tool
    let required = (tool.inputSchema["required"]?.array ?? []).compactMap(\.string)
    let forms = Self.forms(tool.expectations)
    let arguments = (tool.inputSchema["properties"]?.object?.members ?? []).map { member in
      let type = Self.type(
        member.value, named: forms.kinds[member.key], isRequired: required.contains(member.key))
      return DefinitionList.Item(member.key, type, member.value["description"]?.string ?? "")
    }
    let usage =
      ["mcp-panther call \(tool.name)"] + required.map { "\($0)=…" }
      + (arguments.count > required.count ? ["[name=value…]"] : [])
    var facts = [
      ("Effect", tool.effect.meaning), ("Permission", entry.permissions.text.isEmpty ? "none" : entry.permissions.text),
      ("Ask a client", "“\(entry.sample)”"),
    ]
    if !tool.aliases.isEmpty { facts.append(("Also called", tool.aliases.joined(separator: ", "))) }
    let examples = forms.examples.flatMap { screen.paragraph("A \($0.key)", screen.words($0.value), nameStyle: .bold) }
    return [Line(tool.name, .bold)] + screen.prose(tool.summary) + [Line()]
      + screen.paragraph("Usage", screen.words(usage.joined(separator: " ")), nameStyle: .bold)
      + (arguments.isEmpty ? [] : [Line(), Line("Arguments:", .bold)] + DefinitionList(arguments).lines(on: screen))
      + (examples.isEmpty ? [] : [Line()] + examples)
      + [Line(), Line("Try it:", .bold)] + screen.command(Quoting.shell(ToolExamples.words(of: tool.name)))
      + (ToolExamples.notes[tool.name].map(screen.prose) ?? []) + [Line()]
      + facts.flatMap { screen.paragraph($0.0, screen.words($0.1), nameStyle: .bold) }
  }

  /// The kinds of values that have forms of their own, by the names of the arguments, and examples of each kind: who
  /// expects `a time such as 24h` takes a time.
  private static func forms(
    _ expectations: [String: String]
  ) -> (kinds: [String: String], examples: [(key: String, value: String)]) {
    var kinds: [String: String] = [:]
    var examples: [String: String] = [:]
    for (name, expectation) in expectations {
      guard expectation.hasPrefix("a "), let end = expectation.firstRange(of: " such as ") else { continue }
      let kind = String(expectation[..<end.lowerBound].dropFirst(2))
      kinds[name] = kind
      examples[kind] = String(expectation[end.upperBound...])
    }
    return (kinds, examples.sorted { $0.key < $1.key })
  }

  /// What an argument takes: `integer from 1 to 50, default 25`.
  ///
  /// - Parameter kind: what the argument takes, where that says more than the schema.
  static func type(_ schema: JSON, named kind: String? = nil, isRequired: Bool = false) -> String {
    let item = schema["items"] ?? schema
    var words = kind ?? item["type"]?.string ?? "any value"
    if item["type"] == "boolean" { words = "true or false" }
    if let values = item["enum"]?.array?.map({ $0.string ?? $0.text }) {
      words = values.count == 2 ? values.joined(separator: " or ") : values.joined(separator: ", ")
      if schema["items"] != nil { words = "list of: \(words)" }
    } else if schema["items"] != nil {
      words = "list of \(words)s"
    }
    switch (schema["minimum"]?.text, schema["maximum"]?.text) {
    case (let least?, let most?): words += " from \(least) to \(most)"
    case (let least?, nil): words += " of at least \(least)"
    case (nil, let most?): words += " of at most \(most)"
    case (nil, nil): break
    }
    if let most = schema["maxItems"]?.text { words += ", up to \(most) of them" }
    if isRequired { return "\(words); required" }
    return schema["default"].map {
      "\(words); default \($0.array?.map { $0.string ?? $0.text }.joined(separator: ", ") ?? $0.string ?? $0.text)"
    } ?? words
  }
}

extension Effect {
  /// What it means for who makes the call.
  fileprivate var meaning: String {
    switch self {
    case .reads: "reads: it costs and changes nothing"
    case .spends: "spends: it costs money, as AI and data lake queries do, and changes nothing"
    case .writes: "writes: it changes something that can be changed back"
    case .destructive: "destructive: it weakens security or is hard to undo"
    }
  }
}
