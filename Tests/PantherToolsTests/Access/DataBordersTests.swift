import Foundation
import JSON
import Panther
import Synchronization
import TestSupport
import Testing

@testable import MCP
@testable import PantherTools

/// The operator's borders for data, in every tool that reads the data lake.
@Suite(.fewAtOnce) struct DataBordersTests {
  private static let execute = "mutation ExecuteQuery"
  private static let outside = "outside of what this server may read"

  private func bench(
    _ databases: [String] = ["panther_logs.aws_*"], rows: Int? = nil, scan: String? = nil,
    column: String = "p_any_ip_addresses",
    results: @escaping @Sendable (HTTPRequest) -> JSON = { _ in result([["n": 1]]) }
  ) throws -> Bench {
    let borders = try DataBorders(databases: databases, maxRows: rows, maxScan: scan.flatMap { ByteCount($0) })
    let bench = Bench(policy: try Policy(borders: borders))
    let count = Mutex(0)
    bench.answer(Self.execute) { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return HTTPResponse(json: ["data": ["executeDataLakeQuery": ["id": .string("q\(number)")]]])
    }
    bench.answer("query QueryResults") { HTTPResponse(json: ["data": results($0)]) }
    bench.answer(
      "query Databases",
      data: ["dataLakeDatabases": [["name": "panther_logs.public"], ["name": "panther_views.public"]]])
    let tables: [JSON] = ["AWS.CloudTrail", "Okta.SystemLog"].map {
      ["node": ["name": .string(DataLakeTable.table(ofLogType: $0)), "logType": .string($0)]]
    }
    // The lines of both operations begin alike.
    bench.answer("query Table") { request in
      guard !request.line.hasPrefix("query Tables") else {
        return HTTPResponse(json: ["data": ["dataLakeDatabaseTables": ["edges": .array(tables)]]])
      }
      guard column.isEmpty else {
        return HTTPResponse(json: ["data": ["dataLakeDatabaseTable": ["columns": [["name": .string(column)]]]]])
      }
      return HTTPResponse(
        json: ["errors": [["message": "table not found", "extensions": ["code": "NOT_FOUND"]]], "data": .null])
    }
    return bench
  }

  private static func result(
    _ rows: [JSON], next: String? = nil, bytes: Int = 10, sql: String = "SELECT 1", columns: [String] = ["n"]
  ) -> JSON {
    [
      "dataLakeQuery": [
        "status": "succeeded", "message": "", "sql": .string(sql),
        "results": [
          "edges": .array(rows.map { ["node": $0] }), "columnInfo": ["order": JSON(columns), "types": [:]],
          "stats": ["bytesScanned": JSON(bytes), "executionTime": 5, "rowCount": 500],
          "pageInfo": ["endCursor": next.map(JSON.string) ?? .null, "hasNextPage": .bool(next != nil)],
          "tryAgain": false,
        ],
      ]
    ]
  }

  private func starts(_ bench: Bench) -> [String] {
    bench.variables.compactMap { $0["input"]?["sql"]?.string }
  }

  // MARK: Tables

  @Test func `a query reads what is listed, and nothing else`() async throws {
    let bench = try bench()
    let fine = try await bench.call("query_data_lake", ["sql": "SELECT * FROM aws_alb WHERE p_occurs_since('1 d')"])
    #expect(!fine.isError)
    for sql in [
      "SELECT * FROM okta_systemlog WHERE p_occurs_since('1 d')",
      "SELECT 1 FROM IDENTIFIER('x') WHERE p_occurs_since('1 d')", "SHOW TABLES",
    ] {
      let result = try await bench.call("query_data_lake", ["sql": .string(sql)])
      #expect(result.isError && result.text.contains("panther_logs.aws_*"), "\(result)")
    }
    let other = try await bench.call(
      "query_data_lake", ["sql": "SELECT * FROM aws_x", "database_name": "panther_lookups.public"])
    #expect(other.isError && other.text.contains(Self.outside))
    #expect(starts(bench).count == 1)
  }

