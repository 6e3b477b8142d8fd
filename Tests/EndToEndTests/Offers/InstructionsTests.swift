import JSON
import TestSupport
import Testing

/// What the built program tells a model of itself, before any tool is called.
@Suite(.fewAtOnce, .onOwnThreads) struct InstructionsTests {
  private static let snapshots = Snapshots("Instructions")

  private static let servers: [(name: String, flags: [String])] = [
    ("default", []), ("read-only", ["--read-only"]), ("few-toolsets", ["--toolsets", "alerts,users"]),
    ("few-tables", ["--databases", "panther_logs.aws_*"]),
  ]

  @Test(arguments: servers.map(\.name), DemoServer.Era.allCases)
  func `the instructions are as recorded`(_ name: String, _ era: DemoServer.Era) async throws {
    let flags = try #require(Self.servers.first { $0.name == name }).flags
    let instructions = try await DemoServer(era, flags).instructions() + "\n"
    let snapshot = try Self.snapshots.recorded("\(name).txt", now: instructions)
    #expect(snapshot == instructions, "record it with RECORD_SNAPSHOTS=1 and look at the change")
    // Any other character would make the table of hidden characters, which takes 2 ms of the start.
    #expect(instructions.unicodeScalars.allSatisfy { $0.isASCII || (0x2010...0x2027).contains($0.value) })
  }

  @Test func `no snapshot is of a server that is gone`() throws {
    #expect(try Self.snapshots.strays(besides: Self.servers.map { "\($0.name).txt" }) == [])
  }

  /// Tools that an instruction names together: it is left out where one of them is hidden.
  private static let sentences: [Set<String>] = [
    ["list_alerts", "get_alert", "get_alert_events"], ["search_indicators"],
    ["list_databases", "list_database_tables", "get_table_schema", "query_data_lake"],
    ["get_detection", "test_detection", "save_detection"],
  ]

  /// The tools without which a prompt is of no use.
  private static let prompts: [String: Set<String>] = [
    "prioritize-open-alerts": ["list_alerts"], "investigate-actor-activity": ["search_indicators", "query_data_lake"],
    "get-detection-rule-errors": ["list_alerts", "get_detection"],
    "tune-noisy-rule": ["list_alerts", "get_detection", "test_detection"],
    "write-detection-from-logs": ["query_data_lake", "get_log_type_schema_details", "test_detection"],
    "prove-coverage": ["list_detections", "get_detection", "test_detection"],
    "get-monthly-detection-quality-report": ["get_rule_alert_metrics", "list_alerts"],
    "get-monthly-log-sources-report": ["list_log_sources"],
  ]

  @Test(arguments: [
    [], ["--read-only"], ["--toolsets", "alerts"], ["--toolsets", "users,metrics"], ["--block", "reads"],
    ["--block", "get_table_schema,get_detection"], ["--block", "all"], ["--read-only", "--databases", "panther_logs"],
  ])
  func `instructions and prompts name only tools that can be seen`(_ flags: [String]) async throws {
    let server = try DemoServer(.legacy, flags)
    let tools = try await server.list("tools/list", "tools")
    let visible = Set(tools.compactMap { $0["name"]?.string })
    let instructions = try await server.instructions()
    #expect(instructions.utf8.count < 2048)
    let named = Set(instructions.matches(of: /[a-z]+(_[a-z]+)+/).map { String($0.output.0) })
    let expected = Self.sentences.filter { visible.isSuperset(of: $0) }.reduce(into: Set()) { $0.formUnion($1) }
    // The other words are members of answers, not tools.
    #expect(named == expected.union(["cut_values", "next_cursor", "query_id", "read_on", "stream_id"]))
    let changes = tools.contains { $0["annotations"]?["readOnlyHint"] != true }
    #expect(instructions.contains("read-only") == !changes)
    let prompts = try await server.list("prompts/list", "prompts").compactMap { $0["name"]?.string }
    #expect(Set(prompts) == Set(Self.prompts.filter { visible.isSuperset(of: $0.value) }.keys))
    if flags.isEmpty { #expect(Set(prompts) == Set(Self.prompts.keys)) }
  }
}
