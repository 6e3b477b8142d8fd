import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let dataLakeQueries: [Sample] = [
    Sample(
      "query_data_lake", ["sql": "SELECT 1 AS n"], "Query Data Lake (DataAnalyticsRead)",
      ("mutation ExecuteQuery", started), ("query QueryResults", succeeded)),
    Sample(
      "get_data_lake_query_results", ["query_id": "q1"], "Query Data Lake (DataAnalyticsRead)",
      ("query QueryResults", succeeded)),
    Sample(
      "cancel_data_lake_query", ["query_id": "q1"], "Query Data Lake (DataAnalyticsRead)",
      ("mutation CancelQuery", ["data": ["cancelDataLakeQuery": ["id": "q1"]]])),
  ]

  static let started: JSON = ["data": ["executeDataLakeQuery": ["id": "q1"]]]
  static let succeeded: JSON = [
    "data": [
      "dataLakeQuery": [
        "status": "succeeded", "message": "",
        "results": [
          "edges": [["node": ["n": 1]]], "columnInfo": ["order": ["n"], "types": [:]],
          "stats": ["bytesScanned": 10, "executionTime": 5, "rowCount": 1],
          "pageInfo": ["endCursor": .null, "hasNextPage": false], "tryAgain": false,
        ],
      ]
    ]
  ]
}

/// Starting, waiting for, and answering a query. Paging is in PagingTests, the SQL check in SQLGuardTests.
@Suite(.fewAtOnce) struct DataLakeQueryTests {
  static let execute = "mutation ExecuteQuery"
  static let poll = "query QueryResults"
  static let cancel = "mutation CancelQuery"
  private static let started: JSON = ["executeDataLakeQuery": ["id": "q1"]]

  /// A bench where a query starts as q1.
  private func bench(patience: Duration? = nil) -> Bench {
    let bench = Bench(patience: patience)
    bench.answer(Self.execute, data: Self.started)
    return bench
  }

  private static func state(_ status: JSON, _ more: JSON.Object = [:]) -> JSON {
    var query: JSON.Object = ["status": status]
    for member in more.members { query[member.key] = member.value }
    return ["dataLakeQuery": .object(query)]
  }

  private static func succeeded(_ results: JSON) -> JSON { state("succeeded", ["results": results]) }

  // MARK: The request

  static let statements = [
    "SELECT * FROM aws_cloudtrail WHERE httpMethod='DELETE' AND p_occurs_since('1 d') LIMIT 5",
    "select x from t where e IN ('Create','Update','null','in') and p_event_time > '2026-11-01'",
    "  SELECT 1 -- end\n", "SELECT '\\u{202E}', 'é\u{301}', $$a'b$$ AS x;",
    "WITH a AS (SELECT 1 AS n)\r\nSELECT n FROM a",
    "\tSELECT \"Group\", \"select\" FROM t /* p */ WHERE p_occurs_since('1 h') ORDER BY 1",
  ]
  @Test(arguments: statements)
  func `the caller's SQL is sent byte for byte`(_ sql: String) async throws {
    let bench = bench()
    bench.answer(Self.poll, data: Self.succeeded(.null))
    let result = try await bench.call("query_data_lake", ["sql": .string(sql)])
    #expect(!result.isError, "\(result)")
    let sent = try #require(bench.variables[0]["input"]?["sql"]?.string)
    #expect(sent.utf8.elementsEqual(sql.utf8))
    #expect(bench.variables[0]["input"]?["databaseName"] == "panther_logs.public")
    #expect(bench.variables[0]["input"]?.object?.count == 2)
    #expect(bench.variables.dropFirst().first == ["id": "q1", "page": ["pageSize": 100]])
  }

  @Test(arguments: [
    "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE x", "DELETE FROM t", "", "   ", "DROP TABLE x",
    "INSERT INTO t VALUES (1)",
    "SELECT * FROM aws_cloudtrail", "SELECT * FROM \"panther_logs\".public.aws_cloudtrail",
    "SELECT * FROM aws_cloudtrail -- p_event_time > '2026-11-01'",
  ])
  func `two statements, writes and full scans are refused unsent`(_ sql: String) async throws {
    let bench = Bench()
    let result = try await bench.call("query_data_lake", ["sql": .string(sql)])
    #expect(result.isError)
    #expect(bench.sent.isEmpty)
  }

  @Test func `a full scan runs when it is asked for`() async throws {
    let bench = bench()
    bench.answer(Self.poll, data: Self.succeeded(.null))
    let result = try await bench.call(
      "query_data_lake",
      ["sql": "SELECT * FROM aws_cloudtrail", "allow_full_scan": true, "database_name": "panther_views.public"])
    #expect(!result.isError, "\(result)")
    #expect(bench.variables[0]["input"]?["databaseName"] == "panther_views.public")
  }

