import JSON
import TestSupport
import Testing

/// What clients are told of the page that draws answers.
@Suite(.fewAtOnce) struct ViewOfferTests {
  private static let drawn: Set = [
    "get_rule_alert_metrics", "get_severity_alert_metrics", "get_bytes_processed_per_log_type_and_source",
    "get_alert_event_stats", "test_detection", "show_chart",
  ]
  private static let uri = "ui://panther/view.html"
  private static let kind: JSON = "text/html;profile=mcp-app"

  private func capabilities(_ server: DemoServer) async throws -> JSON {
    try #require(try await server.opening()["result"]?["capabilities"])
  }

  @Test(arguments: DemoServer.Era.allCases)
  func `tools name the page, and it can be read, whatever the client says of itself`(_ era: DemoServer.Era) async throws
  {
    let server = try DemoServer(era)
    #expect(try await capabilities(server)["extensions"] == ["io.modelcontextprotocol/ui": [:]])
    let tools = try await server.list("tools/list", "tools")
    for tool in tools {
      let isDrawn = Self.drawn.contains(tool["name"]?.string ?? "")
      #expect(tool["_meta"]?["ui"] == (isDrawn ? ["resourceUri": .string(Self.uri)] : nil))
      #expect(tool["_meta"]?["ui/resourceUri"] == (isDrawn ? .string(Self.uri) : nil))
      #expect(!isDrawn || tool["annotations"]?["readOnlyHint"] == true, "no page acts")
    }
    let entry = try #require(
      try await server.list("resources/list", "resources").first { $0["uri"] == .string(Self.uri) })
    let result = try #require(try await server.ask("resources/read", ["uri": .string(Self.uri)])["result"])
    let contents = try #require(result["contents"]?.array)
    #expect(contents.count == 1)
    #expect(entry["mimeType"] == Self.kind && contents[0]["mimeType"] == Self.kind)
    #expect(entry["_meta"] == contents[0]["_meta"])
    #expect(contents[0]["_meta"]?["ui"]?["csp"] == ["connectDomains": [], "resourceDomains": []])
    #expect(contents[0]["text"]?.string?.hasPrefix("<!doctype html>") == true)
    if era == .modern { #expect(result["cacheScope"] == "public") }
  }

  /// Some clients that draw speak an older revision.
  @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18"])
  func `older sessions are told, too`(_ revision: String) async throws {
    let program = try ServerProcess(["--demo"])
    program.send(
      Message.legacyInitialize(revision), Message.initialized,
      #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)
    let opening = try await program.answer("init")["result"]
    #expect(opening?["protocolVersion"] == .string(revision))
    #expect(opening?["capabilities"]?["extensions"]?["io.modelcontextprotocol/ui"] == [:])
    let tools = try await program.answer(2)["result"]?["tools"]?.array ?? []
    #expect(tools.count { $0["_meta"]?["ui/resourceUri"] != nil } == Self.drawn.count)
  }

  @Test(arguments: DemoServer.Era.allCases, [["--no-apps"], ["--toolsets", "queries"]])
  func `nothing is said of it where it is switched off or draws nothing`(
    _ era: DemoServer.Era, _ flags: [String]
  ) async throws {
    let server = try DemoServer(era, flags)
    #expect(try await capabilities(server)["extensions"] == nil)
    let tools = try await server.list("tools/list", "tools")
    #expect(!tools.isEmpty && !tools.contains { $0.text.contains("ui/resourceUri") })
    let resources = try await server.list("resources/list", "resources")
    #expect(resources.map { $0["uri"] } == ["config://panther"])
    #expect(try await server.ask("resources/read", ["uri": .string(Self.uri)])["error"] != nil)
  }

  /// The text of an answer has no numbers for the page alone, so the member that says what is drawn is all that it costs.
  @Test(
    arguments: [
      ("get_rule_alert_metrics", [:]), ("get_severity_alert_metrics", [:]),
      ("get_bytes_processed_per_log_type_and_source", [:]),
    ] as [(String, JSON.Object)])
  func `answers are the same without the page`(_ tool: String, _ arguments: JSON.Object) async throws {
    let with = try await DemoServer(.modern).call(tool, arguments)
    let without = try await DemoServer(.modern, ["--no-apps"]).call(tool, arguments)
    #expect(with.object?["next_cursor"] == nil || without.object?["next_cursor"] != nil)
    var (one, other) = (with.object ?? [:], without.object ?? [:])
    (one["next_cursor"], other["next_cursor"]) = (nil, nil)
    #expect(one == other)
    #expect((with["chart"]?.text.count ?? 0) < 80)
  }
}
