import Foundation
import JSON
import Panther
import TestSupport
import Text
import Testing

@testable import MCP
@testable import PantherTools

/// An id is copied from an answer, where hidden characters stand escaped. All other text is what the caller wrote.
@Suite(.fewAtOnce) struct EscapedArgumentTests {
  private static let escaped = #"a\u{202E}b\u{200B}"#
  private static let raw = "a\u{202E}b\u{200B}"

  @Test func `a comment with an escape in it is sent as it was written`() async throws {
    let bench = Bench()
    bench.answer("POST /alert-comments", ["id": "c1"])
    bench.answer("PATCH /alerts", [:])
    _ = try await bench.call(
      "add_alert_comment", ["alert_id": .string(Self.escaped), "comment": .string(Self.escaped)])
    try #require(bench.bodies.count == 1)
    #expect(bench.bodies[0]["body"]?.string == Self.escaped)
    #expect(bench.bodies[0]["alertId"]?.string?.hasSameBytes(as: Self.raw) == true)
  }

  @Test(arguments: ["926f8ccb…", "926f8ccb...", "aifail00009…"])
  func `an id that was shortened is refused, and not guessed`(_ id: String) async throws {
    for (tool, arguments) in [
      ("get_alert", ["alert_id": .string(id)]),
      ("update_alert_status", ["alert_ids": ["926f8ccbaf17c4eb8d433070641b2310", .string(id)], "status": "OPEN"]),
    ] as [(String, JSON.Object)] {
      let bench = Bench()
      let result = try await bench.call(tool, arguments)
      #expect(result.isError && result.text.contains("was shortened where it was shown. Give it whole"), "\(result)")
      #expect(bench.sent.isEmpty)
    }
  }

  @Test func `a name may end in dots, and a comment in anything`() async throws {
    let bench = Bench()
    bench.answer("POST /alert-comments", ["id": "c1"])
    let comment = try await bench.call("add_alert_comment", ["alert_id": "a1", "comment": "926f8ccb…"])
    #expect(!comment.isError)
    bench.answer("GET /queries", ["results": []])
    let query = try await bench.call("get_scheduled_query", ["query_id": "Failed logins of 2026…"])
    #expect(!query.text.contains("shortened"), "\(query)")
  }

  @Test func `a list that is no JSON is not taken for one value`() async throws {
    let bench = Bench()
    for list in ["[A,B]", "[a1]", "['A','B']"] {
      let result = try await bench.call("update_alert_status", ["alert_ids": .string(list), "status": "OPEN"])
      #expect(result.isError && result.text.contains(#"must be a list such as ["A","B"]"#), "\(result)")
    }
    #expect(bench.sent.isEmpty)
  }

  @Test func `a prompt for the AI and SQL are sent as they were written`() async throws {
    let bench = Bench()
    bench.answer("mutation", data: ["aiSummarizeAlert": ["streamId": "s1"], "executeDataLakeQuery": ["id": "q1"]])
    bench.answer("query Stream", data: ["aiInferenceStream": ["finished": true, "responseText": "Benign."]])
    bench.answer("query QueryResults", data: ["dataLakeQuery": ["status": "succeeded", "results": ["edges": []]]])
    _ = try await bench.call("start_ai_alert_triage", ["alert_id": "a1", "prompt": .string(Self.escaped)])
    _ = try await bench.call("query_data_lake", ["sql": .string("SELECT '\(Self.escaped)'")])
    let sent = bench.variables.filter { $0 != .null }.map(\.text).joined()
    #expect(sent.components(separatedBy: #"a\\u{202E}b\\u{200B}"#).count == 3, "\(sent)")
    #expect(!sent.unicodeScalars.contains("\u{202E}"))
  }

  @Test func `ids and exact names are looked up with their real characters`() async throws {
    for (tool, argument, path) in HostileIDTests.byID {
      let bench = Bench()
      bench.answer("GET \(path)", ["id": "x"])
      var arguments: JSON.Object = [argument: .string(Self.escaped)]
      if tool == "get_detection" { arguments["detection_type"] = ["rules"] }
      _ = try await bench.call(tool, arguments)
      #expect(bench.sent.first?.utf8.elementsEqual("GET \(path)\(Self.raw)".utf8) == true, "\(tool) \(bench.sent)")
    }
    let bench = Bench()
    bench.answer("GET /alerts", ["results": []])
    _ = try await bench.call("list_alerts", ["assignees": [.string(Self.escaped)], "name_contains": #"x\u{202E}"#])
    let sent = try #require(bench.sent.first)
    #expect(sent.contains(#"x\u{202E}"#))
  }

  /// A new tool cannot forget it: what is called an id is one.
  @Test func `every id among the arguments is taken in its escaped form, and no free text is`() {
    let arguments = Toolset.all.flatMap(\.tools).flatMap { tool in
      tool.arguments.arguments.map { (name: "\(tool.name) \($0.name)", argument: $0.argument) }
    }
    for (name, argument) in arguments {
      let isID = name.hasSuffix("_id") || name.hasSuffix("_ids")
      if isID { #expect(argument.isExact, "\(name)") }
      let isFree = ["comment", "prompt", "sql", "contains", "name_contains"].contains { name.hasSuffix(" \($0)") }
      if isFree { #expect(!argument.isExact, "\(name)") }
    }
    #expect(arguments.filter(\.argument.isExact).count >= 40)
  }

  @Test func `a field whose name has hidden characters is read by the name that is shown`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", ["id": "a1", "context": .object([Self.raw: "value"])])
    let result = try await bench.call("get_alert", ["alert_id": "a1", "field": .string("context.\(Self.escaped)")])
    #expect(result["reading"]?["value"] == "value")
  }
}
