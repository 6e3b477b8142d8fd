package import JSON

/// The tools: lists them, calls them, and turns what they throw into results that a model can act on.
package struct Toolbox<Context: Sendable>: Feature {
  /// Longest a call takes: clients give up at 60 s, an answer leaves before that.
  package static var patience: Duration { .seconds(50) }

  package let tools: [AnyTool<Context>]
  let byName: [String: AnyTool<Context>]
  let limits: OutputLimits
  let redacts: Bool
  let banner: JSON.Object
  let gates: Gates
  let makeContext: @Sendable (ToolCall) -> Context
  private let listings = ListingCache()
  private let served = ServedTools()

  /// - Parameters:
  ///   - tools: those that the operator lets be seen; any other is unknown.
  ///   - banner: members that every answer ends with.
  ///   - context: what a tool's `answer` gets, made for each call.
  package init(
    _ tools: [AnyTool<Context>], limits: OutputLimits = OutputLimits(), redacts: Bool = true,
    banner: JSON.Object = [:], gates: Gates = Gates(), context: @escaping @Sendable (ToolCall) -> Context
  ) {
    self.tools = tools
    let names = tools.flatMap { tool in ([tool.name] + tool.aliases).map { ($0, tool) } }
    self.byName = Dictionary(names) { first, _ in first }
    self.limits = limits
    self.redacts = redacts
    self.banner = banner
    self.gates = gates
    self.makeContext = context
  }

  package var capability: (name: String, value: JSON) { ("tools", [:]) }

  package var methods: [String: Handling] {
    ["tools/list": listing, "tools/call": .concurrent { try await call($0) }]
  }

  /// At once, unless the list is to be matched with the token's permissions first.
  private var listing: Handling {
    guard let serves = gates.serves else {
      return .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        let revision = request.revision
        return Reply(listings.body(for: revision) { listing(for: revision).bytes }, caching: .public)
      }
    }
    return .concurrent { request in
      try request.refuseCursor()
      let names = await served.resolve(serves)
      let revision = request.revision
      // It depends on the token.
      return Reply(
        listings.body(for: revision) { listing(for: revision, only: names).bytes }, caching: .private(seconds: 3600))
    }
  }

  /// The result of tools/list.
  package func listing(for revision: Revision, only names: Set<String>? = nil) -> JSON {
    let shown = names.map { names in tools.filter { names.contains($0.name) } } ?? tools
    return ["tools": .array(shown.map { $0.listing(for: revision, asks: gates.asks.contains($0.name)) })]
  }

  /// The tool of a name, if it can be seen.
  func tool(named name: String) -> AnyTool<Context>? {
    guard let tool = byName[name] else { return nil }
    if let names = served.known, !names.contains(tool.name) { return nil }
    return tool
  }

  @concurrent
  private func call(_ request: Request) async throws -> Reply {
    let name = try request.string("name")
    let given = request.params["arguments"] ?? .null
    guard let arguments = given.isNull ? [:] : given.object else {
      let reason = "arguments must be an object, got \(given.kind)"
      note(refused: name, [:], request, reason)
      throw RPCError.invalidParams(reason)
    }
    guard let tool = tool(named: name) else {
      note(refused: name, arguments, request, "unknown tool")
      throw RPCError.invalidParams("Unknown tool: \(name.prefix(100))")
    }
    // Only a call that asks was ever given one.
    guard !request.revision.isModern || request.params["requestState"] == nil || gates.asks.contains(tool.name) else {
      let reason = "requestState is not one that this server gave for this call"
      note(refused: name, arguments, request, reason)
      throw RPCError.invalidParams(reason)
    }
    let result = try await call(name, arguments, request)
    if let question = result.question { return Reply(question, resultType: "input_required") }
    return Reply(result.body(hasStructure: request.revision.hasStructuredContent))
  }
}
