package import Wire

/// A tool: everything a client sees of it and everything that is checked comes from this one type.
package protocol Tool: Sendable {
  associatedtype Context: Sendable

  static var name: String { get }
  /// Further names it can be called by; they are not listed.
  static var aliases: [String] { get }
  static var title: String { get }
  /// What it does, for a model: the key sentence first.
  static var summary: String { get }
  static var effect: Effect { get }
  /// Whether the environment stays as it was. Most that spends only reads, but not all.
  static var isReadOnly: Bool { get }
  /// Whether calling it twice changes no more than calling it once.
  static var isIdempotent: Bool { get }
  /// Whether single values of its answer can be read on with `field` and `field_offset`.
  static var readsFields: Bool { get }
  /// Only where the shape of the answer is ours; a wrong schema makes hosts fail good answers.
  static var outputSchema: JSON? { get }
  /// Members of the listing's `_meta`.
  static var metadata: JSON.Object { get }

  init()
  func answer(_ context: Context) async throws -> Answer
  /// An error in words for the model; nil for one that has none.
  func describe(_ error: any Error) -> ToolFailure?
}

extension Tool {
  package static var name: String { Names.snake("\(Self.self)") }
  package static var aliases: [String] { [] }
  package static var title: String { Names.title("\(Self.self)") }
  package static var isReadOnly: Bool { effect == .reads || effect == .spends }
  package static var isIdempotent: Bool { isReadOnly }
  package static var readsFields: Bool { false }
  package static var outputSchema: JSON? { nil }
  package static var metadata: JSON.Object { [:] }
  package func describe(_ error: any Error) -> ToolFailure? { nil }
}

/// What calling a tool does to the world, mildest first.
package enum Effect: String, CaseIterable, Sendable {
  case reads
  /// Costs money, such as AI and data lake queries, but changes nothing that matters.
  case spends
  /// Changes something in a way that can be changed back.
  case writes
  /// Weakens the security posture or is hard to undo.
  case destructive
}

/// A tool whose type is forgotten: its listing, and a way to call it.
package struct AnyTool<Context: Sendable>: Sendable {
  package let name: String
  let aliases: [String]
  package let title: String
  package let summary: String
  package let effect: Effect
  package let metadata: JSON.Object
  let readsFields: Bool
  let outputSchema: JSON?
  let annotations: JSON
  /// Reflection takes most of the time to start, and `initialize` does not need it: asked for again each time.
  private let list: @Sendable () -> ArgumentList
  private let run: @Sendable (JSON.Object, Context) async throws -> Answer

  package init<T: Tool>(_: T.Type) where T.Context == Context {
    name = T.name
    aliases = T.aliases
    title = T.title
    summary = T.summary
    effect = T.effect
    metadata = T.metadata
    readsFields = T.readsFields
    outputSchema = T.outputSchema
    annotations = [
      "title": .string(T.title), "readOnlyHint": .bool(T.isReadOnly),
      "destructiveHint": .bool(T.effect == .destructive), "idempotentHint": .bool(T.isIdempotent),
      // It talks to the one Panther instance of its configuration and to nobody else.
      "openWorldHint": false,
    ]
    list = { ArgumentList(of: T()) }
    run = { arguments, context in
      let tool = T()
      try ArgumentList(of: tool).fill(from: arguments)
      do {
        return try await tool.answer(context)
      } catch {
        throw tool.describe(error) ?? error
      }
    }
  }

  package var inputSchema: JSON { list().schema(readsFields: readsFields) }

  /// Arguments that every call must have.
  var required: [String] { list().required }

  /// - Throws: `ArgumentError`, or what the tool throws.
  func call(_ arguments: JSON.Object, _ context: Context) async throws -> Answer {
    try await run(arguments, context)
  }

  /// The entry of tools/list, with what the revision knows.
  package func listing(for revision: Revision) -> JSON {
    var listing: JSON.Object = ["name": .string(name)]
    if revision.hasTitles { listing["title"] = .string(title) }
    listing["description"] = .string(summary)
    listing["inputSchema"] = inputSchema
    if revision.hasStructuredContent { listing["outputSchema"] = outputSchema }
    if revision.hasAnnotations { listing["annotations"] = annotations }
    if revision.hasTitles, !metadata.isEmpty { listing["_meta"] = .object(metadata) }
    return .object(listing)
  }
}
