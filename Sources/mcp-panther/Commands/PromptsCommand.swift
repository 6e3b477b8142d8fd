import JSON
import MCP
import PantherTools

/// `mcp-panther prompts`: the prompts that a client would see under these flags, or the text of one.
enum PromptsCommand: Subcommand {
  static let name = "prompts"
  static let purpose = "print the prompts, or one of them filled in"
  static let operands = "[PROMPT [name=value…]]"
  static let details = """
      mcp-panther prompts
      mcp-panther prompts investigate-actor-activity actor=203.0.113.54
    """

  static var choices: [String] { pantherPrompts.map(\.name) }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let book = Program(invocation.settings).surface.book
    guard let name = invocation.operands.first else {
      list(book.prompts, asJSON: invocation.flags[.json] != nil)
      return 0
    }
    guard let prompt = book.prompt(named: name) else { throw UsageError("there is no prompt \(name)") }
    do {
      standardOutput(try prompt.text(try ArgumentWords.read(invocation.operands.dropFirst())))
      return 0
    } catch let error as ArgumentError {
      standardError(error.description)
      return 1
    }
  }

  private static func list(_ prompts: [AnyPrompt<Call>], asJSON: Bool) {
    guard !asJSON else { return standardOutput(JSON.array(prompts.map { $0.listing(for: .modern) }).formatted()) }
    let rows = prompts.map { prompt in
      let arguments = prompt.arguments.map { $0.isRequired ? $0.name : "[\($0.name)]" }
      return [prompt.name, arguments.joined(separator: " "), prompt.summary]
    }
    standardOutput(TextTable(["prompt", "arguments", "what it does"], rows).text())
  }
}
