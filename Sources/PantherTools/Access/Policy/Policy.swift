package import MCP

/// The tools that the operator offers: (profile ∩ toolsets ∪ allow) − block. With read-only, tools that change something
/// are left out, too.
package struct Policy: Sendable {
  /// The tools that are offered, in the order of `Toolset.all`.
  package let tools: [Toolset.Entry]
  /// The names of the tools that run only after a person has said yes.
  package let asks: Set<String>
  /// How much of the data lake may be read.
  package let borders: DataBorders

  /// Reads the operator's words. A word is the name of a toolset or a tool, an effect, or `all`. The effect `writes`
  /// stands for destructive tools, too.
  ///
  /// - Parameters:
  ///   - profile: the most that `toolsets` can offer, and what else the profile sets; nil for no such limit.
  ///   - toolsets: what to offer; everything when empty.
  ///   - allow: what to offer besides.
  ///   - block: what not to offer.
  ///   - ask: what to ask a person about before it runs.
  ///   - readOnly: whether to leave out every tool that changes something.
  ///   - borders: how much of the data lake may be read.
  ///   - draws: whether clients are told of the page that draws answers.
  /// - Throws: `PolicyError` for a word that is not known.
  package init(
    profile: Profile? = nil, toolsets: [String] = [], allow: [String] = [], block: [String] = [], ask: [String] = [],
    readOnly: Bool = false, borders: DataBorders = .none, draws: Bool = true
  ) throws(PolicyError) {
    self.borders = borders
    let widest = try Self.names(profile?.toolsets ?? ["all"], "--profile")
    let areas = try toolsets.isEmpty ? widest : Self.names(toolsets, "--toolsets").intersection(widest)
    let listed = try areas.union(Self.names(allow, "--allow"))
    let readOnly = readOnly || profile?.readOnly ?? false
    let blocked = try Self.names(block, "--block")
    tools = Toolset.all.flatMap(\.entries).filter { entry in
      listed.contains(entry.tool.name) && !blocked.contains(entry.tool.name)
        && !(readOnly && !entry.tool.isReadOnly)
    }
    .map { draws ? $0 : $0.withoutView }
    asks = try Self.names((profile?.ask ?? []) + ask, "--ask")
  }

  private init(_ tools: [Toolset.Entry], asks: Set<String>, _ borders: DataBorders) {
    (self.tools, self.asks, self.borders) = (tools, asks, borders)
  }

  /// The tools that both policies offer, and the data that both let be read. A person is asked about a tool when one of
  /// the policies says so.
  package func narrowed(by other: Policy) -> Policy {
    let names = Set(other.tools.map(\.tool.name))
    return Policy(
      tools.filter { names.contains($0.tool.name) }, asks: asks.union(other.asks),
      borders.narrowed(by: other.borders))
  }

  /// The same policy with only the tools of these effects.
  package func narrowed(to effects: Set<Effect>) -> Policy {
    Policy(tools.filter { effects.contains($0.tool.effect) }, asks: asks, borders)
  }

  /// Whether one of the tools changes something.
  package var changesAnything: Bool { tools.contains { !$0.tool.isReadOnly } }

  /// Whether clients are told of the page that draws answers.
  package var draws: Bool { tools.contains { $0.tool.view != nil } }

  /// Whether answers may say which users the ids in them belong to: only where a tool that tells the same is offered
  /// and asks nobody.
  package var showsPeople: Bool {
    tools.contains { [ListUsers.name, GetUser.name].contains($0.tool.name) && !asks.contains($0.tool.name) }
  }

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
