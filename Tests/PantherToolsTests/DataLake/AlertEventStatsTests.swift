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
}
