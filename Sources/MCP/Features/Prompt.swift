import Cleaning
package import JSON

/// A prompt: a task in words that a person picks, with arguments declared as a tool's are.
package protocol Prompt: Sendable {
  associatedtype Context: Sendable

  static var name: String { get }
  static var title: String { get }
  static var summary: String { get }
  /// Tools without which the task cannot be done; where one is hidden, the prompt is, too.
  static var tools: [String] { get }
  /// What to offer while an argument is typed, by its name; those of closed arguments need none.
  static var suggestions: [String: Suggestions<Context>] { get }

  init()
  /// The task, as the user's message.
  var text: String { get }
}

extension Prompt {
  package static var name: String { Names.kebab("\(Self.self)") }
  package static var title: String { Names.title("\(Self.self)") }
  package static var tools: [String] { [] }
  package static var suggestions: [String: Suggestions<Context>] { [:] }
}

/// Values to offer for an argument.
package enum Suggestions<Context: Sendable>: Sendable {
  case fixed([String])
  /// Asked for with what was typed so far; only where the tool that could tell the same may be called unasked.
  case live(tool: String, @Sendable (String, Context) async throws -> [String])
}

/// A prompt whose type is forgotten.
package struct AnyPrompt<Context: Sendable>: Sendable {
  package let name: String
  package let title: String
  package let summary: String
  let tools: [String]
  private let list: @Sendable () -> ArgumentList
  private let ownSuggestions: @Sendable () -> [String: Suggestions<Context>]
  private let render: @Sendable (JSON.Object) throws(ArgumentError) -> String

  package init<P: Prompt>(_: P.Type) where P.Context == Context {
    name = P.name
    title = P.title
    summary = P.summary
    tools = P.tools
    list = { ArgumentList(of: P()) }
    ownSuggestions = { P.suggestions }
    render = { (given) throws(ArgumentError) in
      let prompt = P()
      try ArgumentList(of: prompt).fill(from: given)
      return prompt.text
    }
  }

  package var arguments: [(name: String, purpose: String, isRequired: Bool)] { list().declarations }

  var suggestions: [String: Suggestions<Context>] {
    ownSuggestions().merging(list().closedValues.mapValues { .fixed($0) }) { own, _ in own }
  }

  package func text(_ arguments: JSON.Object) throws(ArgumentError) -> String {
    try render(arguments)
  }

  package func listing(for revision: Revision) -> JSON {
    var listing: JSON.Object = ["name": .string(name)]
    if revision.hasTitles { listing["title"] = .string(title) }
    listing["description"] = .string(summary)
    listing["arguments"] = .array(
      arguments.map {
        ["name": .string($0.name), "description": .string($0.purpose), "required": .bool($0.isRequired)]
      })
    return .object(listing)
  }
}

/// The prompts: lists and renders them.
package struct PromptBook<Context: Sendable>: Feature {
  package let prompts: [AnyPrompt<Context>]

  /// What a person types into a prompt stays this short, so that it cannot pass for a prompt of its own.
  private static var longestValue: Int { 500 }

  /// - Parameter visible: names of the tools that there are; all that the prompts want when left out.
  package init(_ prompts: [AnyPrompt<Context>], visible: Set<String>? = nil) {
    self.prompts = visible.map { visible in prompts.filter { visible.isSuperset(of: $0.tools) } } ?? prompts
  }

  package var capability: (name: String, value: JSON) { ("prompts", [:]) }

  package var methods: [String: Handling] {
    [
      "prompts/list": .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        return Reply(["prompts": .array(prompts.map { $0.listing(for: request.revision) })], caching: .public)
      },
      "prompts/get": .immediate { (request) throws(RPCError) in try get(request) },
    ]
  }

  package func prompt(named name: String) -> AnyPrompt<Context>? {
    prompts.first { $0.name == name }
  }

  private func get(_ request: Request) throws(RPCError) -> Reply {
    let name = try request.string("name")
    guard let prompt = prompt(named: name) else { throw .invalidParams("Unknown prompt: \(name.prefix(100))") }
    guard case .object(let arguments) = request.params["arguments"] ?? [:] else {
      throw .invalidParams("arguments must be an object of strings")
    }
    for member in arguments.members {
      guard case .string(let text) = member.value else {
        throw .invalidParams("argument \(member.key.prefix(80)) must be a string, got \(member.value.kind)")
      }
      guard text.utf8.count <= Self.longestValue, !text.contains(where: \.isNewline) else {
        throw .invalidParams("argument \(member.key.prefix(80)) must be one line of at most \(Self.longestValue) bytes")
      }
    }
    do throws(ArgumentError) {
      var sanitizer = Sanitizer(redacts: false)
      let text = try sanitizer.clean(prompt.text(arguments))
      return Reply([
        "description": .string(prompt.summary),
        "messages": [["role": "user", "content": ["type": "text", "text": .string(text)]]],
      ])
    } catch {
      throw .invalidParams(error.description)
    }
  }
}