  @Test func `a saved query is checked when it runs and when it is saved`() async throws {
    let bench = try bench()
    bench.answer(
      "GET /queries/", ["id": "s1", "name": "a", "sql": "SELECT * FROM okta_systemlog WHERE p_occurs_since('1 d')"])
    let run = try await bench.call("query_data_lake", ["saved_query": "s1"])
    #expect(run.isError && run.text.contains(Self.outside), "\(run)")
    for arguments: JSON.Object in [
      ["name": "b", "sql": "SELECT * FROM okta_systemlog WHERE p_occurs_since('1 d')"],
      ["name": "b", "sql": "SELECT * FROM okta_systemlog WHERE p_occurs_since('1 d')", "skip_run": true],
      ["query_id": "s1", "rate_minutes": 60, "skip_run": true],
    ] {
      let saved = try await bench.call("save_query", arguments)
      #expect(saved.isError && saved.text.contains(Self.outside), "\(saved)")
    }
    #expect(starts(bench).isEmpty && !bench.lines.contains { $0.hasPrefix("POST /queries") || $0.hasPrefix("PUT") })
  }

  @Test func `the results of a query are shown only where its SQL lies within`() async throws {
    for (sql, isShown) in [
      ("SELECT * FROM panther_logs.public.okta_systemlog", false), ("SELECT * FROM aws_alb", false), ("", false),
      ("SELECT * FROM panther_logs.public.aws_alb", true),
    ] {
      let bench = try bench { _ in Self.result([["n": 42]], sql: sql) }
      for tool in ["get_data_lake_query_results", "show_chart"] {
        var arguments: JSON.Object = ["query_id": "other"]
        arguments["x"] = tool == "show_chart" ? "n" : nil
        let result = try await bench.call(tool, arguments)
        #expect(result.isError != isShown, "\(sql): \(result)")
        #expect(result.text.contains("42") == isShown)
      }
    }
    // Of a query that this process has started, it knows the database and has checked the SQL.
    let bench = try bench { _ in Self.result([["n": 42]], sql: "SELECT * FROM aws_alb") }
    _ = try await bench.call("query_data_lake", ["sql": "SELECT * FROM aws_alb WHERE p_occurs_since('1 d')"])
    #expect(try await !bench.call("get_data_lake_query_results", ["query_id": "q1"]).isError)
  }

