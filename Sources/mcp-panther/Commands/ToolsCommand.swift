import JSON
import MCP
import PantherTools
import Sealing

/// `mcp-panther tools`: what a client would see under these flags.
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
    guard invocation.flags[.json] == nil else {
      let listing = program.surface.toolbox.listing(for: .modern)
      var document = listing.object ?? [:]
      document["digest"] = .string("sha256:\(SHA256.hex(listing.bytes))")
      standardOutput(JSON.object(document).formatted())
      return 0
    }
    let rows = program.policy.tools.map { entry in
      let area = Toolset.all.first { $0.tools.contains { $0.name == entry.tool.name } }?.name ?? ""
      let effect = entry.tool.effect.rawValue + (program.policy.asks.contains(entry.tool.name) ? " (asks)" : "")
      return [entry.tool.name, area, effect, entry.permissions.text]
    }
    standardOutput(TextTable(["tool", "toolset", "effect", "permission"], rows).text())
    return 0
  }
}
