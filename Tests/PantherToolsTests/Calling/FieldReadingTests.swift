import Cleaning
import JSON
import Logging
import MCP
import Panther
import Testing

/// A long value is cut and names the call that reads on, and these calls together give the whole value.
@Suite struct FieldReadingTests {
  /// Follows `read_on` from a first reading to the end of the value.
  private func read(_ bench: Bench, _ tool: String, _ arguments: JSON.Object, limit: Int) async throws -> String {
    var text = ""
    var call = (tool, arguments)
    for _ in 0..<500 {
      let result = try await bench.call(call.0, call.1)
      try #require(!result.isError, "\(result)")
      #expect(result.text.unicodeScalars.count <= limit)
      #expect(result.body.count < 900_000)
      let reading = try #require(result["reading"])
      #expect(reading["from"]?.int ?? 0 == text.unicodeScalars.count)
      text += try #require(reading["value"]?.string)
      guard let next = reading["read_on"]?.string else {
        #expect(reading["length"]?.int == text.unicodeScalars.count)
        return text
      }
      call = try Self.call(next)
    }
    Issue.record("never ends")
    return text
  }

  /// Reads `tool {arguments}` as a model would.
  private static func call(_ text: String) throws -> (String, JSON.Object) {
    let parts = text.split(separator: " ", maxSplits: 1)
    return (String(parts[0]), try #require(try JSON(parsing: String(parts[1])).object))
  }

  /// The call that a cut value names, from its offset.
  private static func call(fromCut text: String) throws -> (String, JSON.Object) {
    let start = try #require(text.firstRange(of: "; read on: ")).upperBound
    return try call(String(text[start...].dropLast()))
  }

  static let long: [(String, limit: Int)] = [
    (String(repeating: "0123456789abcdef", count: 65_536), .max),
    (String(repeating: "0123456789abcdef", count: 8_192), 24_000),
    ((0..<3_000).map { "\($0)\"\\\n\u{1}é🦊" }.joined(), 24_000),
    ((0..<30_000).map { "\($0)\"\\\n\u{1}é🦊" }.joined(), .max),
  ]

  @Test(arguments: long.indices) func `a long value is read to its end`(_ index: Int) async throws {
    let (value, limit) = Self.long[index]
    let bench = Bench(limits: OutputLimits(hard: limit == .max ? 0 : limit))
    bench.answer("GET /alerts/a1", ["id": "a1", "context": ["log.text": .string(value)]])
    // Offsets count the characters that are shown, and hidden characters are shown escaped.
    var sanitizer = Sanitizer(redacts: true)
    let shown = sanitizer.clean(value)
    let arguments: JSON.Object = ["alert_id": "a1", "field": "context.log.text"]
    #expect(try await read(bench, "get_alert", arguments, limit: limit) == shown)
  }

  @Test func `a value that was cut names the call that reads on just there`() async throws {
    let bench = Bench()
    let value = String(repeating: "0123456789abcdef", count: 1_000)
    bench.answer("GET /alerts/a1", ["id": "a1", "runbook": .string(value)])
    let shown = try #require(try await bench.call("get_alert", ["alert_id": "a1"])["alert"]?["runbook"]?.string)
    #expect(shown.hasPrefix(String(value.prefix(4_000)) + "…[cut: 4000 of 16000 characters shown; read on: "))
    let (tool, arguments) = try Self.call(fromCut: shown)
    #expect(arguments["field_offset"] == 4_000)
    let rest = try await bench.call(tool, arguments)
    #expect(rest["reading"]?["value"]?.string == String(value.dropFirst(4_000)))
  }

  @Test func `values of lists and rows are named so that they can be read`() async throws {
    let bench = Bench()
    let value = String(repeating: "v", count: 5_000)
    bench.answer("GET /alerts/a1/events", ["results": [["n": 0], ["deep": [["x.y": .string(value)]]]]])
    bench.answer("GET /alert-comments", ["results": [["id": "c1", "body": .string(value)]]])
    bench.answer("query QueryResults", Self.results([["a": 1, "b": .string(value)]]))
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    let events = try await bench.call("get_alert_events", ["alert_id": "a1"])
    let comments = try await bench.call("list_alert_comments", ["alert_id": "a1"])
    let rows = try await bench.call("query_data_lake", ["sql": "SELECT 1"])
    for cut in [
      events["events"]?.array?[1]["deep"]?.array?[0]["x.y"], comments.items("comments")[0]["body"],
      rows.items("result")[0]["b"],
    ] {
      let text = try #require(cut?.string)
      let (tool, arguments) = try Self.call(fromCut: text)
      let rest = try await bench.call(tool, arguments)
      #expect(rest["reading"]?["value"]?.string == String(value.dropFirst(4_000)), "\(text.suffix(300))")
    }
    #expect(bench.sent.filter { $0.hasPrefix("mutation") }.count == 1)
  }

  private static func results(_ rows: [JSON]) -> JSON {
    [
      "data": [
        "dataLakeQuery": ["status": "succeeded", "results": ["edges": .array(rows.map { ["node": $0] })]]
      ]
    ]
  }

  @Test func `an item that is too large for any answer shows its fields, which can be read`() async throws {
    let bench = Bench()
    let item: JSON.Object = JSON.Object(
      (0..<400).map { ("field\($0)", .array(Array(repeating: .string("value \($0)"), count: 50))) })
    bench.answer("GET /alerts/a1/events", ["results": [.object(item), ["n": 1]]])
    let result = try await bench.call("get_alert_events", ["alert_id": "a1"])
    #expect(result.text.unicodeScalars.count <= 8_000)
    let outline = try #require(result["events"]?.array?.first)
    #expect(outline["too_large"] != nil)
    #expect(outline["fields"]?["field7"]?.int == item["field7"]?.bytes.count)
    let value = try await bench.call("get_alert_events", ["alert_id": "a1", "field": "0.field7.3"])
    #expect(value["reading"]?["value"] == "value 7")
  }

  @Test(
    arguments: [
      (["field": "nope"], "no value at `nope`"), (["field": "contxt"], "Did you mean `context`?"),
      (["field": "context", "field_offset": -1], "from 0"), (["field": 7, "field_offset": "x"], "from 0"),
      (["field": "context.0"], "no value at"), (["field": ["a"]], "takes a path"),
    ] as [(JSON.Object, String)])
  func `a path that leads nowhere is said`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", ["id": "a1", "context": ["a": 1]])
    var given = arguments
    given["alert_id"] = "a1"
    let result = try await bench.call("get_alert", given)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
  }

  @Test func `past the end there is nothing more`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", ["id": "a1", "title": "abc"])
    let result = try await bench.call("get_alert", ["alert_id": "a1", "field": "title", "field_offset": 9])
    #expect(result["reading"]?["value"] == "")
    #expect(result["reading"]?["read_on"] == nil)
  }

  @Test func `an object is read as it is`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", ["id": "a1", "context": ["a": [1, .null]]])
    let result = try await bench.call("get_alert", ["alert_id": "a1", "field": "context"])
    #expect(result["reading"]?["value"] == ["a": [1, .null]])
  }
}
