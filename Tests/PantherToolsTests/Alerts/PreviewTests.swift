import JSON
import MCP
import Panther
import PantherTools
import Synchronization
import Testing

/// What a person is shown before a change, through a whole conversation over a stub of Panther.
@Suite struct PreviewTests {
  private let bench: Bench

  init() throws { bench = Bench(policy: try Policy(ask: ["all"])) }

  /// Asks for a call with a client that takes no forms; nothing that writes may be sent.
  private func preview(_ tool: String, _ arguments: JSON.Object) async throws -> (would: String, token: JSON) {
    let result = try await bench.converse(tool, arguments)["result"]
    let preview = try #require(result?["structuredContent"], "\(result?.text ?? "")")
    #expect(preview["confirmation_required"] == true)
    #expect(bench.lines.allSatisfy { $0.hasPrefix("GET") })
    return (preview["would"]?.string ?? "", preview["confirm_token"] ?? .null)
  }

  private func alert(_ id: String, _ title: String, _ status: String = "OPEN") {
    bench.answer(
      "GET /alerts/\(id)", ["id": .string(id), "title": .string(title), "severity": "HIGH", "status": .string(status)])
  }

  @Test func `a change of status shows which alerts, from what to what`() async throws {
    alert("a1", "Root login")
    alert("a2", "Odd\nthing \u{202E}", "TRIAGED")
    bench.answer("GET /alerts/a3", ["message": "no such alert"], status: 404)
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: 204) }
    let arguments: JSON.Object = ["alert_ids": ["a1", "a2", "a3"], "status": "RESOLVED"]
    let (would, token) = try await preview("update_alert_status", arguments)
    #expect(
      would == """
        Set status RESOLVED on these 3 alerts:
        - HIGH "Root login" "a1" (now OPEN)
        - HIGH "Odd\\nthing \\u{202E}" "a2" (now TRIAGED)
        - "a3" (could not be read)
        """)
    var confirmed = arguments
    confirmed["confirm_token"] = token
    let answer = try await bench.converse("update_alert_status", confirmed)
    #expect(answer["result"]?["structuredContent"]?["updated"] == 3)
    #expect(bench.lines.count { !$0.hasPrefix("GET") } == 1)
  }

  @Test func `an id cannot pass for a line of the question`() async throws {
    bench.answer("GET /alerts/", ["message": "no"], status: 404)
    let (would, _) = try await preview(
      "update_alert_status", ["alert_ids": ["x\n- HIGH \"harmless\""], "status": "OPEN"])
    #expect(would.split(separator: "\n").count == 2)
  }

  @Test func `of many alerts the first are shown, and the number of the rest`() async throws {
    bench.answer("GET /alerts/", ["id": "x", "title": "T", "severity": "LOW", "status": "OPEN"])
    let ids = (1...60).map { "a\($0)" }
    let (would, _) = try await preview("update_alert_status", ["alert_ids": JSON(ids), "status": "CLOSED"])
    #expect(would.hasPrefix("Set status CLOSED on these 60 alerts:\n- LOW"))
    #expect(would.hasSuffix("\n… and 35 more"))
    #expect(bench.sent.count == 25)
  }

  @Test func `a text is shown, and what is not shown of it is said`() async throws {
    alert("a1", "T")
    let short = try await preview("add_alert_comment", ["alert_id": "a1", "comment": "Looks\nfine"])
    #expect(short.would.hasPrefix(#"Add the comment "Looks\nfine" on this alert:"#))
    let long = JSON.string(String(repeating: "x", count: 1999) + "yz")
    let cut = try await preview("add_alert_comment", ["alert_id": "a1", "comment": long])
    #expect(cut.would.contains(#"xy" (the first 2000 of 2001 characters)"#))
    let bulk = try await preview(
      "bulk_update_alerts", ["alert_ids": ["a1"], "comment": long, "assignee_id": "u1", "status": "OPEN"])
    #expect(bulk.would.contains("(the first 2000 of 2001 characters)"))
    #expect(bulk.would.contains(#"Set status OPEN; Set assignee "u1"; Add the comment"#))
  }

  @Test func `switching a detection off names it and its state`() async throws {
    bench.answer("GET /rules/R.1", ["id": "R.1", "displayName": "Root", "severity": "HIGH", "enabled": true])
    let (would, _) = try await preview("disable_detection", ["detection_id": "R.1", "detection_type": "rules"])
    #expect(
      would
        == #"Switch off the detection "R.1" ("Root", HIGH), so that it makes no more alerts. It is enabled now."#)
  }

  @Test func `a detection that cannot be read is no question but an error`() async throws {
    bench.answer("GET /rules/R.1", ["message": "no such rule"], status: 404)
    let answer = try await bench.converse("disable_detection", ["detection_id": "R.1", "detection_type": "rules"])
    #expect(answer["result"]?["isError"] == true)
    #expect(bench.lines.allSatisfy { $0.hasPrefix("GET") })
  }

  /// With `--ask all`, no tool gets past the question.
  @Test(arguments: Sample.all) func `nothing that writes or spends is sent before a yes`(_ sample: Sample) async throws
  {
    for match in ["GET", "query"] { bench.answer(match, ["id": "x", "data": [:]]) }
    let answer = try await bench.converse(sample.tool, sample.arguments)
    #expect(
      answer["result"]?["structuredContent"]?["confirmation_required"] == true
        || answer["result"]?["isError"] == true)
    #expect(bench.lines.allSatisfy { $0.hasPrefix("GET") || $0.hasPrefix("query") })
  }
}
