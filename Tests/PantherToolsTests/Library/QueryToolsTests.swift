import JSON
import Panther
import TestSupport
import Testing

extension Sample {
  static let scheduledQueries: [Sample] = [
    Sample("list_scheduled_queries", [:], "Query Data Lake (DataAnalyticsRead)", ("GET /queries", list)),
    Sample(
      "get_scheduled_query", ["query_id": "6d7f"], "Query Data Lake (DataAnalyticsRead)",
      ("GET /queries/6d7f", ["id": "6d7f"])),
    Sample(
      "save_query", ["query_id": "6d7f", "description": "d"], "Manage Saved Searches (DataAnalyticsModify)",
      ("GET /queries/6d7f", ["id": "6d7f", "name": "n", "sql": "SELECT 1"]), ("POST /queries/6d7f", ["id": "6d7f"])),
  ]
}

@Suite(.fewAtOnce) struct QueryToolsTests {
  private static let scheduled: JSON = [
    "id": "q1", "name": "Daily", "sql": "SELECT 1", "description": "d", "updatedAt": "2026-11-01T00:00:00Z",
    "schedule": ["cron": "0 9 * * 1", "rateMinutes": 0, "disabled": true, "timeoutMinutes": 5],
  ]
  private static let saved: JSON = ["id": "q2", "name": "By hand", "sql": "SELECT 2", "schedule": .null]

  @Test func `list_scheduled_queries tells saved from scheduled ones`() async throws {
    let bench = Bench()
    bench.answer("GET /queries", ["results": [Self.scheduled, Self.saved]])
    let result = try await bench.call("list_scheduled_queries")
    #expect(bench.sent == ["GET /queries?limit=100"])
    #expect(
      result["queries"] == [
        "columns": [
          "id", "name", "is_scheduled", "schedule.cron", "schedule.rateMinutes", "schedule.disabled", "description",
          "updatedAt",
        ],
        "rows": [
          ["q1", "Daily", true, "0 9 * * 1", 0, true, "d", "2026-11-01T00:00:00Z"],
          ["q2", "By hand", false, .null, .null, .null, .null, .null],
        ],
      ])
    let full = try await bench.call("list_scheduled_queries", ["detail": "full"])
    #expect(full.items("queries").map { $0["sql"] } == ["SELECT 1", "SELECT 2"])
  }

  @Test(
    arguments: [
      (["cron": "0 9 * * 1"], true), (["rateMinutes": 5], true), (["cron": "", "rateMinutes": 0], false), ([:], false),
      (.null, false), (["cron": .null, "rateMinutes": .null], false),
    ] as [(JSON, Bool)])
  func `a query is scheduled when it has a time or a rate`(_ schedule: JSON, _ isScheduled: Bool)
    async throws
  {
    let bench = Bench()
    bench.answer("GET /queries", ["results": [["id": "q", "schedule": schedule]]])
    for wanted in [true, false] {
      let result = try await bench.call("list_scheduled_queries", ["is_scheduled": .bool(wanted)])
      #expect(result.items("queries").count == (wanted == isScheduled ? 1 : 0))
    }
  }

  @Test func `names are looked for on all pages, in any case`() async throws {
    let bench = Bench()
    bench.shelve(
      "GET /queries", (0..<250).map { ["id": .string("q\($0)"), "name": $0 == 240 ? "Find ÉTÉ" : .null] })
    let result = try await bench.call("list_scheduled_queries", ["name_contains": "été", "limit": 1])
    #expect(result.items("queries").map { $0["id"] } == ["q240"])
    #expect(bench.sent.allSatisfy { $0.hasPrefix("GET /queries?limit=100") })
    #expect(bench.sent.count == 3)
  }

  @Test(arguments: [1, 3, 100])
  func `filters go with the cursor`(_ limit: Int) async throws {
    let bench = Bench()
    bench.shelve(
      "GET /queries",
      (0..<230).map {
        ["id": .string("q\($0)"), "name": $0 % 9 == 0 ? "wanted" : "x", "schedule": ["rateMinutes": JSON($0 % 2)]]
      })
    let pages = try await bench.walk(
      "list_scheduled_queries", ["name_contains": "WANT", "is_scheduled": true, "limit": JSON(limit)])
    #expect(
      pages.all("queries", "id") == (0..<230).filter { $0 % 9 == 0 && $0 % 2 == 1 }.map { "q\($0)" })
  }

  @Test func `get_scheduled_query finds a query by its name`() async throws {
    let bench = Bench()
    bench.answer("GET /queries/", ["message": "no such query"], status: 404)
    bench.answer("GET /queries?", ["results": [["id": "q1", "name": "Other"], ["id": "q2", "name": "Root logins"]]])
    #expect(try await bench.call("get_scheduled_query", ["query_id": "root logins"])["query"]?["id"] == "q2")
    #expect(try await bench.call("get_scheduled_query", ["query_id": "no such name"]).text.contains("HTTP 404"))
  }

  @Test func `get_scheduled_query shows all of it`() async throws {
    let bench = Bench()
    bench.answer("GET /queries/q1", Self.scheduled)
    let result = try await bench.call("get_scheduled_query", ["query_id": "q1"])
    #expect(bench.sent == ["GET /queries/q1"])
    #expect(result["query"]?["sql"] == "SELECT 1")
    #expect(result["query"]?["is_scheduled"] == true)
    #expect(result["query"]?["schedule"] == Self.scheduled["schedule"])
  }

  @Test(arguments: HostileIDTests.paths.map(\.0))
  func `the id stays in its segment`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /queries/", [:])
    _ = try await bench.call("get_scheduled_query", ["query_id": .string(id)])
    #expect(bench.transport.sent.map(\.segments) == [["queries", id]])
  }

  @Test(arguments: [["limit": 0], ["limit": 1001], ["is_scheduled": "maybe"], ["limit": "many"]] as [JSON.Object])
  func `bad arguments are refused`(_ arguments: JSON.Object) async throws {
    let bench = Bench()
    #expect(try await bench.call("list_scheduled_queries", arguments).isError)
    #expect(bench.sent.isEmpty)
  }
}
