import Cleaning
package import JSON

/// Offers values for the arguments of prompts and the variables of resource templates.
package struct Completions<Context: Sendable>: Feature {
  private let book: PromptBook<Context>
  private let library: ResourceShelf<Context>

  /// The most values of an answer (MCP 2025-11-25, Completion).
  private static var limit: Int { 100 }
  /// A person is typing, so a late suggestion is of no use.
  private static var patience: Duration { .seconds(3) }

  /// Completes the arguments of these prompts and these resource templates.
  package init(_ book: PromptBook<Context>, _ library: ResourceShelf<Context>) {
    self.book = book
    self.library = library
  }

  package var capability: (name: String, value: JSON) { ("completions", [:]) }

  package var methods: [String: Handling] {
    ["completion/complete": .concurrent { try await complete($0) }]
  }

  @concurrent
  private func complete(_ request: Request) async throws -> Reply {
    guard let name = request.params["argument"]?["name"]?.string,
      let typed = request.params["argument"]?["value"]?.string
    else { throw RPCError.invalidParams("argument must have a name and a value, both strings") }
    let suggestions = try suggestions(for: request.params["ref"])
    var values: [String]
    switch suggestions[name] {
    case nil: values = []
    case .fixed(let all):
      let beginning = typed.lowercased()
      values = all.filter { $0.lowercased().hasPrefix(beginning) }
    case .live(let tool, let find):
      let deadline = ContinuousClock.now + Self.patience
      guard let context = library.toolbox.completionContext(insteadOf: tool, request, deadline: deadline) else {
        values = []
        break
      }
      // A person who types can do without suggestions, but an error would disturb them.
      do {
        values = try await find(typed, context)
      } catch {
        values = []
      }
      try Task.checkCancellation()
    }
    var sanitizer = Sanitizer(redacts: true)
    values = values.map { sanitizer.clean($0) }
    return Reply([
      "completion": [
        "values": JSON(values.prefix(Self.limit)), "total": JSON(values.count),
        "hasMore": .bool(values.count > Self.limit),
      ]
    ])
  }

  private func suggestions(for ref: JSON?) throws -> [String: Suggestions<Context>] {
    switch ref?["type"]?.string {
    case "ref/prompt":
      guard let prompt = ref?["name"]?.string.flatMap(book.prompt(named:)) else {
        throw RPCError.invalidParams("ref names no prompt of this server")
      }
      return prompt.suggestions
    case "ref/resource":
      guard let uri = ref?["uri"]?.string, let template = library.templates.first(where: { $0.uri == uri }) else {
        throw RPCError.invalidParams("ref names no resource template of this server")
      }
      return template.suggestions
    default: throw RPCError.invalidParams("ref must have the type ref/prompt or ref/resource")
    }
  }
}