  @Test(
    arguments: [
      (["timeout": 0], "from 1 to 300"), (["timeout": 301], "from 1 to 300"), (["max_rows": 1_000], "from 1 to 999"),
      (["max_rows": 0], "from 1 to 999"), (["sql": 7], "SQL text"), (["sql": .null], "SQL text"),
      (["timeout": "soon"], "from 1 to 300"),
    ] as [(JSON.Object, String)])
  func `query_data_lake refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    var given: JSON.Object = ["sql": "SELECT 1"]
    for member in arguments.members { given[member.key] = member.value }
    let result = try await bench.call("query_data_lake", given)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  // MARK: The answer

  @Test func `rows come in the order of the columns, with the true total`() async throws {
    let bench = bench()
    let results: JSON = [
      "edges": [
        ["node": ["b": 1, "a": "x"]], ["node": ["a": .null, "b": 12_345_678_901_234_567, "extra": [1]]],
        ["node": [:]], .null, ["node": .null],
      ], "columnInfo": ["order": ["a", "b"], "types": ["a": "text"]],
      "stats": ["bytesScanned": 1_000, "executionTime": 20, "rowCount": 4_321],
      "pageInfo": ["endCursor": "e", "hasNextPage": true], "tryAgain": false,
    ]
    bench.answer(Self.poll, data: Self.succeeded(results))
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(
      result["result"] == [
        "columns": ["a", "b", "extra"],
        "rows": [["x", 1, .null], [.null, 12_345_678_901_234_567, [1]], [.null, .null, .null]],
      ])
    #expect(result["total_rows"] == 4_321)
    #expect(result["bytes_scanned"] == 1_000)
    #expect(result["execution_ms"] == 20)
    #expect(result["query_id"] == "q1")
    #expect(result["status"] == "succeeded")
    #expect(result["next_cursor"] != nil)
  }

  @Test(
    arguments: [
      .null, ["edges": .null, "columnInfo": .null, "stats": .null, "pageInfo": .null, "tryAgain": .null],
      ["edges": [], "columnInfo": ["order": .null], "stats": ["rowCount": .null]],
    ] as [JSON])
  func `a query without results has succeeded all the same`(_ results: JSON) async throws {
    let bench = bench()
    bench.answer(Self.poll, data: Self.succeeded(results))
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(!result.isError, "\(result)")
    #expect(result["result"] == ["columns": [], "rows": []])
    #expect(result["total_rows"] == nil)
  }

  @Test func `tryAgain means that the results are not ready`() async throws {
    let bench = bench()
    bench.answer(Self.poll, data: Self.state("running", ["results": .null]))
    bench.answer(Self.poll, data: Self.succeeded(["tryAgain": true, "edges": []]))
    bench.answer(Self.poll, data: Self.succeeded(["tryAgain": false, "edges": [["node": ["n": 1]]]]))
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(result.items("result") == [["n": 1]])
    #expect(bench.lines == [Self.execute, Self.poll, Self.poll, Self.poll])
  }

  @Test(arguments: ["failed", "cancelled"])
  func `a query that did not succeed is an error`(_ status: String) async throws {
    let bench = bench()
    bench.answer(Self.poll, data: Self.state(.string(status), ["message": "no such column: X"]))
    let result = try await bench.call("query_data_lake", ["sql": "SELECT X"])
    #expect(result.isError)
    #expect(result.text.contains("no such column: X"))
    #expect(result.text.contains(status))
    #expect(result.text.contains("q1"))
  }

  @Test func `a slow query comes back as a handle, and is left running`() async throws {
    let bench = bench(patience: .zero)
    bench.answer(Self.poll, data: Self.state("running"))
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1", "timeout": 300])
    #expect(!result.isError)
    #expect(result["query_id"] == "q1")
    #expect(result["status"] == "running")
    #expect(result["hint"]?.string?.contains(#"get_data_lake_query_results {"query_id":"q1","timeout":45}"#) == true)
    #expect(bench.lines.filter { $0 == Self.execute }.count == 1)
    #expect(!bench.lines.contains(Self.cancel))

    let later = Bench()
    later.answer(Self.poll, data: Self.succeeded(["edges": [["node": ["n": 1]]]]))
    let fetched = try await later.call("get_data_lake_query_results", ["query_id": "q1", "max_rows": 5])
    #expect(fetched.items("result") == [["n": 1]])
    #expect(later.variables == [["id": "q1", "page": ["pageSize": 5]]])
  }

  @Test func `a query that started is not started again when asking for it fails`() async throws {
    let bench = bench()
    bench.answer(Self.poll, ["message": "oh no"], status: 500)
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(result.isError)
    #expect(result.text.contains("oh no"))
    #expect(result.text.contains(#"get_data_lake_query_results {"query_id":"q1"}"#))
    #expect(bench.lines == [Self.execute, Self.poll])
  }

  @Test(arguments: [PantherError.Kind.disconnected, .timedOut])
  func `a start whose outcome is unknown is not repeated`(_ kind: PantherError.Kind) async throws {
    let bench = Bench()
    bench.answer(Self.execute) { _ in throw PantherError(kind) }
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(result.isError)
    #expect(result.text.contains("may or may not"))
    #expect(bench.lines == [Self.execute])
  }

  @Test(arguments: [["executeDataLakeQuery": .null], ["executeDataLakeQuery": ["id": .null]], [:]] as [JSON])
  func `a start without an id is an error`(_ data: JSON) async throws {
    let bench = Bench()
    bench.answer(Self.execute, data: data)
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(result.isError)
    #expect(result.text.contains("unknown outcome"))
    #expect(bench.lines == [Self.execute])
  }

  @Test func `a cursor runs nothing again`() async throws {
    let bench = bench()
    bench.answer(Self.poll) { request in
      let cursor = request.variables["page"]?["cursor"]?.string
      let results: JSON = [
        "edges": [["node": ["n": cursor == nil ? 1 : 2]]],
        "pageInfo": ["endCursor": cursor == nil ? "e+/=" : .null, "hasNextPage": .bool(cursor == nil)],
      ]
      return HTTPResponse(json: ["data": Self.succeeded(results)])
    }
    let first = try await bench.call("query_data_lake", ["sql": "SELECT 1", "max_rows": 7])
    let cursor = try #require(first["next_cursor"])
    let second = try await bench.call("query_data_lake", ["sql": "SELECT 1", "cursor": cursor])
    let third = try await bench.call("get_data_lake_query_results", ["cursor": cursor])
    // The SQL is required, and a caller may leave it empty where nothing is run.
    let fourth = try await bench.call("query_data_lake", ["sql": "", "cursor": cursor])
    for page in [second, third, fourth] { #expect(page.items("result") == [["n": 2]], "\(page)") }
    #expect(bench.lines == [Self.execute, Self.poll, Self.poll, Self.poll, Self.poll])
    #expect(bench.variables[2] == ["id": "q1", "page": ["pageSize": 7, "cursor": "e+/="]])
  }

  @Test func `results need an id or a cursor`() async throws {
    let bench = Bench()
    let result = try await bench.call("get_data_lake_query_results")
    #expect(result.isError)
    #expect(result.text.contains("query_id") && result.text.contains("cursor"))
    #expect(bench.sent.isEmpty)
  }

  @Test func `cancel_data_lake_query cancels`() async throws {
    let bench = Bench()
    bench.answer(Self.cancel, data: ["cancelDataLakeQuery": ["id": "q1"]])
    #expect(try await bench.call("cancel_data_lake_query", ["query_id": "q1"]).json == ["cancelled": "q1"])
    #expect(bench.variables == [["input": ["id": "q1"]]])
    #expect(try await bench.call("cancel_data_lake_query", ["query_id": "q2"]).text.contains("unknown outcome"))
  }

  // MARK: Cancelled calls

  @Test(arguments: ["query_data_lake", "get_alert_event_stats"])
  func `cancelled while it starts, a query is cancelled once it has`(_ tool: String) async throws {
    let bench = Bench()
    let gate = Gate()
    bench.answer(Self.execute) { _ in
      try await gate.pass()
      return HTTPResponse(json: ["data": Self.started])
    }
    bench.answer(Self.cancel, data: ["cancelDataLakeQuery": ["id": "q1"]])
    let call = Self.run(tool, bench)
    try await gate.arrival()
    call.cancel()
    gate.open()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(bench.lines == [Self.execute, Self.cancel])
    #expect(bench.variables.dropFirst().first == ["input": ["id": "q1"]])
  }

  @Test(arguments: ["query_data_lake", "get_alert_event_stats"])
  func `cancelled while it is asked for, a query is cancelled once`(_ tool: String) async throws {
    let bench = bench()
    let gate = Gate()
    bench.answer(Self.poll) { _ in
      try await gate.pass()
      return HTTPResponse(json: ["data": Self.state("running")])
    }
    bench.answer(Self.cancel, data: ["cancelDataLakeQuery": ["id": "q1"]])
    let call = Self.run(tool, bench)
    try await gate.arrival()
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(bench.lines == [Self.execute, Self.poll, Self.cancel])
  }

  @Test func `cancelled between two looks, a query is cancelled once`() async throws {
    let bench = bench()
    bench.answer(Self.poll, data: Self.state("running"))
    bench.answer(Self.cancel, data: ["cancelDataLakeQuery": ["id": "q1"]])
    let call = Self.run("query_data_lake", bench)
    while bench.sent.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(bench.lines.filter { $0 == Self.execute }.count == 1)
    #expect(bench.lines.filter { $0 == Self.cancel }.count == 1)
    #expect(bench.lines.last == Self.cancel)
  }

  @Test func `a query whose id was handed out is left running when fetching it is cancelled`() async throws {
    let bench = Bench()
    let gate = Gate()
    bench.answer(Self.poll) { _ in
      try await gate.pass()
      return HTTPResponse(status: 500)
    }
    let call = Task { try await bench.call("get_data_lake_query_results", ["query_id": "q1"]) }
    try await gate.arrival()
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(bench.lines == [Self.poll])
  }

  private static func run(_ tool: String, _ bench: Bench) -> Task<ToolResult, any Error> {
    Task { try await bench.call(tool, tool == "query_data_lake" ? ["sql": "SELECT 1"] : ["alert_ids": ["a1"]]) }
  }
}
