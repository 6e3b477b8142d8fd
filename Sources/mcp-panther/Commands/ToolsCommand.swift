import Sealing
import MCP
import PantherTools
import JSON

enum ToolsCommand: Subcommand {
  static let name = "tools"
  static let purpose = "print the tools that this configuration shows"
  static let details = """
    --json prints what a client sees, with a SHA-256 digest of the whole listing: it is the same in every process and
    on every machine, so that a change of what tools say can be noticed.

      mcp-panther tools --read-only
      mcp-panther tools --toolsets alerts,data_lake --json
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let program = Program(invocation.settings)
    let listing = program.toolbox.listing(for: .modern)
    if invocation.flags[.json] != nil {
      var document = listing.object ?? [:]
      document["digest"] = .string("sha256:\(SHA256.hex(listing.bytes))")
      print(JSON.object(document).formatted())
      return 0
    }
    let policy = program.policy
    let rows = policy.tools.map { entry in
      let area = Toolset.all.first { $0.tools.contains { $0.name == entry.tool.name } }?.name ?? ""
      let effect = entry.tool.effect.rawValue + (policy.asks.contains(entry.tool.name) ? " (asks)" : "")
      return [entry.tool.name, area, effect, entry.permissions.text]
    }
    print(
      Terminal.table(
        ["tool", "toolset", "effect", "permission"], rows, width: Terminal.isOutput ? Terminal.width : 200))
    return 0
  }
}

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
    let book = Program(invocation.settings).book
    guard let name = invocation.operands.first else {
      if invocation.flags[.json] != nil {
        print(JSON.array(book.prompts.map { $0.listing(for: .modern) }).formatted())
      } else {
        print(
          Terminal.table(
            ["prompt", "arguments", "what it does"],
            book.prompts.map { prompt in
              let arguments = prompt.arguments.map { $0.isRequired ? $0.name : "[\($0.name)]" }
              return [prompt.name, arguments.joined(separator: " "), prompt.summary]
            }, width: Terminal.isOutput ? Terminal.width : 200))
      }
      return 0
    }
    guard let prompt = book.prompt(named: name) else { throw UsageError("there is no prompt \(name)") }
    do {
      print(try prompt.text(try CallCommand.arguments(invocation.operands.dropFirst())))
      return 0
    } catch let error as ArgumentError {
      standardError(error.description)
      return 1
    }
  }
}