  @Test func `a search for indicators looks only into the logs that are listed`() async throws {
    let bench = try bench { _ in Self.result([], sql: "") }
    let result = try await bench.call("search_indicators", ["indicators": ["203.0.113.7"]])
    #expect(!result.isError, "\(result)")
    #expect(result["searched"] == "1 table of logs, and their alerts")
    #expect(result["not_searched_tables"]?.string?.contains("panther_logs.aws_*") == true)
    let statements = starts(bench)
    #expect(statements.count == 2)
    for sql in statements { #expect(sql.contains("p_log_type IN ('AWS.CloudTrail')") && !sql.contains("Okta")) }
    let asked = try await bench.call(
      "search_indicators", ["indicators": ["203.0.113.7"], "log_types": ["Okta.SystemLog"]])
    #expect(asked.isError && starts(bench).count == 2 && asked.text.contains("panther_logs.aws_*"))
    let none = try self.bench(["panther_lookups"])
    let refused = try await none.call("search_indicators", ["indicators": ["203.0.113.7"]])
    #expect(refused.isError && starts(none).isEmpty)
  }

  @Test func `statements of the tools themselves pass where everything is listed`() async throws {
    let counts: [JSON] = [
      ["indicator": 0, "p_log_type": "AWS.CloudTrail", "events": 1, "first_event": "", "last_event": ""]
    ]
    let bench = try bench(["panther_*"]) { request in
      let isCount = request.variables["id"] == "q1" || request.variables["id"] == "q2"
      return Self.result(
        isCount ? counts : [], sql: "", columns: ["indicator", "p_log_type", "events", "first_event", "last_event"])
    }
    let search = try await bench.call(
      "search_indicators", ["indicators": ["203.0.113.0/24", "203.0.113.7", "a.example"]])
    #expect(search["failed"] == nil && search["not_searched_tables"] == nil, "\(search)")
    #expect(search["searched"] == "2 tables of logs, and all alerts")
    let stats = try await bench.call("get_alert_event_stats", ["alert_ids": ["a"]])
    #expect(!stats.isError, "\(stats)")
    #expect(starts(bench).count == 4)
  }

  @Test func `statistics of alert events need the table of signals, and Panther's own query is not run`() async throws {
    let refused = try await bench().call("get_alert_event_stats", ["alert_ids": ["a"]])
    #expect(refused.isError && refused.text.contains("panther_signals.public.correlation_signals"), "\(refused)")
    let bench = try bench(["panther_signals"]) { _ in
      Self.result(
        [["kind": "alert", "value": "a", "events": 1, "alerts": 1, "alert_ids": ["a"]]],
        columns: ["kind", "value", "events", "alerts", "alert_ids"])
    }
    let stats = try await bench.call("get_alert_event_stats", ["alert_ids": ["a"]])
    #expect(stats["actors_note"]?.string?.contains("is not run") == true, "\(stats)")
    #expect(!bench.bodies.contains { $0["query"]?.string?.contains("ExecuteAlertActorQuery") == true })
  }

  @Test func `events of an alert are shown only where their log type is listed`() async throws {
    let bench = try bench()
    bench.answer(
      "GET /alerts/a/events",
      [
        "results": [
          ["p_log_type": "AWS.CloudTrail", "x": "seen"], ["p_log_type": "Okta.SystemLog", "x": "hidden"],
          ["x": "hidden"],
        ]
      ])
    for arguments: JSON.Object in [["alert_id": "a"], ["alert_id": "a", "detail": "full"]] {
      let result = try await bench.call("get_alert_events", arguments)
      #expect(result.text.contains("seen") && !result.text.contains("hidden"), "\(result)")
      #expect(result["not_shown"]?.string?.contains("panther_logs.aws_*") == true)
      // Panther gives no more at once.
      #expect(bench.transport.sent.allSatisfy { $0.query("limit") == "50" })
    }
    let none = try self.bench(["panther_lookups"])
    none.answer("GET /alerts/a/events", ["results": [["p_log_type": "Okta.SystemLog"]]])
    #expect(try await none.call("get_alert_events", ["alert_id": "a"])["hint"] == nil)
  }

  @Test func `lists and schemas show only what is listed, and say so`() async throws {
    let bench = try bench(column: "secret_column")
    let databases = try await bench.call("list_databases")
    #expect(databases.text.contains("panther_logs") && !databases.text.contains("panther_views"))
    #expect(databases["not_shown"] != nil)
    let tables = try await bench.call("list_database_tables", ["database": "panther_logs.public"])
    #expect(tables.text.contains("aws_cloudtrail") && !tables.text.contains("okta") && tables["not_shown"] != nil)
    #expect(try await bench.call("list_database_tables", ["database": "panther_views.public"]).isError)
    for (database, table, isShown) in [
      ("panther_logs.public", "aws_alb", true), ("panther_logs.public", "okta_systemlog", false),
      ("panther_logs.public", "panther_logs.public.aws_alb", true), ("panther_views.public", "aws_alb", false),
      ("panther_logs.public.aws_alb; x", "aws_alb", false), ("panther_logs.information_schema", "aws_tables", false),
    ] {
      let schema = try await bench.call(
        "get_table_schema", ["database_name": .string(database), "table_name": .string(table)])
      #expect(schema.text.contains("secret_column") == isShown, "\(database) \(table): \(schema)")
    }
    // Near names come from the same lists.
    let missing = try await self.bench(column: "").call(
      "get_table_schema", ["database_name": "panther_logs.public", "table_name": "aws_systemlog"])
    #expect(missing.isError && !missing.text.contains("okta"), "\(missing)")
  }

  @Test func `Panther AI is refused, because nobody can narrow what it reads`() async throws {
    let bench = try bench()
    for (tool, arguments): (String, JSON.Object) in [
      ("start_ai_alert_triage", ["alert_id": "a"]), ("get_ai_alert_triage_summary", ["stream_id": "s"]),
      ("get_ai_alert_triage_summary", ["alert_id": "a"]),
    ] {
      let result = try await bench.call(tool, arguments)
      #expect(result.isError && result.text.contains("Panther AI reads the data lake"))
    }
    #expect(bench.lines.isEmpty)
  }

  @Test func `a test on real events reads only what is listed`() async throws {
    let bench = try bench()
    bench.answer(
      "GET /alerts/a/events",
      ["results": [["p_log_type": "Okta.SystemLog", "x": "hidden"], ["p_log_type": "AWS.ALB"]]])
    bench.runTests("/rules/mcp-panther.draft") { _, _ in .silent }
    let draft: JSON.Object = [
      "detection_type": "rules", "body": "def rule(event):\n  return True", "log_types": ["AWS.ALB"],
    ]
    for (name, value) in [
      ("on_query", "SELECT * FROM okta_systemlog WHERE p_occurs_since('1 d')"), ("on_log_type", "Okta.SystemLog"),
    ] {
      let result = try await bench.call("test_detection", draft.merging([name: .string(value)]))
      #expect(result.isError && result.text.contains(Self.outside), "\(result)")
    }
    #expect(starts(bench).isEmpty)
    let sample = try await SampleEvents.of(alert: "a", most: 5, TestDetection(), Self.call(bench))
    #expect(sample.events.map { $0.json["p_log_type"] } == ["AWS.ALB"])
    #expect(sample.warnings.first?.contains("left out") == true)
  }

  private static func call(_ bench: Bench) -> Call {
    Call(
      ToolCall(given: [:], request: nil, deadline: .now + .seconds(60), now: Bench.now), panther: bench.panther,
      borders: (try? DataBorders(databases: ["panther_logs.aws_*"])) ?? .none)
  }

  // MARK: Rows

  @Test func `a query hands out so many rows over all its pages`() async throws {
    let rows = (0..<4).map { ["n": JSON($0)] as JSON }
    let bench = try bench([], rows: 5) { request in
      Self.result(rows, next: request.variables["page"]?["cursor"]?.string == nil ? "c2" : "c3")
    }
    let first = try await bench.call("query_data_lake", ["sql": "SELECT 1 AS n", "max_rows": 4])
    #expect(first["rows_left_out"] == nil)
    let cursor = try #require(first["next_cursor"])
    let second = try await bench.call("query_data_lake", ["cursor": cursor])
    #expect(second["result"]?["rows"]?.array?.count == 1, "\(second)")
    #expect(second["next_cursor"] == nil)
    #expect(second["rows_left_out"]?.string?.contains("hand out 5 and no more") == true)
    let whole = try await bench.call("get_data_lake_query_results", ["query_id": "q1", "max_rows": 4])
    #expect(whole["result"]?["rows"]?.array?.count == 4)
  }

  @Test func `a chart has no more rows than a query hands out`() async throws {
    let rows = (0..<4).map { ["n": JSON($0)] as JSON }
    let bench = try bench([], rows: 3) { _ in Self.result(rows) }
    let bars = try await bench.call("show_chart", ["query_id": "q1", "x": "n"])
    #expect(bars["result"]?["rows"]?.array?.count == 3, "\(bars)")
    #expect(bars["rows_left_out"]?.string?.contains("hand out 3 and no more") == true)
  }

  // MARK: Bytes

  @Test func `what queries have scanned today stops later ones`() async throws {
    let bench = try bench([], scan: "25")
    let query: JSON.Object = ["sql": "SELECT 1 AS n"]
    #expect(try await !bench.call("query_data_lake", query).isError)
    // It is counted once, however often its results are read.
    for _ in 0..<3 { _ = try await bench.call("get_data_lake_query_results", ["query_id": "q1"]) }
    #expect(try await !bench.call("query_data_lake", query).isError)
    #expect(try await !bench.call("query_data_lake", query).isError)
    let stopped = try await bench.call("query_data_lake", query)
    #expect(
      stopped.text.contains("may scan 25 B in a day (UTC), and yours have scanned 30 B")
        && stopped.text.contains("begins anew at 2026-11-21T00:00:00Z"), "\(stopped)")
    #expect(starts(bench).count == 3)
  }

