import JSON
import MCP
import Panther
import PantherTools
import TestSupport
import Testing

/// Running a saved query, and saving one.
@Suite(.fewAtOnce) struct SaveQueryTests {
  private static let stored: JSON = [
    "id": "q1", "name": "Root logins", "sql": "SELECT 1 AS a", "description": "d", "managed": false,
    "schedule": ["cron": "0 9 * * 1", "disabled": true, "timeoutMinutes": 5], "updatedAt": "2026-11-01T00:00:00Z",
  ]
  private static let filtered = "SELECT a FROM aws_cloudtrail WHERE p_occurs_since('1 d') -- end"

  /// A bench with a saved query, which saves what it is sent and on which SQL runs.
  private func bench(_ stored: JSON = stored, policy: Policy? = nil, message: String? = nil) -> Bench {
    let bench = Bench(policy: policy)
    bench.answer("GET /queries/") { request in
      let isKnown = request.url.hasSuffix("/q1")
      return HTTPResponse(status: isKnown ? 200 : 404, json: isKnown ? stored : ["message": "no such query"])
    }
    bench.answer("GET /queries?", ["results": [stored]])
    bench.answer("mutation ExecuteQuery", Sample.started)
    if let message {
      bench.answer("query QueryResults", data: ["dataLakeQuery": ["status": "failed", "message": .string(message)]])
    } else {
      bench.answer("query QueryResults", Sample.succeeded)
    }
    bench.answer("POST /queries") { request in
      let id: JSON.Object = ["id": "q1"]
      return HTTPResponse(json: .object(id.merging(request.json.object ?? [:])))
    }
    return bench
  }

  // MARK: Running

  @Test(arguments: ["q1", "Root logins", "root LOGINS"])
  func `a saved query runs by its id or its name`(_ name: String) async throws {
    let bench = bench()
    let result = try await bench.call("query_data_lake", ["saved_query": .string(name)])
    #expect(!result.isError, "\(result)")
    #expect(result["saved_query"] == ["id": "q1", "name": "Root logins"])
    #expect(bench.variables.compactMap { $0["input"]?["sql"] } == ["SELECT 1 AS a"])
  }

  @Test func `a name that no query has is said, with the nearest`() async throws {
    let result = try await bench().call("query_data_lake", ["saved_query": "root-logins-weekly"])
    #expect(result.isError && result.text.contains("No saved query has that name."), "\(result)")
    let near = try await bench().call("query_data_lake", ["saved_query": "root_logins"])
    #expect(near.isError && near.text.hasSuffix(#" Did you mean "Root logins"?"#), "\(near)")
  }

