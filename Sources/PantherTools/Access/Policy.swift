package import Logging
package import MCP
package import Panther
import JSON

/// Which tools there are, as the operator narrowed them: (toolsets ∪ allow) − block − what writes under read-only.
package struct Policy: Sendable {
  package let tools: [Toolset.Entry]
  /// Names of the tools that wait for a person's yes.
  package let asks: Set<String>

  /// Words are names of toolsets or tools, or effects: reads, spends, writes (destructive ones too), destructive, all.
  ///
  /// - Parameter toolsets: all of them when empty.
  /// - Throws: `PolicyError` for a word that is none of them.
  package init(
    toolsets: [String] = [], allow: [String] = [], block: [String] = [], ask: [String] = [], readOnly: Bool = false
  ) throws(PolicyError) {
    let areas = toolsets.isEmpty ? ["all"] : toolsets
    let listed = try Self.names(areas, "--toolsets").union(Self.names(allow, "--allow"))
    let blocked = try Self.names(block, "--block")
    tools = Toolset.all.flatMap(\.entries).filter { entry in
      listed.contains(entry.tool.name) && !blocked.contains(entry.tool.name)
        && !(readOnly && !entry.tool.isReadOnly)
    }
    asks = try Self.names(ask, "--ask")
  }

  private init(_ tools: [Toolset.Entry], asks: Set<String>) {
    (self.tools, self.asks) = (tools, asks)
  }

  /// What both allow; what either wants to be asked about is asked about.
  package func narrowed(by other: Policy) -> Policy {
    let names = Set(other.tools.map(\.tool.name))
    return Policy(tools.filter { names.contains($0.tool.name) }, asks: asks.union(other.asks))
  }

  /// Only tools of these effects.
  package func narrowed(to effects: Set<Effect>) -> Policy {
    Policy(tools.filter { effects.contains($0.tool.effect) }, asks: asks)
  }

  /// Whether any of the tools changes something.
  package var changesAnything: Bool { tools.contains { !$0.tool.isReadOnly } }

  private static func names(_ words: [String], _ flag: String) throws(PolicyError) -> Set<String> {
    var names: Set<String> = []
    for word in words {
      guard let selected = select(word) else { throw PolicyError(word: word, flag: flag, known: vocabulary) }
      names.formUnion(selected)
    }
    return names
  }

  private static func select(_ word: String) -> [String]? {
    let entries = Toolset.all.flatMap(\.entries)
    if word == "all" { return entries.map(\.tool.name) }
    if let effect = Effect(rawValue: word) {
      let effects: [Effect] = effect == .writes ? [.writes, .destructive] : [effect]
      return entries.filter { effects.contains($0.tool.effect) }.map(\.tool.name)
    }
    if let area = Toolset.all.first(where: { $0.name == word }) { return area.tools.map(\.name) }
    return entries.first { ([$0.tool.name] + $0.tool.aliases).contains(word) }.map { [$0.tool.name] }
  }

  private static var vocabulary: [String] {
    Toolset.all.map(\.name) + ["all"] + Effect.allCases.map(\.rawValue) + Toolset.all.flatMap(\.tools).map(\.name)
  }
}

/// A word of a control setting that names nothing.
package struct PolicyError: Error, CustomStringConvertible {
  package let description: String

  init(word: String, flag: String, known: [String]) {
    let near = Names.nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
    let areas = Toolset.all.map(\.name).joined(separator: ", ")
    description = """
      \(flag) names \(word.prefix(80)), which is no toolset, tool or effect\(near)
      Toolsets: \(areas). Effects: reads, spends, writes, destructive, all. Tools: mcp-panther tools
      """
  }
}

extension Policy {
  /// The tools that the token's permissions can serve; nil, and a line in the log, when they cannot be read in 2 s.
  package func served(by panther: PantherClient, _ log: Log, patience: Duration = .seconds(2)) async -> Set<String>? {
    do {
      let held = try await Self.permissions(of: panther, within: patience)
      return Set(tools.filter { $0.permissions.isSatisfied(by: held) }.map(\.tool.name))
    } catch {
      log.warning("the token's permissions could not be read, so every tool is listed: \(error)")
      return nil
    }
  }

  private static func permissions(of panther: PantherClient, within patience: Duration) async throws -> [String] {
    var panther = panther
    panther.deadline = .now + patience
    let hurried = panther
    // The deadline bounds requests, but not the search for the API before them.
    return try await withThrowingTaskGroup { group in
      group.addTask { () throws -> [String] in
        guard let held = try await hurried.get("api-tokens/self")["permissions"]?.array else {
          throw ToolFailure("the answer names none")
        }
        return held.compactMap(\.string)
      }
      group.addTask {
        try await Task.sleep(for: patience)
        throw ToolFailure("no answer within \(patience)")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }
}
