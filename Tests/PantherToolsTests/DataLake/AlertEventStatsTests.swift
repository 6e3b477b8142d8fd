import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let alertEventStats: [Sample] = [
    Sample(
      "get_alert_event_stats", ["alert_ids": ["a1"]], "Query Data Lake (DataAnalyticsRead)",
      ("mutation ExecuteQuery", started), ("query QueryResults", succeeded))
  ]
}

@Suite(.fewAtOnce) struct AlertEventStatsTests {
  private func sql(_ arguments: JSON.Object) async throws -> (String, ToolResult) {
    let bench = Bench()
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults", Sample.succeeded)
    bench.people([])
    let result = try await bench.call("get_alert_event_stats", arguments)
    try #require(!result.isError, "\(result)")
    #expect(bench.variables[0]["input"]?["databaseName"] == "panther_signals.public")
    return (try #require(bench.variables[0]["input"]?["sql"]?.string), result)
  }

  @Test func `counts events of the last 30 days up to now`() async throws {
    let (sql, result) = try await sql(["alert_ids": ["a1", "a2"]])
    #expect(sql.contains("p_alert_id IN ('a1', 'a2')"))
    #expect(sql.contains("p_event_time >= '2026-10-21 08:00:00.000'::timestamp_ntz"))
    #expect(sql.contains("p_event_time < '2026-11-20 08:00:00.000'::timestamp_ntz"))
    #expect(sql.contains("30 * FLOOR"))
    #expect(sql.contains("FROM panther_signals.public.correlation_signals"))
    #expect(result["window"] == ["from": "2026-10-21T08:00:00Z", "to": "2026-11-20T08:00:00Z"])
    #expect(result["now"] == "2026-11-20T08:00:00Z")
    #expect(result["query_id"] == "q1")
  }

  @Test(arguments: [
    ("x') OR 1=1 --", "('x'') OR 1=1 --')"), (#"a\' OR 1=1"#, #"('a\\'' OR 1=1')"#), ("a\n;b", #"('a\n;b')"#),
    ("'", "('''')"),
  ])
  func `ids are quoted`(_ id: String, _ list: String) async throws {
    let (sql, _) = try await sql(["alert_ids": [.string(id)]])
    #expect(sql.contains("WHERE p_alert_id IN \(list)\nAND "), "\(sql)")
  }

  @Test func `dates are checked and a day is taken whole`() async throws {
    let (sql, _) = try await sql([
      "alert_ids": ["a"], "start_date": "2026-11-01", "end_date": "2026-11-01", "time_window": 5,
    ])
    #expect(sql.contains("p_event_time >= '2026-11-01 00:00:00.000'"))
    #expect(sql.contains("p_event_time < '2026-11-02 00:00:00.000'"))
    #expect(sql.contains("5 * FLOOR"))
  }

  @Test(
    arguments: [
      (["start_date": "2026-11-01' OR 1=1 --"], "start_date"), (["end_date": "x"], "end_date"),
      (["time_window": 7], "1, 5, 15, 30 or 60"), (["time_window": "1; DROP"], "1, 5, 15, 30 or 60"),
      (["alert_ids": []], "1 to 100"),
    ] as [(JSON.Object, String)])
  func `refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    var given: JSON.Object = ["alert_ids": ["a"]]
    for member in arguments.members { given[member.key] = member.value }
    let result = try await bench.call("get_alert_event_stats", given)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  // MARK: What the answer says

  private static let columns: [JSON] = [
    "kind", "value", "events", "alerts", "alert_ids", "first_event", "last_event",
  ]

  private static func row(_ kind: String, _ value: String, _ events: Int, _ alerts: [String]) -> JSON {
    [
      "kind": .string(kind), "value": .string(value), "events": JSON(events), "alerts": JSON(alerts.count),
      "alert_ids": JSON(alerts), "first_event": "2026-11-19 08:00:00.000", "last_event": "2026-11-19 09:00:00.000",
    ]
  }

  private static let rows = [
    row("alert", "b", 6, ["b"]), row("alert", "a", 4, ["a"]), row("time", "2026-11-19 09:30", 7, ["a", "b"]),
    row("time", "2026-11-19 08:00", 3, ["b"]), row("ip", "192.0.2.1", 9, ["b", "a"]), row("user", "eve", 6, ["b"]),
    row("log_type", "AWS.CloudTrail", 4, ["a"]),
  ]

  /// A bench on which the query gives these rows, in pages of 999 as Panther does.
  private func bench(
    _ rows: [JSON], columns: [JSON] = columns, limits: OutputLimits = OutputLimits(), people: JSON? = []
  ) -> Bench {
    let bench = Bench(limits: limits)
    if let people { bench.people(people) }
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults") { request in
      let page = request.variables["page"]
      let start = page?["cursor"]?.string.flatMap { Int($0) } ?? 0
      let end = min(rows.count, start + (page?["pageSize"]?.int ?? 0))
      let results: JSON = [
        "edges": .array(rows[start..<end].map { ["node": $0] }), "columnInfo": ["order": .array(columns)],
        "stats": ["rowCount": JSON(rows.count), "bytesScanned": 77],
        "pageInfo": [
          "hasNextPage": .bool(end < rows.count), "endCursor": end < rows.count ? .string("\(end)") : .null,
        ],
      ]
      return HTTPResponse(json: ["data": ["dataLakeQuery": ["status": "succeeded", "results": results]]])
    }
    return bench
  }

  @Test func `values are totals over all alerts, with the alerts in which they occur`() async throws {
    let result = try await bench(Self.rows).call("get_alert_event_stats", ["alert_ids": ["a", "none", "b", "a"]])
    #expect(result["events"] == 10)
    let times: [JSON] = ["2026-11-19T08:00Z", "2026-11-19T09:00Z"]
    #expect(
      result["alerts"] == [
        "columns": ["number", "id", "events", "first", "last"],
        "rows": [.array([1, "a", 4] + times), .array([2, "b", 6] + times)],
      ])
    #expect(result["alerts_without_events"] == ["none"])
    #expect(result["hint"]?.string?.contains("widen the dates") == true)
    #expect(
      result["values"] == [
        "columns": ["kind", "value", "events", "alert_numbers"],
        "rows": [
          ["ip", "192.0.2.1", 9, [1, 2]], ["user", "eve", 6, [2]], ["log_type", "AWS.CloudTrail", 4, [1]],
        ],
      ], "the values have the times of their alerts")
    #expect(result["total"] == 3)
    #expect(result["next_cursor"] == nil)
  }

  @Test func `values have times where those of their alerts are others`() async throws {
    let rows = Self.rows.map { row -> JSON in
      guard row["value"] == "eve", var object = row.object else { return row }
      object["last_event"] = "2026-11-19 08:30:59.999"
      return .object(object)
    }
    let result = try await bench(rows).call("get_alert_event_stats", ["alert_ids": ["a", "b"]])
    #expect(
      result["values"] == [
        "columns": ["kind", "value", "events", "alert_numbers", "first", "last"],
        "rows": [
          ["ip", "192.0.2.1", 9, [1, 2], .null, .null],
          ["user", "eve", 6, [2], "2026-11-19T08:00Z", "2026-11-19T08:30Z"],
          ["log_type", "AWS.CloudTrail", 4, [1], .null, .null],
        ],
      ])
  }

  @Test func `the time line is apart, in order, and what can be drawn`() async throws {
    let result = try await bench(Self.rows).call("get_alert_event_stats", ["alert_ids": ["a", "b"]])
    #expect(
      result["time_line"] == [
        "columns": ["time", "events"], "rows": [["2026-11-19T08:00Z", 3], ["2026-11-19T09:30Z", 7]],
      ])
    #expect(
      result["chart"] == [
        "kind": "bar", "table": "time_line", "label": "time", "y": "events",
        "lanes": "values",
      ])
    #expect(result["time_line_cut"] == nil)
    #expect(result["time_window"] == 30)
    #expect(result["alerts_without_events"] == nil && result["hint"] == nil)

    let quiet = Self.rows.filter { $0["value"] != "2026-11-19 08:00" }
    let cut = try await bench(quiet).call("get_alert_event_stats", ["alert_ids": ["a", "b"]])
    #expect(cut["time_line_cut"]?.string?.contains("3 events are in others") == true)
  }

  @Test func `without any events all alerts are named`() async throws {
    let result = try await bench([]).call("get_alert_event_stats", ["alert_ids": ["a", "b"]])
    #expect(result["alerts_without_events"] == ["a", "b"])
    #expect(result["events"] == 0 && result["total"] == 0)
    #expect(result["chart"] == nil && result["time_line"] == nil && result["alerts"] == nil)
  }

  /// Snowflake writes its own names in upper case, and a list may come as text.
  @Test func `rows are read in the forms that databases give them`() async throws {
    let rows = Self.rows.map { row -> JSON in
      .object(
        JSON.Object(
          (row.object?.members ?? []).map { member in
            let isText = member.key == "alert_ids" || member.key == "events"
            return (member.key.uppercased(), isText ? .string(member.value.text) : member.value)
          }))
    }
    let columns = Self.columns.map { JSON.string($0.string?.uppercased() ?? "") }
    let arguments: JSON.Object = ["alert_ids": ["a", "b"]]
    let other = try await bench(rows, columns: columns).call("get_alert_event_stats", arguments)
    let usual = try await bench(Self.rows).call("get_alert_event_stats", arguments)
    #expect(other.json == usual.json)
  }

  @Test(arguments: [60, 2_500])
  func `the cursor goes on in the rows of the query, each value once`(_ count: Int) async throws {
    let values = (0..<count).map { Self.row("ip", "value number \($0)", 5, ["a", "b"]) }
    var limits = OutputLimits()
    limits.standard = 2_500
    let bench = bench(Self.rows.prefix(4) + values, limits: limits)
    let first = try await bench.call("get_alert_event_stats", ["alert_ids": ["a", "b"]])
    #expect(first["total"] == JSON(count))
    #expect(first["cut"]?.string?.contains("get_data_lake_query_results") == true)
    var seen = first.items("values")
    #expect(!seen.isEmpty && seen.count < count)
    var cursor = first["next_cursor"]
    for _ in 0..<300 {
      guard let next = cursor else { break }
      let page = try await bench.call("get_data_lake_query_results", ["cursor": next, "max_rows": 999])
      #expect(!page.isError, "\(page)")
      seen += page.items("result")
      cursor = page["next_cursor"]
    }
    #expect(seen.compactMap { $0["value"] } == values.compactMap { $0["value"] })
    #expect(bench.lines.filter { $0 == "mutation ExecuteQuery" }.count == 1)
  }

  @Test func `a query that outlasts the wait comes back with its id and what its rows are`() async throws {
    let bench = Bench(patience: .milliseconds(2_050))
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults", data: ["dataLakeQuery": ["status": "running"]])
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": ["a"]])
    #expect(result["query_id"] == "q1" && result["status"] == "running")
    let hint = try #require(result["hint"]?.string)
    for word in [#"get_data_lake_query_results {"query_id":"q1","timeout":45}"#, "alert_ids", "kind alert"] {
      #expect(hint.contains(word), "\(hint)")
    }
    #expect(result["values"] == nil)
    #expect(result["window"] != nil && result["time_window"] == 30)
  }

  // MARK: The people behind the alerts

  private static let people: JSON = [
    [
      "entityId": "p1", "displayNames": ["Eve Example"], "emails": ["eve@acme.example"], "jobTitles": ["Engineer"],
      "departments": [],
    ],
    [
      "entityId": "p2", "displayNames": [], "emails": ["sam@acme.example", "s@acme.example"], "jobTitles": .null,
      "departments": ["IT"],
    ],
  ]

  @Test func `people are those whom the instance's own query finds, those of most alerts first`() async throws {
    let bench = bench(Self.rows, people: Self.people)
    bench.answer("mutation ExecuteAlertActorQuery") { request in
      let id = request.variables["input"]?["alertId"]?.string ?? ""
      return HTTPResponse(json: ["data": ["executeAlertActorQuery": ["id": .string("actors \(id)")]]])
    }
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": ["a", "none", "b"]])
    #expect(
      result["actors"] == [
        "columns": ["email", "name", "job", "department", "alerts"],
        "rows": [
          ["eve@acme.example", "Eve Example", "Engineer", .null, 2], ["sam@acme.example", .null, .null, "IT", 2],
        ],
      ])
    #expect(result["actors_note"] == nil)
    let asked = bench.variables.compactMap { $0["input"]?["alertId"]?.string }
    #expect(Set(asked) == ["a", "b"], "an alert without events has nobody")
  }

