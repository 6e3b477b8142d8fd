import JSON
import MCP
import PantherTools
import TerminalText

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
      list(book.prompts, invocation)
      return 0
    }
    guard let prompt = book.prompt(named: name) else {
      throw UsageError(
        "there is no prompt \(name)\(Invocation.nearest(to: name, choices))", advice: "mcp-panther prompts")
    }
    do {
      standardOutput(try prompt.text(try ArgumentWords.read(invocation.operands.dropFirst())))
      return 0
    } catch let error as ArgumentError {
      throw UsageError(error.description, advice: "mcp-panther prompts")
    }
  }

  private static func list(_ prompts: [AnyPrompt<Call>], _ invocation: Invocation) {
    guard invocation.flags[.json] == nil else {
      return standardOutput(JSON.array(prompts.map { $0.listing(for: .modern) }).formatted())
    }
    let rows = prompts.map { prompt in
      let arguments = prompt.arguments.map { $0.isRequired ? $0.name : "[\($0.name)]" }
      return [prompt.name, arguments.joined(separator: " "), prompt.summary]
    }
    Terminal.show(Table(["prompt", "arguments", "what it does"], rows), on: Terminal.screen(invocation))
  }
}
