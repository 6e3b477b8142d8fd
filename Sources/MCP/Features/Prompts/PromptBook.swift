import Cleaning
package import JSON
import Text

/// The prompts: lists them, and fills them in.
package struct PromptBook<Context: Sendable>: Feature {
  /// In the order in which they are listed.
  package let prompts: [AnyPrompt<Context>]

  /// The most bytes of an argument. A longer text could pass for a prompt of its own.
  private static var longestValue: Int { 500 }

  /// - Parameter visible: the names of the tools that can be seen. Prompts that need others are left out; nil leaves
  ///   none out.
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

  /// The prompt with a name; nil when there is none.
  package func prompt(named name: String) -> AnyPrompt<Context>? {
    prompts.first { $0.name == name }
  }

  private func get(_ request: Request) throws(RPCError) -> Reply {
    let name = try request.string("name")
    guard let prompt = prompt(named: name) else { throw .invalidParams("Unknown prompt: \(name.beginning(100))") }
    guard case .object(let arguments) = request.params["arguments"] ?? [:] else {
      throw .invalidParams("arguments must be an object of strings")
    }
    for member in arguments.members {
      guard let text = member.value.string else {
        throw .invalidParams("argument \(member.key.beginning(80)) must be a string, got \(member.value.kind)")
      }
      guard text.utf8.count <= Self.longestValue, !text.contains(where: \.isNewline) else {
        throw .invalidParams(
          "argument \(member.key.beginning(80)) must be one line of at most \(Self.longestValue) bytes")
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