  @Test func `a query that nobody waited for is counted before the next one`() async throws {
    let bench = try bench([], scan: "5") { _ in
      ["dataLakeQuery": ["status": "running", "message": "", "sql": "SELECT 1"]]
    }
    bench.answer("query QueryStats", data: Self.result([], bytes: 7))
    #expect(try await bench.call("query_data_lake", ["sql": "SELECT 1", "timeout": 1])["status"] == "running")
    let stopped = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(stopped.isError && stopped.text.contains("scanned 7 B"), "\(stopped)")
  }

  @Test func `bytes are counted for each caller and each day`() {
    let started = StartedQueries()
    let day = { Date(timeIntervalSince1970: $0 * 86_400) }
    for (id, caller) in [("a", "x"), ("b", "x"), ("c", "y"), ("d", "x")] {
      started.add(id, database: nil, borders: nil, caller: caller)
    }
    #expect(started.unsettled(of: "x") == ["a", "b", "d"])
    started.settle("a", bytes: 5, at: day(1.2))
    started.settle("b", bytes: .max, at: day(1.3))
    started.settle("c", bytes: 7, at: day(1.3))
    #expect(started.scanned(by: "x", at: day(1.9)).bytes == .max)
    #expect(started.scanned(by: "y", at: day(1.9)).bytes == 7)
    #expect(started.scanned(by: "y", at: day(2)).bytes == 0)
    started.settle("d", bytes: nil, at: day(2.1))
    #expect(started.scanned(by: "x", at: day(2.1)).bytes == 0 && started.unsettled(of: "x").isEmpty)
    started.settle("unknown", bytes: 9, at: day(2.1))
    for number in 0..<20_000 { started.add("\(number)", database: "d", borders: nil, caller: "z") }
    #expect(started.unsettled(of: "z").count <= 10_000 && started.database(of: "19999") == "d")
  }

