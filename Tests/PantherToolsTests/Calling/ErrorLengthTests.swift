import JSON
import Panther
import TestSupport
import Testing

@testable import MCP

/// Whatever an error quotes, it stays short, and says what was wrong and what to do.
@Suite(.fewAtOnce) struct ErrorLengthTests {
  private static let long = String(repeating: "0123456789", count: 300_000)

  @Test func `a query that fails in three megabytes`() async throws {
    let bench = Bench()
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults", data: ["dataLakeQuery": ["status": "failed", "message": .string(Self.long)]])
    let result = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    #expect(result.isError)
    #expect(result.text.unicodeScalars.count <= 2_000)
    #expect(result.text.hasPrefix(#"The query failed: "0123"#))
    #expect(result.text.hasSuffix(#"9" (cut: this is its beginning) (query_id "q1")"#))
  }

  @Test func `a hundred thousand unknown arguments`() async throws {
    let bench = Bench()
    let arguments = JSON.Object(unique: (0..<100_000).map { JSON.Member("unknown_argument_\($0)", 1) })
    let result = try await bench.call("get_alert", arguments)
    #expect(result.isError)
    #expect(result.text.unicodeScalars.count <= 2_000)
    #expect(result.text.hasPrefix("Unknown argument `unknown_argument_0`."))
    #expect(result.text.contains("100000 arguments are unknown. It takes: alert_id, detail"), "\(result)")
    #expect(result.text.hasSuffix("Argument `alert_id` is required: a string."), "\(result)")
  }

  @Test func `arguments and their names of any length`() async throws {
    let bench = Bench()
    let marks = "a" + String(repeating: "\u{301}", count: 20_000)
    for text in [String(Self.long.prefix(300_000)), marks, String(repeating: "\u{202E}", count: 20_000)] {
      for arguments: JSON.Object in [
        [text: 1], ["alert_id": "a", "detail": .string(text)], ["alert_id": ["x": .string(text)]],
        ["alert_id": "a", "field": .string(text)], ["alert_id": "a", "field_offset": .string(text), "field": "x"],
      ] {
        bench.answer("GET /alerts/a", ["id": "a"])
        let result = try await bench.call("get_alert", arguments)
        #expect(result.isError)
        #expect(result.text.unicodeScalars.count <= 2_000)
      }
      let none = Bench()
      none.answer("GET /alerts/", ["message": .string(text)], status: 404)
      let result = try await none.call("get_alert", ["alert_id": .string(text)])
      #expect(result.isError)
      #expect(result.text.unicodeScalars.count <= 2_000)
      let sql = try await bench.call("query_data_lake", ["sql": .string("SELECT 1; SELECT '\(text)'")])
      #expect(sql.isError)
      #expect(sql.text.unicodeScalars.count <= 2_000)
    }
  }

  @Test(arguments: [
    ("get_scheduled_query", "query_id"), ("get_detection", "detection_id"), ("get_global_helper", "helper_id"),
    ("get_data_model", "data_model_id"), ("get_alert", "alert_id"), ("update_alert_status", "alert_ids"),
    ("get_log_type_schema_details", "schema_names"), ("get_alert_events", "alert_id"),
  ])
  func `an id or an exact name has a length that ids have`(_ tool: String, _ argument: String) async throws {
    let bench = Bench()
    var arguments: JSON.Object = [argument: .string(String(Self.long.prefix(60_000)))]
    if tool == "update_alert_status" { arguments["status"] = "OPEN" }
    let result = try await bench.call(tool, arguments)
    #expect(result.isError)
    #expect(
      result.text
        == "Argument `\(argument)` takes ids and names of up to 1000 characters, got one of 60000.", "\(result)")
    #expect(bench.sent.isEmpty)
  }

  @Test func `a list of many ids may be long`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts", [:])
    let ids = (0..<100).map { String($0) + String(repeating: "a", count: 900) }
    for list in [JSON(ids), .string(JSON(ids).text)] {
      let result = try await bench.call("update_alert_status", ["alert_ids": list, "status": "OPEN"])
      #expect(!result.text.contains("up to 1000 characters"), "\(result.text.prefix(300))")
    }
  }

  @Test func `what the caller gave is repeated up to 200 characters`() async throws {
    let bench = Bench()
    let id = String(repeating: "q", count: 900)
    bench.answer("GET /", ["message": "none"], status: 404)
    bench.answer("query SchemaDetails", data: ["schemas": ["edges": []]])
    let results = [
      try await bench.call("get_alert", ["alert_id": .string(id)]).text,
      try await bench.call("get_log_type_schema_details", ["schema_names": [.string(id)]]).text,
      try await bench.call("get_alert", ["alert_id": "a", "detail": .string(id)]).text,
      try await bench.call("get_alert", [id: 1]).text,
      try await bench.converse("resources/read", params: ["uri": .string("panther://alerts/\(id)")]).text,
      try await bench.converse("resources/read", params: ["uri": .string(id)]).text,
      try await bench.converse("tools/call", params: ["name": .string(id)]).text,
      try await bench.converse("prompts/get", params: ["name": .string(id)]).text,
      try await bench.converse(id, params: [:]).text,
    ]
    for text in results {
      #expect(text.contains("qqqq"), "\(text)")
      #expect(text.split { $0 != "q" }.allSatisfy { $0.count <= 200 }, "\(text)")
    }
  }

  @Test func `faults of the protocol`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/", ["message": "none"], status: 404)
    let long = JSON.string(Self.long)
    let replies = [
      try await bench.converse("tools/call", params: ["name": long]),
      try await bench.converse("tools/call", params: ["name": "get_alert", "arguments": long]),
      try await bench.converse("prompts/get", params: ["name": long]),
      try await bench.converse("prompts/get", params: ["name": "tune-noisy-rule", "arguments": ["period": long]]),
      try await bench.converse("prompts/get", params: ["name": "tune-noisy-rule", "arguments": [Self.long: 1]]),
      try await bench.converse("resources/read", params: ["uri": long]),
      try await bench.converse("resources/read", params: ["uri": .string("panther://alerts/\(Self.long)")]),
      try await bench.converse(Self.long, params: [:]),
    ]
    for reply in replies {
      let error = try #require(reply["error"])
      #expect((error["message"]?.string?.unicodeScalars.count ?? .max) <= 2_000)
      #expect((error["data"]?.text.unicodeScalars.count ?? 0) <= 2_000)
    }
  }

  @Test func `a version that nobody serves`() {
    let error = RPCError.unsupportedVersion(Self.long)
    #expect(error.data?["supported"] == ["2026-07-28"])
    #expect(error.json.bytes.count <= 2_200)
    #expect(RPCError(code: 1, "a\u{202E}b").message == #"a\u{202E}b"#)
  }
}