  @Test func `where the token may not ask, people are those whose e-mails are in the events`() async throws {
    let rows =
      Self.rows + [Self.row("email", "eve@acme.example", 6, ["b"]), Self.row("email", "x@y.z", 1, ["a", "b"])]
    let bench = bench(rows, people: nil)
    bench.answer(
      "mutation ExecuteAlertActorQuery", ["errors": [["message": "no access", "extensions": ["code": "FORBIDDEN"]]]])
    bench.answer("GET /users?email=eve") { _ in
      HTTPResponse(
        json: ["results": [["id": "u", "email": "Eve@acme.example", "givenName": "Eve", "familyName": "Example"]]])
    }
    bench.answer("GET /users?email=x", ["error": "forbidden"], status: 403)
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": ["a", "b"]])
    #expect(
      result["actors"] == [
        "columns": ["email", "name", "alerts"],
        "rows": [["eve@acme.example", "Eve Example", 1], ["x@y.z", .null, 2]],
      ], "\(result)")
    let note = result["actors_note"]?.string ?? ""
    #expect(note.contains("no access") && note.contains("whose e-mails are in the events"), "\(note)")
  }

  @Test func `no more than five alerts are asked about, and what is missing is said`() async throws {
    let ids = (1...7).map { "a\($0)" }
    let bench = bench(ids.map { Self.row("alert", $0, 2, [$0]) }, people: Self.people)
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": JSON(ids)])
    #expect(bench.sent.count { $0 == "mutation ExecuteAlertActorQuery" } == 5)
    #expect(result["actors_note"] == "Those of the first 5 alerts.")
  }

  @Test func `without events nobody is looked for`() async throws {
    let bench = bench([], people: nil)
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": ["a"]])
    #expect(result["actors"] == nil && result["actors_note"] == nil)
    #expect(bench.sent == ["mutation ExecuteQuery", "query QueryResults"])
  }

  @Test func `a query for people that does not end is stopped`() async throws {
    let bench = Bench(patience: .seconds(3))
    bench.answer("mutation ExecuteQuery", Sample.started)
    let edges: JSON = .array(Self.rows.map { ["node": $0] })
    let results: JSON = ["edges": edges, "columnInfo": ["order": .array(Self.columns)]]
    bench.answer("query QueryResults", data: ["dataLakeQuery": ["status": "succeeded", "results": results]])
    bench.answer("mutation ExecuteAlertActorQuery", data: ["executeAlertActorQuery": ["id": "slow"]])
    bench.answer("query AlertActors", data: ["dataLakeQuery": ["status": "running"]])
    bench.answer("mutation CancelQuery", data: ["cancelDataLakeQuery": ["id": "slow"]])
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": ["b"]])
    #expect(!result.isError && result["events"] == 10, "\(result)")
    #expect(bench.sent.contains("mutation CancelQuery"))
  }
}

extension Bench {
  /// Scripts the people whom the instance knows behind any alert.
  func people(_ profiles: JSON) {
    answer("mutation ExecuteAlertActorQuery", data: ["executeAlertActorQuery": ["id": "actors"]])
    answer(
      "query AlertActors",
      data: ["dataLakeQuery": ["status": "succeeded", "results": ["actorProfiles": profiles]]])
  }
}
