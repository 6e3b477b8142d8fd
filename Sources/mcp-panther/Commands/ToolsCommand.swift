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
    --json prints what a client sees; for each tool its effect, permissions and the data it reads; and SHA-256 digests,
    which are the same in every process and on every machine. --compare takes such a file of an earlier day or version,
    prints what a model is told otherwise now, and exits 1 if there is anything: for a pipeline that approves servers.

      mcp-panther tools --read-only
      mcp-panther tools get_alert
      mcp-panther tools --profile analyst --json > approved.json
      mcp-panther tools --profile analyst --compare approved.json
    """

  static var choices: [String] { CallCommand.choices }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let program = Program(invocation.settings)
    let screen = Terminal.screen(invocation)
    if let file = invocation.flags[.compare] {
      guard invocation.operands.isEmpty, invocation.flags[.json] == nil else {
        throw UsageError("\(Flag.compare.rawValue) compares the whole listing, so it takes no TOOL and no --json")
      }
      return try compare(ToolListing(program), with: file)
    }
    if let name = invocation.operands.first {
      let entry = try entry(name, program.policy, invocation)
      if invocation.flags[.json] != nil {
        let asks = program.policy.asks.contains(entry.tool.name)
        standardOutput(entry.tool.listing(for: .modern, asks: asks).formatted())
      } else {
        standardOutput(ToolHelp(entry).lines(on: screen), on: screen)
      }
      return ExitCode.done.rawValue
    }
    guard invocation.flags[.json] == nil else {
      standardOutput(JSON.object(ToolListing(program).json).formatted())
      return ExitCode.done.rawValue
    }
    if let profile = program.settings.profile {
      // On one line, so that it can be copied.
      standardOutput([Line("Profile \(profile.name): \(profile.flags)"), Line()], on: screen)
    }
    let rows = program.policy.tools.map { entry in
      let area = Toolset.all.first { $0.has(entry.tool.name) }?.name ?? ""
      let effect = entry.tool.effect.rawValue + (program.policy.asks.contains(entry.tool.name) ? " (asks)" : "")
      let permissions = entry.permissions.list.map(\.title).joined(separator: entry.permissions.joiner)
      return [entry.tool.name, effect, area, permissions]
    }
    Terminal.show(Table(["tool", "effect", "toolset", "permission"], rows), on: screen)
    return ExitCode.done.rawValue
  }

  private static func compare(_ new: ToolListing, with file: String) throws -> Int32 {
    let changes = try new.changes(since: ToolListing(file: file))
    guard !changes.isEmpty else {
      standardOutput("No change: a model is told the same as in \(file).")
      return ExitCode.done.rawValue
    }
    for line in changes { standardOutput(line) }
    return ExitCode.failed.rawValue
  }

  private static func entry(
    _ name: String, _ policy: Policy, _ invocation: Invocation
  ) throws(UsageError) -> Toolset.Entry {
    guard let entry = ToolHelp.entry(name) else {
      throw UsageError(
        "there is no tool \(name.prefix(80))\(Invocation.nearest(to: name, choices))", advice: "mcp-panther tools")
    }
    guard policy.tools.contains(where: { $0.tool.name == entry.tool.name }) else {
      throw ToolHelp.hidden(entry, by: invocation)
    }
    return entry
  }
}
