import JSON
import MCP
import Panther
import PantherTools
import TestSupport
import Testing

/// The ids of queries and AI texts where callers share a Panther token.
@Suite(.fewAtOnce) struct HandlesTests {
  private static func bench() -> Bench {
    let bench = Bench(sharesToken: true)
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("mutation CancelQuery", data: ["cancelDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults", data: Sample.succeeded["data"] ?? .null)
    bench.answer("mutation StartTriage", data: ["aiSummarizeAlert": ["streamId": "s1"]])
    bench.answer(
      "query Stream", data: ["aiInferenceStream": ["finished": true, "error": .null, "responseText": "Benign."]])
    return bench
  }

  private static func facts(_ result: JSON) -> JSON { result["result"]?["structuredContent"] ?? .null }

  @Test func `an id counts for its caller, for its purpose, and unaltered`() async throws {
    let bench = Self.bench()
    let query = try await bench.converse("query_data_lake", ["sql": "SELECT 1"], as: "ana")
    let handle = try #require(Self.facts(query)["query_id"]?.string)
    #expect(handle.hasPrefix("q1."))
    #expect(handle.utf8.count <= 80)
    let stream = try await bench.converse("start_ai_alert_triage", ["alert_id": "a1"], as: "ana")
    let streamHandle = try #require(Self.facts(stream)["stream_id"]?.string)
    #expect(streamHandle.hasPrefix("s1."))

    for tool in ["get_data_lake_query_results", "cancel_data_lake_query"] {
      #expect(try await Self.facts(bench.converse(tool, ["query_id": .string(handle)], as: "ana")) != .null)
    }
    let again = try await bench.converse(
      "get_ai_alert_triage_summary", ["stream_id": .string(streamHandle)], as: "ana")
    #expect(Self.facts(again)["finished"] == true)

    let sent = bench.sent.count
    let (code, streamCode) = (handle.dropFirst(2), streamHandle.dropFirst(2))
    let queries = [
      ("bob", handle), ("ana", "q1"), ("ana", "q2\(code)"), ("ana", "q1.\(streamCode)"), ("ana", streamHandle),
      ("ana", handle + "0"), ("ana", handle.uppercased()), ("ana", "q1."), ("ana", "."), ("bob", "q1.\(code) "),
    ]
    for (who, text) in queries {
      for tool in ["get_data_lake_query_results", "cancel_data_lake_query"] {
        let refused = try await bench.converse(tool, ["query_id": .string(text)], as: who)
        #expect(refused["result"]?["isError"] == true, "\(text)")
        #expect(refused.text.contains("not one that this server gave to you"))
      }
    }
    for (who, text) in [("bob", streamHandle), ("ana", "s1"), ("ana", handle)] {
      let refused = try await bench.converse("get_ai_alert_triage_summary", ["stream_id": .string(text)], as: who)
      #expect(refused["result"]?["isError"] == true)
    }
    #expect(bench.sent.count == sent)
  }

  @Test func `every place that names a query names it in the caller's way`() async throws {
    let slow = Bench(patience: .seconds(3), sharesToken: true)
    slow.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "the-id"]])
    slow.answer("query QueryResults", data: ["dataLakeQuery": ["status": "running", "message": ""]])
    let failing = Bench(sharesToken: true)
    failing.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "the-id"]])
    failing.answer("query QueryResults", data: ["dataLakeQuery": ["status": "failed", "message": "no"]])
    let broken = Bench(sharesToken: true)
    broken.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "the-id"]])
    broken.answer("query QueryResults", ["error": "x"], status: 400)
    for bench in [slow, failing, broken] {
      for (tool, arguments) in [
        ("query_data_lake", ["sql": "SELECT 1", "timeout": 1]), ("get_alert_event_stats", ["alert_ids": ["a1"]]),
      ] as [(String, JSON.Object)] {
        let text = try await bench.converse(tool, arguments, as: "ana").text
        let places = text.ranges(of: "the-id")
        #expect(!places.isEmpty, "\(text)")
        for place in places { #expect(text[place.upperBound...].hasPrefix("."), "\(text)") }
      }
    }
  }

  @Test func `the history gives ids of people's queries only`() async throws {
    func query(_ id: String, _ kind: String, scheduled: Bool = false) -> JSON {
      [
        "node": [
          "id": .string(id), "sql": "SELECT 1", "issuedBy": ["__typename": .string(kind)],
          "isScheduled": .bool(scheduled),
        ]
      ]
    }
    let data: JSON = [
      "dataLakeQueries": [
        "edges": [query("q1", "User"), query("q2", "APIToken"), query("q3", "APIToken", scheduled: true)]
      ]
    ]
    let shared = Self.bench()
    shared.answer("query QueryHistory", data: data)
    let answer = Self.facts(try await shared.converse("list_data_lake_queries", [:], as: "ana"))
    #expect(!answer.text.contains("q2"))
    #expect(answer.text.contains("\"q1.") && answer.text.contains("\"q3."))
    #expect(answer["without_id"] != nil)
    let own = Bench()
    own.answer("query QueryHistory", data: data)
    let plain = Self.facts(try await own.converse("list_data_lake_queries", [:], as: "ana"))
    #expect(plain.text.contains("\"q2\"") && plain["without_id"] == nil)
  }
}