  @Test(arguments: [
    ("DELETE FROM x", "only reads"), ("SELECT * FROM aws_cloudtrail", "time filter"),
    ("SELECT {{ user }}, {{days|default(3)}}", #"["user","days"]"#), ("{% if a %}SELECT 1{% endif %}", "a template"),
  ])
  func `its SQL is guarded as any other, and parameters are named`(_ sql: String, _ words: String) async throws {
    var stored = Self.stored.object ?? [:]
    stored["sql"] = .string(sql)
    let bench = bench(.object(stored))
    let result = try await bench.call("query_data_lake", ["saved_query": "q1"])
    #expect(result.isError && result.text.contains(words), "\(result)")
    #expect(bench.sent == ["GET /queries/q1"])
  }

  @Test func `SQL and a saved query exclude each other, and one is needed`() async throws {
    let bench = Bench()
    let both = try await bench.call("query_data_lake", ["sql": "SELECT 1", "saved_query": "q1"])
    #expect(both.isError && both.text.contains("not both"))
    let none = try await bench.call("query_data_lake")
    #expect(none.isError && none.text.contains("`saved_query`, an id or a name"))
    #expect(bench.sent.isEmpty)
  }

  // MARK: Saving

  @Test func `a new query is run for no rows and saved`() async throws {
    let bench = bench()
    let result = try await bench.call(
      "save_query",
      ["name": "New", "sql": .string(Self.filtered + ";"), "description": "why", "rate_minutes": 60])
    #expect(!result.isError, "\(result)")
    #expect(bench.sent == ["mutation ExecuteQuery", "query QueryResults", "POST /queries"])
    #expect(
      bench.variables[0]["input"]?["sql"]
        == .string("SELECT * FROM (\n\(Self.filtered.replacing(" -- end", with: ""))\n) LIMIT 0"))
    #expect(
      bench.bodies[2] == [
        "name": "New", "sql": .string(Self.filtered + ";"), "description": "why",
        "schedule": ["rateMinutes": 60, "timeoutMinutes": 10, "disabled": false],
      ])
    #expect(result["saved"] == true && result["query_id"] == "q1" && result["is_scheduled"] == true)
  }

  @Test func `a change keeps what it does not name, since Panther resets what is left out`() async throws {
    let bench = bench()
    let result = try await bench.call("save_query", ["query_id": "q1", "description": "new"])
    #expect(!result.isError, "\(result)")
    #expect(bench.sent == ["GET /queries/q1", "POST /queries/q1"], "its SQL is as it was, so it is not run")
    #expect(
      bench.bodies[1] == [
        "name": "Root logins", "sql": "SELECT 1 AS a", "description": "new",
        "schedule": ["cron": "0 9 * * 1", "disabled": true, "timeoutMinutes": 5],
      ])
  }

  @Test(
    arguments: [
      (["rate_minutes": 0], nil), (["rate_minutes": 5], ["disabled": true, "timeoutMinutes": 5, "rateMinutes": 5]),
      (["cron": "*/5 1-3 * * 0,6"], ["cron": "*/5 1-3 * * 0,6", "disabled": true, "timeoutMinutes": 5]),
      (["timeout_minutes": 9], ["cron": "0 9 * * 1", "disabled": true, "timeoutMinutes": 9]),
    ] as [(JSON.Object, JSON?)])
  func `a schedule is changed, replaced and removed`(_ arguments: JSON.Object, _ schedule: JSON?) async throws {
    let bench = bench()
    let result = try await bench.call("save_query", arguments.merging(["query_id": "q1"]))
    #expect(!result.isError, "\(result)")
    let sent = bench.bodies[1]["schedule"]?.object.map { Set($0.members.map { "\($0.key)=\($0.value.text)" }) }
    #expect(sent == schedule?.object.map { Set($0.members.map { "\($0.key)=\($0.value.text)" }) })
  }

  @Test func `SQL that does not run is not saved, unless told so`() async throws {
    let bench = bench(message: "invalid identifier 'B'")
    let arguments: JSON.Object = ["query_id": "q1", "sql": "SELECT b"]
    let result = try await bench.call("save_query", arguments)
    #expect(result.isError && result.text.hasPrefix("Nothing was saved: The query failed: "), "\(result)")
    #expect(result.text.contains("invalid identifier") && result.text.contains("skip_run: true"))
    #expect(!bench.sent.contains { $0.hasPrefix("POST") })
    let saved = try await bench.call("save_query", arguments.merging(["skip_run": true]))
    #expect(saved["saved"] == true, "\(saved)")
  }

  @Test func `the guard looks at it first, and a query without a time filter is saved on request`() async throws {
    let bench = bench()
    let scan: JSON.Object = ["name": "n", "sql": "SELECT * FROM aws_cloudtrail"]
    let refused = try await bench.call("save_query", scan)
    #expect(refused.isError && refused.text.contains("time filter") && refused.text.contains("allow_full_scan"))
    let write = try await bench.call("save_query", ["name": "n", "sql": "DROP TABLE x", "skip_run": true])
    #expect(write.isError && bench.sent.isEmpty)
    let saved = try await bench.call("save_query", scan.merging(["allow_full_scan": true]))
    #expect(saved["saved"] == true && saved["warnings"] != nil, "\(saved)")
  }

  @Test(
    arguments: [
      (["name": "n"], "`name` and `sql`"), (["query_id": "q1", "rate_minutes": 5, "cron": "* * * * *"], "not both"),
      (["query_id": "q1", "rate_minutes": 1], "the least is 2"), (["query_id": "q1", "cron": "@daily"], "five fields"),
      (["query_id": "q1", "cron": "0 9 * * MON"], "five fields"),
      (["query_id": "q1", "cron": "99 9 * * 1"], "five fields"),
      (["query_id": "q1", "rate_minutes": 5, "timeout_minutes": 6], "A run may take 6 minutes"),
      (["name": "n", "sql": "SELECT 1", "timeout_minutes": 6], "needs a schedule"),
      (["query_id": "nope", "name": "n"], "No saved query has that name"),
    ] as [(JSON.Object, String)])
  func `refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = bench()
    let result = try await bench.call("save_query", arguments)
    #expect(result.isError && result.text.contains(words), "\(result)")
    #expect(!bench.sent.contains { $0.hasPrefix("POST") })
  }

  @Test(arguments: [
    ("-- hello\nSELECT 1 AS a", "SELECT 1 AS a"), ("/* x */ SELECT 1 AS a; -- done", "SELECT 1 AS a"),
    ("WITH x AS (SELECT 1 AS a) SELECT a FROM x;;", "WITH x AS (SELECT 1 AS a) SELECT a FROM x"),
    ("SELECT '; --' AS a", "SELECT '; --' AS a"),
  ])
  func `comments and semicolons do not keep it from being run for no rows`(_ sql: String, _ tried: String) async throws
  {
    let bench = bench()
    let result = try await bench.call("save_query", ["name": "n", "sql": .string(sql)])
    #expect(!result.isError, "\(result)")
    #expect(bench.variables[0]["input"]?["sql"] == .string("SELECT * FROM (\n\(tried)\n) LIMIT 0"))
    #expect(bench.bodies.last?["sql"] == .string(sql))
  }

  @Test func `a schedule is put on no query that reads a whole table, unless told so`() async throws {
    var stored = Self.stored.object ?? [:]
    stored["sql"] = "SELECT * FROM aws_cloudtrail"
    let bench = bench(.object(stored))
    let refused = try await bench.call("save_query", ["query_id": "q1", "rate_minutes": 5])
    #expect(refused.isError && refused.text.contains("time filter"), "\(refused)")
    let saved = try await bench.call("save_query", ["query_id": "q1", "rate_minutes": 5, "allow_full_scan": true])
    #expect(saved["warnings"] != nil, "\(saved)")
    #expect(try await bench.call("save_query", ["query_id": "q1", "description": "x"])["saved"] == true)
  }

  @Test func `nobody is asked about SQL that is refused, and the cost of other SQL is shown`() async throws {
    let bench = bench(policy: try Policy(ask: ["all"]))
    let refused = try await bench.converse("save_query", ["name": "n", "sql": "DROP TABLE x"])["result"]
    #expect(refused?["isError"] == true && refused?["structuredContent"]?["confirm_token"] == nil)
    let scan = try await bench.converse(
      "save_query",
      ["name": "n", "sql": "SELECT * FROM aws_cloudtrail", "allow_full_scan": true, "skip_run": true])["result"]
    let would = scan?["structuredContent"]?["would"]?.string ?? ""
    #expect(would.contains("No time filter on") && would.contains("Its SQL is not run before"), "\(would)")
  }

  @Test func `a yes counts only for what was shown`() async throws {
    let bench = Bench(policy: try Policy(ask: ["all"]))
    var other = Self.stored.object ?? [:]
    other["name"] = "Payroll export"
    bench.answer("GET /queries/q1", Self.stored)
    bench.answer("GET /queries/q1", .object(other))
    let arguments: JSON.Object = ["query_id": "q1", "description": "new"]
    let asked = try await bench.converse("save_query", arguments)["result"]?["structuredContent"]
    let token = try #require(asked?["confirm_token"])
    let answer = try await bench.converse("save_query", arguments.merging(["confirm_token": token]))["result"]
    #expect(answer?["isError"] == true)
    #expect(answer?.text.contains("the user was asked about another change") == true, "\(answer?.text ?? "")")
    #expect(!bench.sent.contains { $0.hasPrefix("POST") })
  }

  @Test func `a person is shown what changes, with SQL as a diff`() async throws {
    var stored = Self.stored.object ?? [:]
    stored["sql"] = "SELECT a\nAS x"
    stored["managed"] = true
    let bench = bench(.object(stored), policy: try Policy(ask: ["all"]))
    let result = try await bench.converse(
      "save_query", ["query_id": "q1", "sql": "SELECT b\nAS x", "rate_minutes": 0, "name": "A \"new\" one"])["result"]
    #expect(
      result?["structuredContent"]?["would"] == """
        Change the saved query "Root logins" ("q1"):
        - name: "Root logins" -> "A \\"new\\" one"
        - sql:
        @@ -1,2 +1,2 @@
        -SELECT a
        +SELECT b
         AS x
        - schedule: none any more
        It is managed by Panther: the next update of its pack may undo this.
        """, "\(result?["structuredContent"]?["would"]?.string ?? "")")
    #expect(bench.sent.allSatisfy { $0.hasPrefix("GET") })
  }
}
