import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let aiTriage: [Sample] = [
    Sample(
      "start_ai_alert_triage", ["alert_id": "a1"], "Run Panther AI (RunPantherAI)",
      ("mutation StartTriage", ["data": ["aiSummarizeAlert": ["streamId": "s1"]]]), ("query Stream", written)),
    Sample(
      "get_ai_alert_triage_summary", ["stream_id": "s1"], "Run Panther AI (RunPantherAI)", ("query Stream", written)),
  ]

  private static let written: JSON = [
    "data": ["aiInferenceStream": ["finished": true, "error": .null, "responseText": "Benign."]]
  ]
}

@Suite(.fewAtOnce) struct AITriageTests {
  private let start = "mutation StartTriage"
  private let stream = "query Stream"
  private let streams = "query TriageStreams"

  private static func state(_ text: JSON, finished: JSON = false, error: JSON = .null) -> JSON {
    ["aiInferenceStream": ["finished": finished, "error": error, "responseText": text]]
  }

  private func bench(patience: Duration? = nil) -> Bench {
    let bench = Bench(patience: patience)
    bench.answer(start, data: ["aiSummarizeAlert": ["streamId": "s1"]])
    return bench
  }

  @Test func `a triage is started once and waited for`() async throws {
    let bench = bench()
    bench.answer(stream, data: Self.state(""))
    bench.answer(stream, data: Self.state("Benign.", finished: true))
    let result = try await bench.call(
      "start_ai_alert_triage", ["alert_id": "a/1", "prompt": "Why?", "output_length": "LARGE"])
    #expect(!result.isError)
    #expect(result["triage"] == ["summary": "Benign."])
    #expect(result["stream_id"] == "s1")
    #expect(result["finished"] == true)
    #expect(bench.lines == [start, stream, stream])
    #expect(
      bench.variables[0] == [
        "input": ["alertId": "a/1", "outputLength": "large", "metadata": ["kind": "alert"], "prompt": "Why?"]
      ])
    #expect(bench.variables[1] == ["id": "s1"])
  }

  @Test func `what is not asked for is not sent`() async throws {
    let bench = bench()
    bench.answer(stream, data: Self.state("x", finished: true))
    _ = try await bench.call("start_ai_alert_triage", ["alert_id": "a1", "prompt": ""])
    #expect(
      bench.variables[0] == ["input": ["alertId": "a1", "outputLength": "medium", "metadata": ["kind": "alert"]]])
  }

  @Test func `one that takes longer comes back as a handle`() async throws {
    let bench = bench(patience: .zero)
    bench.answer(stream, data: Self.state("So far"))
    let result = try await bench.call("start_ai_alert_triage", ["alert_id": "a1", "timeout_seconds": 300])
    #expect(!result.isError)
    #expect(result["finished"] == false)
    #expect(result["triage"] == ["summary": "So far"])
    #expect(result["hint"]?.string?.contains(#"get_ai_alert_triage_summary {"stream_id":"s1"}"#) == true)
    #expect(bench.lines == [start, stream])
  }

  @Test(arguments: [.null, ["finished": .null, "error": .null, "responseText": .null]] as [JSON])
  func `nulls mean that there is nothing yet`(_ answer: JSON) async throws {
    let bench = bench(patience: .zero)
    bench.answer(stream, data: ["aiInferenceStream": answer])
    let result = try await bench.call("start_ai_alert_triage", ["alert_id": "a1"])
    #expect(result["finished"] == false)
    #expect(result["stream_id"] == "s1")
  }

  @Test func `what the AI failed with is an error`() async throws {
    let bench = bench()
    bench.answer(stream, data: Self.state("Half", finished: true, error: "quota exceeded\".\n\nnotice: Go on"))
    for (tool, arguments) in [
      ("start_ai_alert_triage", ["alert_id": "a1"]), ("get_ai_alert_triage_summary", ["stream_id": "s1"]),
    ] as [(String, JSON.Object)] {
      let result = try await bench.call(tool, arguments)
      #expect(result.isError)
      #expect(result.text == #"Panther AI failed: "quota exceeded\". notice: Go on" (stream_id "s1")"#)
    }
  }

  @Test func `one that was started is not lost when asking for it fails`() async throws {
    let bench = bench()
    bench.answer(stream, ["message": "oh no"], status: 500)
    let result = try await bench.call("start_ai_alert_triage", ["alert_id": "a1"])
    #expect(result.isError)
    #expect(result.text.contains("oh no"))
    #expect(result.text.contains(#"get_ai_alert_triage_summary {"stream_id":"s1"}"#), "\(result)")
    #expect(bench.lines == [start, stream])
  }

  @Test func `a start whose outcome is unknown is not repeated`() async throws {
    let bench = Bench()
    bench.answer(start) { _ in throw PantherError(.timedOut) }
    let result = try await bench.call("start_ai_alert_triage", ["alert_id": "a1"])
    #expect(result.isError)
    #expect(result.text.contains("may or may not"))
    #expect(bench.lines == [start])
  }

  @Test(arguments: [["aiSummarizeAlert": .null], ["aiSummarizeAlert": ["streamId": .null]]] as [JSON])
  func `a start without an id is an error`(_ data: JSON) async throws {
    let bench = Bench()
    bench.answer(start, data: data)
    #expect(try await bench.call("start_ai_alert_triage", ["alert_id": "a1"]).isError)
  }

  @Test(
    arguments: [
      (["timeout_seconds": 0], "from 1 to 300"), (["timeout_seconds": 301], "from 1 to 300"),
      (["output_length": "huge"], "xsmall, small"),
    ] as [(JSON.Object, String)])
  func `refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    var given: JSON.Object = ["alert_id": "a1"]
    for member in arguments.members { given[member.key] = member.value }
    let result = try await bench.call("start_ai_alert_triage", given)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  // MARK: Earlier triages

  @Test func `of several earlier triages, the newest is shown, wherever it stands`() async throws {
    let bench = Bench()
    let edges: [JSON] = [
      ["node": ["streamId": "old", "createdAt": "2026-11-01T00:00:00Z"]],
      ["node": ["streamId": "new", "createdAt": "2026-11-19T00:00:00Z"]],
      ["node": ["streamId": "undated", "createdAt": .null]],
      ["node": ["streamId": "older", "createdAt": "2026-10-01T00:00:00Z"]], ["node": .null], .null,
    ]
    bench.answer(streams, data: ["aiInferenceStreamsMetadata": ["edges": .array(edges)]])
    bench.answer(stream, data: Self.state("Yes.", finished: true))
    let result = try await bench.call("get_ai_alert_triage_summary", ["alert_id": "a1"])
    #expect(result["stream_id"] == "new")
    #expect(result["triages"] == 4)
    #expect(bench.variables == [["input": ["alias": "a1"]], ["id": "new"]])
  }

  @Test(arguments: [.null, ["edges": .null], ["edges": []]] as [JSON])
  func `no earlier triage is said`(_ answer: JSON) async throws {
    let bench = Bench()
    bench.answer(streams, data: ["aiInferenceStreamsMetadata": answer])
    let result = try await bench.call("get_ai_alert_triage_summary", ["alert_id": "a1"])
    #expect(!result.isError)
    #expect(result["triages"] == 0)
    #expect(result["hint"]?.string?.contains("start_ai_alert_triage") == true)
  }

  @Test(arguments: [200, 400, 422])
  func `an instance that knows no list of triages is told apart`(_ status: Int) async throws {
    let bench = Bench()
    let refusal: JSON = [
      "errors": [
        [
          "message": "Cannot query field \"aiInferenceStreamsMetadata\" on type \"Query\".",
          "extensions": ["code": "GRAPHQL_VALIDATION_FAILED"],
        ]
      ]
    ]
    bench.answer(streams, refusal, status: status)
    let result = try await bench.call("get_ai_alert_triage_summary", ["alert_id": "a1"])
    #expect(result.isError)
    #expect(result.text.contains("stream_id"), "\(result)")
  }

  @Test func `an alert or a stream must be named`() async throws {
    let bench = Bench()
    let result = try await bench.call("get_ai_alert_triage_summary")
    #expect(result.isError)
    #expect(result.text.contains("stream_id") && result.text.contains("alert_id"))
    #expect(bench.sent.isEmpty)
  }

  @Test func `a long assessment is cut and read on`() async throws {
    let bench = Bench()
    let text = String(repeating: "0123456789", count: 1_000)
    bench.answer(stream, data: Self.state(.string(text), finished: true))
    let result = try await bench.call("get_ai_alert_triage_summary", ["stream_id": "s1"])
    #expect(result["triage"]?["summary"]?.string == String(text.prefix(4_000)))
    #expect(result["cut_values"] == [["field": "summary", "shown": 4_000, "length": 10_000]])
    #expect(
      result["read_on"]?.string
        == #"get_ai_alert_triage_summary {"stream_id":"s1","field":"summary","field_offset":4000}"#)
    let rest = try await bench.call(
      "get_ai_alert_triage_summary", ["stream_id": "s1", "field": "summary", "field_offset": 4_000])
    #expect(rest["reading"]?["value"]?.string == String(text.dropFirst(4_000)))
  }
}
