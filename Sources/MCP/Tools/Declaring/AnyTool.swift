package import JSON

/// A tool of any type: what it says of itself, and a way to call it. Tools of different types fit in one list so.
package struct AnyTool<Context: Sendable>: Sendable {
  /// The name by which clients call it.
  package let name: String
  /// Further names by which it can be called.
  package let aliases: [String]
  /// The name for people.
  package let title: String
  /// What it does, in words for a model.
  package let summary: String
  /// What a call of it does to the world.
  package let effect: Effect
  /// Whether it changes nothing.
  package let isReadOnly: Bool
  /// Members of `_meta` in the list of tools.
  package let metadata: JSON.Object
  /// The address of the page that draws its answers; nil where none does.
  package private(set) var view: String?
  let readsFields: Bool
  /// Names of other tools whose cursors this one takes.
  let cursorsTaken: [String]
  let annotations: JSON
  /// Makes the list of arguments, each time anew: reflection would take most of the time to start, and `initialize`
  /// does not need the list.
  private let list: @Sendable () -> ArgumentList
  /// The schema of the answer as the tool declares it, made only for a listing too.
  private let declaredOutput: @Sendable () -> JSON?
  /// Reads the arguments of a call.
  /// - Throws: `ArgumentError`.
  let prepare: @Sendable (JSON.Object) throws -> PreparedCall<Context>

  /// Wraps a tool of any type.
  package init<T: Tool>(_: T.Type) where T.Context == Context {
    name = T.name
    aliases = T.aliases
    title = T.title
    summary = T.summary
    effect = T.effect
    isReadOnly = T.isReadOnly
    metadata = T.metadata
    view = T.view
    readsFields = T.readsFields
    cursorsTaken = T.cursorsTaken
    annotations = [
      "title": .string(T.title), "readOnlyHint": .bool(T.isReadOnly),
      "destructiveHint": .bool(T.effect == .destructive), "idempotentHint": .bool(T.isIdempotent),
      // Tools talk to the one Panther instance of the configuration and to nobody else.
      "openWorldHint": false,
    ]
    list = { ArgumentList(of: T()) }
    declaredOutput = { T.outputSchema }
    prepare = { arguments in
      let tool = T()
      let list = ArgumentList(of: tool)
      try list.fill(from: arguments, besides: T.readsFields ? FieldReading.schema.keys : [])
      try tool.check()
      return PreparedCall(
        required: list.required,
        answer: { context in try await explaining(tool) { try await tool.answer(context) } },
        preview: { context in try await explaining(tool) { try await tool.preview(context) } })
    }
  }

  /// The same tool, whose answers no page draws.
  package var withoutView: AnyTool {
    var tool = self
    tool.view = nil
    return tool
  }

  /// The JSON Schema of the arguments.
  package var inputSchema: JSON { arguments.schema(readsFields: readsFields) }

  /// What each argument takes, in words, by its name.
  package var expectations: [String: String] {
    Dictionary(arguments.arguments.map { ($0.name, $0.argument.expectation) }) { first, _ in first }
  }

  /// The JSON Schema of the answer, with what any answer may have.
  var outputSchema: JSON? { declaredOutput().map(AnswerMember.completing) }

  /// The arguments as they are declared.
  var arguments: ArgumentList { list() }

  /// The entry of tools/list, with what the revision knows.
  ///
  /// - Parameter asks: whether its calls wait for a person.
  package func listing(for revision: Revision, asks: Bool = false) -> JSON {
    var metadata = revision.hasTitles ? self.metadata : [:]
    var inputSchema = self.inputSchema
    if asks {
      // With this, Claude Code asks on every call, whatever its mode, and refuses where nobody can be asked.
      if revision.hasTitles { metadata["anthropic/requiresUserInteraction"] = true }
      inputSchema = inputSchema.adding(Consent.argumentSchema, as: Consent.argument)
    }
    var listing: JSON.Object = ["name": .string(name)]
    if revision.hasTitles { listing["title"] = .string(title) }
    listing["description"] = .string(summary)
    listing["inputSchema"] = inputSchema
    if revision.hasStructuredContent { listing["outputSchema"] = outputSchema }
    if revision.hasAnnotations { listing["annotations"] = annotations }
    if let view {
      // Hosts draw in sessions of every revision. Some read only the older of the two keys, and others only the newer.
      metadata["ui"] = ["resourceUri": .string(view)]
      metadata["ui/resourceUri"] = .string(view)
    }
    if !metadata.isEmpty { listing["_meta"] = .object(metadata) }
    return .object(listing)
  }
}

/// A call whose arguments were read: how to answer it, and what to tell a person about it.
struct PreparedCall<Context: Sendable>: Sendable {
  /// The names of the arguments that every call of the tool must have.
  let required: [String]
  let answer: @Sendable (Context) async throws -> Answer
  let preview: @Sendable (Context) async throws -> String?
}

/// Does a piece of a tool's work, and lets the tool put an error of it into words.
private func explaining<T: Tool, Value>(_ tool: T, _ work: () async throws -> Value) async throws -> Value {
  do {
    return try await work()
  } catch {
    throw tool.describe(error) ?? error
  }
}

extension JSON {
  /// The schema of an object, with one more optional property.
  fileprivate func adding(_ property: JSON, as name: String) -> JSON {
    guard var schema = object, var properties = schema["properties"]?.object else { return self }
    properties[name] = property
    schema["properties"] = .object(properties)
    return .object(schema)
  }
}
