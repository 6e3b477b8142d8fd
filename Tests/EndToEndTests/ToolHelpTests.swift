import JSON
import MCP
import PantherTools
import TestSupport
import Testing

@testable import mcp_panther

/// The help of each tool, and that its example works.
@Suite(.fewAtOnce, .onOwnThreads) struct ToolHelpTests {
  private static let tools = Toolset.all.flatMap(\.tools).map(\.name)

  @Test func `the example of each tool works on the demo instance`() async throws {
    for tool in Self.tools {
      let program = try ServerProcess(Array(ToolExamples.words(of: tool).dropFirst()))
      let code = try await program.exit()
      // No query of the demo instance outlasts the process that has started it.
      #expect(code == (tool == "cancel_data_lake_query" ? 1 : 0), "\(tool): \(program.errors)")
      if code == 0 { #expect(try JSON(parsing: program.text).object?.isEmpty == false, "\(tool)") }
    }
  }

  @Test(arguments: [
    ["help", "list_alerts"], ["call", "list_alerts", "--help"], ["tools", "list_alerts"], ["list_alerts", "--help"],
    ["call", "list_alerts", "severities=HIGH", "-h"],
  ])
  func `the help of a tool says all that there is to know`(_ words: [String]) async throws {
    let program = try ServerProcess(words)
    #expect(try await program.exit() == 0, "\(program.errors)")
    for part in [
      "List alerts, newest first", "Usage: mcp-panther call list_alerts [name=value",
      "start_date       time", "A time: 2026-11-20T08:00:00Z, 2026-11-20 (UTC) or 24h, 7d (ago)",
      "page_size        integer from 1 to 50; default 25", "list of: CRITICAL, HIGH, MEDIUM, LOW, INFO",
      "Alerts per page",
      "mcp-panther call list_alerts --demo severities=HIGH,CRITICAL start_date=24h", "Effect: reads",
      "Permission: Read Alerts (AlertRead)",
    ] {
      #expect(program.text.contains(part), "\(part): \(program.text)")
    }
  }

  @Test func `every argument of every tool is in its help`() async throws {
    for entry in Toolset.all.flatMap(\.entries) {
      let program = try ServerProcess(["help", entry.tool.name])
      #expect(try await program.exit() == 0)
      for name in entry.tool.inputSchema["properties"]?.object?.keys ?? [] {
        #expect(program.text.contains("\n  \(name) "), "\(entry.tool.name): \(name)")
      }
      let takesTimes = entry.tool.expectations.values.contains { $0.hasPrefix("a time such as") }
      #expect(program.text.contains("A time: 2026-11-20T08:00:00Z") == takesTimes, "\(program.text)")
      #expect(program.text.contains(entry.permissions.list.first?.title ?? "none"))
    }
  }

  @Test(arguments: [
    ("query_data_lake", "pass allow_full_scan: true.", "pass allow_full_scan=true."),
    ("list_alerts", "detail: full, page_size: 50", "detail=full, page_size=50"),
    ("list_log_sources", "list_alerts with alert_type: SYSTEM_ERROR.", "list_alerts with alert_type=SYSTEM_ERROR."),
    ("list_log_sources", "alert_type: SYSTEM_ERROR", "alert_type: SYSTEM_ERROR"),
    ("list_alerts", "detail: the rest, note: full", "detail: the rest, note: full"),
    ("nothing", "detail: full", "detail: full"),
  ])
  func `arguments in hints are in the words of the command line`(_ tool: String, _ hint: String, _ shown: String) {
    #expect(NamedValues(entry: ToolHelp.entry(tool)).shown(hint) == shown)
  }

  @Test func `a hidden tool is said to be hidden, and its listing can be JSON`() async throws {
    let hidden = try ServerProcess(["tools", "save_detection", "--read-only"])
    #expect(try await hidden.exit() == 64)
    #expect(hidden.errors.contains("hidden by this configuration (--read-only)\n"), "\(hidden.errors)")
    let call = try ServerProcess(
      ["call", "disable_detection", "--demo", "--profile", "reader"], environment: ["PANTHER_MCP_BLOCK": "get_user"])
    #expect(try await call.exit() == 64)
    #expect(call.errors.contains("hidden by this configuration (--profile, PANTHER_MCP_BLOCK)\n"), "\(call.errors)")
    let listing = try ServerProcess(["tools", "get_alert", "--json"])
    #expect(try await listing.exit() == 0)
    #expect(try JSON(parsing: listing.text)["inputSchema"]?["required"] == ["alert_id"])
  }
}