  @Test(arguments: [
    ("1", 1, "1 B"), ("500GB", 500_000_000_000, "500 GB"), ("1.5 tb", 1_500_000_000_000, "1.5 TB"),
    ("2T", 2_000_000_000_000, "2 TB"),
    ("1234567", 1_234_567, "1.23 MB"),
  ])
  func `reads and writes numbers of bytes`(text: String, bytes: Int, shown: String) {
    #expect(ByteCount(text)?.bytes == bytes)
    #expect(ByteCount(text)?.description == shown)
  }

  @Test(arguments: ["", "0", "GB", "-1", "1e3", "1 GiB", "1.2.3", "1000000 PB", "ten", "0.1"])
  func `refuses what is no number of bytes`(text: String) {
    #expect(ByteCount(text) == nil)
  }

  // MARK: Narrowing

  @Test func `a caller's borders only narrow`() throws {
    let operators = try DataBorders(databases: ["panther_logs"], maxRows: 10, maxScan: ByteCount("1GB"))
    let callers = try DataBorders(databases: ["*.aws_*"], maxRows: 20, maxScan: ByteCount("1MB"))
    let both = try Policy(borders: operators).narrowed(by: try Policy(borders: callers)).borders
    #expect(both.maxRows == 10 && both.maxScan?.bytes == 1_000_000)
    #expect(
      both.allow(table: "aws_alb", in: "panther_logs.public") && !both.allow(table: "okta", in: "panther_logs.public"))
    #expect(operators.narrowed(by: .none) == operators && DataBorders.none.narrowed(by: operators) == operators)
    #expect(try Policy(borders: operators).narrowed(to: [.reads]).borders == operators)
  }
}
