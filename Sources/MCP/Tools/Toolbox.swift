import Cleaning
package import Foundation
package import JSON
import Text

/// The tools that can be seen: lists them, and sends calls of them on their way.
package struct Toolbox<Context: Sendable>: Feature {
  /// In the order in which they are listed.
  package let tools: [AnyTool<Context>]
  private let byName: [String: AnyTool<Context>]
  private var pipeline: CallPipeline<Context>
  private let listings = ListingCache()
  private var served: ServedTools

  private var gates: Gates { pipeline.gates }

  /// - Parameters:
  ///   - tools: those that the operator lets be seen; any other is unknown.
  ///   - limits: how long answers may get.
  ///   - redacts: whether secrets in answers are replaced.
  ///   - banner: members that every answer ends with.
  ///   - gates: what a call has to pass.
  ///   - patience: the longest time that a call takes. Clients give up after 60 s, and an answer must leave before
  ///     that.
  ///   - now: the time that relative times count from.
  ///   - context: what a tool's `answer` gets, made for each call.
  package init(
    _ tools: [AnyTool<Context>], limits: OutputLimits = OutputLimits(), redacts: Bool = true,
    banner: JSON.Object = [:], gates: Gates = Gates(), patience: Duration = .seconds(50),
    now: @escaping @Sendable () -> Date = { Date() }, context: @escaping @Sendable (ToolCall) -> Context
  ) {
    self.tools = tools
    served = ServedTools(now: gates.clock)
    let names = tools.flatMap { tool in ([tool.name] + tool.aliases).map { ($0, tool) } }
    byName = Dictionary(names) { first, _ in first }
    pipeline = CallPipeline(
      limits: limits, redacts: redacts, banner: banner, gates: gates, patience: patience, now: now, makeContext: context
    )
  }

  /// The same tools with other gates and another context. What was found out about a token stays behind.
  package func with(_ gates: Gates, _ context: @escaping @Sendable (ToolCall) -> Context) -> Toolbox {
    var copy = self
    copy.pipeline = pipeline.with(gates, context)
    copy.served = ServedTools(now: gates.clock)
    return copy
  }

  package var capability: (name: String, value: JSON) {
    ("tools", toolChanges == nil ? [:] : ["listChanged": true])
  }

  /// The list changes with the permissions of the token, if it is matched with them.
  package var toolChanges: ListChanges? { gates.serves == nil ? nil : served.changes }

  package var methods: [String: Handling] {
    ["tools/list": listing, "tools/call": .concurrent { try await call($0) }]
  }

  // MARK: tools/list

  /// Lists are answered at once, unless they have to be matched with the token's permissions first.
  private var listing: Handling {
    guard let serves = gates.serves else {
      return .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        let revision = request.revision
        return Reply(listings.body(for: revision, only: nil) { listing(for: revision).bytes }, caching: .public)
      }
    }
    return .concurrent { request in
      try request.refuseCursor()
      let names = try await served.names(serves)
      let revision = request.revision
      // It depends on the token, so no other caller may get it from a cache.
      return Reply(
        listings.body(for: revision, only: names) { listing(for: revision, only: names).bytes },
        caching: .private(seconds: 300))
    }
  }

  /// The result of tools/list.
  /// - Parameter names: the tools to list; nil for all.
  package func listing(for revision: Revision, only names: Set<String>? = nil) -> JSON {
    let shown = names.map { names in tools.filter { names.contains($0.name) } } ?? tools
    return ["tools": .array(shown.map { $0.listing(for: revision, asks: gates.asks.contains($0.name)) })]
  }

  /// The tool with a name or an alias; nil when there is none that can be seen.
  package func tool(named name: String) -> AnyTool<Context>? {
    guard let tool = byName[name] else { return nil }
    if let names = served.known, !names.contains(tool.name) { return nil }
    return tool
  }

  // MARK: tools/call

  /// Reads the request, and sends the call through the gates. What is no call of a tool is a fault of the protocol.
  @concurrent
  private func call(_ request: Request) async throws -> Reply {
    let name = try request.string("name")
    let given = request.params["arguments"] ?? .null
    let tool = tool(named: name)
    guard let arguments = given.isNull ? [:] : given.object else {
      return try refusal(of: name, tool, [:], request, "arguments must be an object, got \(given.kind)")
    }
    guard let tool else {
      return try refusal(
        of: name, nil, arguments, request, "unknown tool",
        "Unknown tool: \(gates.secrets.hidden(in: name).beginning(100))")
    }
    // Only a call that asks was ever given a state (MCP 2026-07-28, Elicitation).
    guard !request.revision.isModern || request.params["requestState"] == nil || gates.asks.contains(tool.name) else {
      return try refusal(
        of: name, tool, arguments, request, "requestState is not one that this server gave for this call")
    }
    let result = try await pipeline.call(tool, arguments, request)
    if let serves = gates.serves { served.renew(afterRefusal: result.reason == .forbidden, serves) }
    if let question = result.question { return Reply(question, resultType: "input_required") }
    return Reply(result.body(hasStructure: request.revision.hasStructuredContent))
  }

  /// Writes down and refuses a call that never reaches the gates.
  ///
  /// - Parameter words: what the caller is told, where that is not the reason.
  private func refusal(
    of name: String, _ tool: AnyTool<Context>?, _ given: JSON.Object, _ request: Request, _ reason: String,
    _ words: String? = nil
  ) throws(RPCError) -> Reply {
    guard let instead = pipeline.refuse(name, tool, given, request, reason) else {
      throw .invalidParams(words ?? reason)
    }
    return Reply(instead.body(hasStructure: request.revision.hasStructuredContent))
  }

  /// Calls a tool by its name, for callers other than tools/call. An unknown name is a failure that a person can read.
  ///
  /// - Parameters:
  ///   - request: the request that leads to the call; nil on the command line.
  ///   - progress: where a call from the command line reports its progress.
  package func call(
    _ name: String, _ given: JSON.Object, _ request: Request? = nil, progress: CallProgress? = nil
  ) async throws -> ToolResult {
    guard let tool = tool(named: name) else {
      let near = Names.nearest(to: name, among: byName.keys).map { " Did you mean \($0)?" } ?? ""
      var unknown = pipeline.failure("Unknown tool: \(gates.secrets.hidden(in: name).beginning(100)).\(near)")
      unknown.reason = .invalidArguments
      return pipeline.refuse(name, nil, given, request, "unknown tool") ?? unknown
    }
    return try await pipeline.call(tool, given, request, progress: progress)
  }

  // MARK: Completions

  /// What a completion may ask the instance with; nil where the tool that tells the same is hidden, has to be asked
  /// about, or has no calls left. The operator's switches hold for completions too.
  func completionContext(
    insteadOf tool: String, _ request: Request, deadline: ContinuousClock.Instant
  ) -> Context? {
    guard let known = self.tool(named: tool), !gates.asks.contains(known.name),
      gates.rateLimit?.refusal(of: request.caller, known.effect) == nil
    else { return nil }
    return pipeline.makeContext(ToolCall(given: [:], request: request, deadline: deadline, now: pipeline.now()))
  }
}
