import Synchronization
package import Wire

/// An error whose description is meant for the model: what failed, why, and what to do.
package protocol ToolError: Error, CustomStringConvertible {}

extension ArgumentError: ToolError {}

/// A failure that its tool has put into words.
package struct ToolFailure: ToolError {
  package let description: String
  /// Whether what was asked for does not exist.
  package let isNotFound: Bool

  package init(_ description: String, isNotFound: Bool = false) {
    self.description = description
    self.isNotFound = isNotFound
  }
}

/// One call of a tool, as the protocol knows it.
package struct ToolCall: Sendable {
  package let tool: String
  package let arguments: JSON.Object
  package let request: Request?
  /// Clients give up at 60 s; an answer leaves before that.
  package let deadline: ContinuousClock.Instant

  package var progress: CallProgress? { request?.progress }
}

/// The tools: lists them, calls them, and turns what they throw into results that a model can act on.
package struct Toolbox<Context: Sendable>: Feature {
  /// Longest a call takes.
  package static var patience: Duration { .seconds(50) }

  package let tools: [AnyTool<Context>]
  private let byName: [String: AnyTool<Context>]
  private let limits: OutputLimits
  private let redacts: Bool
  private let banner: JSON.Object
  private let makeContext: @Sendable (ToolCall) -> Context
  private let listings = ListingCache()

  /// - Parameters:
  ///   - banner: members that every answer ends with.
  ///   - context: what a tool's `answer` gets, made for each call.
  package init(
    _ tools: [AnyTool<Context>], limits: OutputLimits = OutputLimits(), redacts: Bool = true,
    banner: JSON.Object = [:], context: @escaping @Sendable (ToolCall) -> Context
  ) {
    self.tools = tools
    let names = tools.flatMap { tool in ([tool.name] + tool.aliases).map { ($0, tool) } }
    self.byName = Dictionary(names) { first, _ in first }
    self.limits = limits
    self.redacts = redacts
    self.banner = banner
    self.makeContext = context
  }

  package var capability: (name: String, value: JSON) { ("tools", [:]) }

  package var methods: [String: Handling] {
    [
      "tools/list": .immediate { (request) throws(RPCError) in try list(request) },
      "tools/call": .concurrent { try await call($0) },
    ]
  }

  private func list(_ request: Request) throws(RPCError) -> Reply {
    try request.refuseCursor()
    return Reply(listings.body(for: request.revision) { listing(for: request.revision).bytes }, caching: .public)
  }

  /// The result of tools/list.
  package func listing(for revision: Revision) -> JSON {
    ["tools": .array(tools.map { $0.listing(for: revision) })]
  }

  @concurrent
  private func call(_ request: Request) async throws -> Reply {
    let name = try request.string("name")
    guard byName[name] != nil else { throw RPCError.invalidParams("Unknown tool: \(name.prefix(100))") }
    let arguments: JSON.Object
    switch request.params["arguments"] {
    case nil, .null: arguments = [:]
    case .object(let object): arguments = object
    case let other?: throw RPCError.invalidParams("arguments must be an object, got \(other.kind)")
    }
    let result = try await call(name, arguments, request)
    return Reply(result.body(hasStructure: request.revision.hasStructuredContent))
  }

  /// What a call came to: the text that the model reads, a JSON object unless it is an error.
  package struct Result: Sendable {
    package let text: [UInt8]
    package let isError: Bool
    /// Whether it is an error because what was asked for does not exist.
    var isNotFound = false

    /// The result of tools/call: hosts read either the text or the structure, so both say the same.
    func body(hasStructure: Bool) -> [UInt8] {
      var writer = JSONWriter(capacity: 2 * text.count + text.count / 4 + 128)
      writer.raw(#"{"content":[{"type":"text","text":"#)
      writer.writeString(utf8: text)
      writer.raw("}]")
      if hasStructure && !isError {
        writer.raw(#","structuredContent":"#)
        writer.raw(text)
      }
      writer.raw(isError ? #","isError":true}"# : #","isError":false}"#)
      return writer.bytes
    }
  }

  /// Calls a tool; every failure but a cancellation becomes a result.
  @concurrent
  package func call(_ name: String, _ arguments: JSON.Object, _ request: Request? = nil) async throws -> Result {
    guard let tool = byName[name] else {
      let near = Names.nearest(to: name, among: byName.keys).map { " Did you mean \($0)?" } ?? ""
      return failure("Unknown tool: \(name.prefix(100)).\(near)")
    }
    do {
      var own = arguments
      let reading = tool.readsFields ? try FieldReading(takenFrom: &own) : nil
      let deadline = ContinuousClock.now + Self.patience
      let context = makeContext(ToolCall(tool: name, arguments: own, request: request, deadline: deadline))
      var answer = try await tool.call(own, context)
      let made = Answer.Call(name, own)
      var sanitizer = Sanitizer(redacts: redacts)
      if let reading { answer = try reading.read(from: answer, call: made, &sanitizer) }
      let rendering = Rendering(
        limits: limits, banner: banner, call: made, required: { tool.required },
        readsFields: tool.readsFields)
      return Result(text: rendering.text(of: answer, &sanitizer), isError: false)
    } catch let error as any ToolError {
      var result = failure(error.description)
      result.isNotFound = (error as? ToolFailure)?.isNotFound == true
      return result
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return failure("\(name) failed in an unexpected way (\(type(of: error))). Please report this.")
    }
  }

  private func failure(_ text: String) -> Result {
    var sanitizer = Sanitizer(redacts: redacts)
    return Result(text: Array(sanitizer.clean(text).utf8), isError: true)
  }
}

/// Listings never change, and a revision is seldom asked for twice: made once, at the first request.
private final class ListingCache: Sendable {
  private let bodies = Mutex<[Revision: [UInt8]]>([:])

  func body(for revision: Revision, _ make: () -> [UInt8]) -> [UInt8] {
    bodies.withLock { bodies in
      if let body = bodies[revision] { return body }
      let body = make()
      bodies[revision] = body
      return body
    }
  }
}
