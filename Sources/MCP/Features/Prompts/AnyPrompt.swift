package import JSON

/// A prompt of any type.
package struct AnyPrompt<Context: Sendable>: Sendable {
  /// The name by which clients ask for it.
  package let name: String
  /// The name for people.
  package let title: String
  /// What the task is, in a sentence.
  package let summary: String
  let tools: [String]
  private let list: @Sendable () -> ArgumentList
  private let ownSuggestions: @Sendable () -> [String: Suggestions<Context>]
  private let render: @Sendable (JSON.Object) throws(ArgumentError) -> String

  /// Wraps a prompt of any type.
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

  /// Its arguments, in the order of their declaration.
  package var arguments: [(name: String, purpose: String, isRequired: Bool)] { list().declarations }

  /// What is offered for its arguments, by their names.
  var suggestions: [String: Suggestions<Context>] {
    ownSuggestions().merging(list().closedValues.mapValues { .fixed($0) }) { own, _ in own }
  }

  /// The values that are always offered for its arguments, by their names.
  package var fixedValues: [String: [String]] {
    suggestions.compactMapValues { suggestions in
      guard case .fixed(let values) = suggestions else { return nil }
      return values
    }
  }

  /// The task with these arguments filled in.
  package func text(_ arguments: JSON.Object) throws(ArgumentError) -> String {
    try render(arguments)
  }

  /// The entry of prompts/list, with what the revision knows.
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
