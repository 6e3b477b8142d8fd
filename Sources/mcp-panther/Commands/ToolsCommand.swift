import JSON
import MCP
import PantherTools
import TerminalText

/// `mcp-panther tools`: what a client would see under these flags.
enum ToolsCommand: Subcommand {
  static let name = "tools"
  static let operands = "[TOOL]"
  static let purpose = "print the tools that this configuration shows, or all about one of them"
  static let details = """
    --json prints what a client sees, with a SHA-256 digest of the whole listing: it is the same in every process and
    on every machine, so that a change of what tools say can be noticed.

      mcp-panther tools --read-only
      mcp-panther tools get_alert
      mcp-panther tools --toolsets alerts,data_lake --json
    """

  static var choices: [String] { CallCommand.choices }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let program = Program(invocation.settings)
    let screen = Terminal.screen(invocation)
    if let name = invocation.operands.first {
      let entry = try entry(name, program.policy)
      if invocation.flags[.json] != nil {
        let asks = program.policy.asks.contains(entry.tool.name)
        standardOutput(entry.tool.listing(for: .modern, asks: asks).formatted())
      } else {
        standardOutput(ToolHelp(entry).lines(on: screen), on: screen)
      }
      return ExitCode.done.rawValue
    }
    guard invocation.flags[.json] == nil else {
      let toolbox = program.surface.toolbox
      var document = toolbox.listing(for: .modern).object ?? [:]
      document["digest"] = .string(toolbox.digest)
      standardOutput(JSON.object(document).formatted())
      return ExitCode.done.rawValue
    }
    let rows = program.policy.tools.map { entry in
      let area = Toolset.all.first { $0.tools.contains { $0.name == entry.tool.name } }?.name ?? ""
      let effect = entry.tool.effect.rawValue + (program.policy.asks.contains(entry.tool.name) ? " (asks)" : "")
      let permissions = entry.permissions.list.map(\.title).joined(separator: entry.permissions.joiner)
      return [entry.tool.name, effect, area, permissions]
    }
    Terminal.show(Table(["tool", "effect", "toolset", "permission"], rows), on: screen)
    return ExitCode.done.rawValue
  }

  private static func entry(_ name: String, _ policy: Policy) throws(UsageError) -> Toolset.Entry {
    guard let entry = ToolHelp.entry(name) else {
      throw UsageError(
        "there is no tool \(name.prefix(80))\(Invocation.nearest(to: name, choices))", advice: "mcp-panther tools")
    }
    guard policy.tools.contains(where: { $0.tool.name == entry.tool.name }) else {
      throw ToolHelp.hidden(entry)
    }
    return entry
  }
}
