import JSON
import MCP
import Panther
import PantherTools
import Synchronization
import TestSupport
import Testing

/// What a person is shown before a change, through a whole conversation over a stub of Panther.
@Suite(.fewAtOnce) struct PreviewTests {
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
        Set status "RESOLVED" on these 3 alerts:
        - "HIGH" "Root login" "a1" (now "OPEN")
        - "HIGH" "Odd\\nthing \\u{202E}" "a2" (now "TRIAGED")
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

  @Test func `what an alert says of itself cannot pass for a line of the question`() async throws {
    bench.answer(
      "GET /alerts/a1",
      ["id": "a1", "title": "T", "severity": "LOW\n- \"LOW\" \"harmless\"", "status": "OPEN)\nNothing is changed. ("])
    let (would, _) = try await preview("update_alert_status", ["alert_ids": ["a1"], "status": "CLOSED"])
    #expect(would.split(separator: "\n").count == 2)
  }

  @Test func `every alert is shown, to the hundredth`() async throws {
    bench.answer("GET /alerts/", ["id": "x", "title": "T", "severity": "LOW", "status": "OPEN"])
    let ids = (1...100).map { "alert-\($0)-\(String(repeating: "f", count: 32))" }
    let (would, _) = try await preview("update_alert_status", ["alert_ids": JSON(ids), "status": "CLOSED"])
    #expect(would.hasPrefix("Set status \"CLOSED\" on these 100 alerts:\n- \"LOW\" \"T\" \"alert-1-"))
    for id in ids { #expect(would.contains("\"\(id)\" (now \"OPEN\")")) }
  }

  /// Each writing tool with a text of a length among its arguments.
  private static let texts: [(String, @Sendable (JSON) -> JSON.Object)] = [
    ("add_alert_comment", { ["alert_id": "a1", "comment": $0] }),
    ("add_alert_comment", { ["alert_id": $0, "comment": "x"] }),
    ("bulk_update_alerts", { ["alert_ids": ["a1"], "comment": $0] }),
    ("bulk_update_alerts", { ["alert_ids": ["a1"], "assignee_id": $0] }),
    ("bulk_update_alerts", { ["alert_ids": ["a1", $0], "status": "OPEN"] }),
    ("update_alert_status", { ["alert_ids": [$0], "status": "OPEN"] }),
    ("update_alert_assignee", { ["alert_ids": ["a1"], "assignee_id": $0] }),
    ("update_alert_assignee", { ["alert_ids": [$0], "assignee_id": "u1"] }),
    ("disable_detection", { ["detection_id": $0] }), ("enable_detection", { ["detection_id": $0] }),
    (
      "save_detection",
      { ["mode": "update", "detection_id": "x", "detection_type": "rules", "fields": ["description": $0]] }
    ),
    ("cancel_data_lake_query", { ["query_id": $0] }),
    ("start_ai_alert_triage", { ["alert_id": "a1", "prompt": $0] }),
    ("query_data_lake", { ["sql": $0] }), ("save_query", { ["name": "n", "sql": "SELECT 1", "description": $0] }),
  ]

  @Test(arguments: texts.indices)
  func `what changes is shown to its last character, or the call is refused before anybody is asked`(
    _ index: Int
  ) async throws {
    let (tool, arguments) = Self.texts[index]
    // Ids have a limit of their own.
    let isExact = [1, 3, 4, 5, 6, 7, 8, 9, 11].contains(index)
    bench.answer("GET", ["id": "x", "title": "T", "severity": "LOW", "status": "OPEN", "enabled": true])
    let shown = "first " + String(repeating: "x", count: isExact ? 900 : 15_000) + " the end"
    #expect(try await preview(tool, arguments(.string(shown))).would.contains(shown))
    let answer = try await bench.converse(tool, arguments(.string(shown + String(repeating: "y", count: 5_000))))
    let text = answer["result"]?["content"]?.array?.first?["text"]?.string ?? ""
    #expect(answer["result"]?["isError"] == true)
    #expect(bench.lines.allSatisfy { $0.hasPrefix("GET") })
    if isExact {
      #expect(text.contains("up to 1000 characters"), "\(text.prefix(300))")
      return
    }
    #expect(text.contains("at most 20000") && text.contains("Nobody was asked"), "\(text.prefix(300))")
    #expect(text.contains("Make several smaller calls"))
  }

  @Test func `every tool that changes something is among those with a long text`() {
    let changing = Toolset.all.flatMap(\.tools).filter { $0.effect.changes || !$0.isReadOnly }.map(\.name)
    #expect(Set(changing).subtracting(Self.texts.map(\.0)).isEmpty)
  }

  @Test func `every part of a change is shown`() async throws {
    alert("a1", "T")
    let html = try await preview("add_alert_comment", ["alert_id": "a1", "comment": "Looks\nfine", "format": "HTML"])
    #expect(html.would.hasPrefix(#"Add the comment "Looks\nfine" as HTML on this alert:"#))
    let bulk = try await preview(
      "bulk_update_alerts", ["alert_ids": ["a1"], "comment": "c", "assignee_id": "u1", "status": "OPEN"])
    #expect(bulk.would.hasPrefix(#"Set status "OPEN"; Set assignee "u1"; Add the comment "c" on this alert:"#))
    let nobody = try await preview("update_alert_assignee", ["alert_ids": ["a1"], "assignee_id": "none"])
    #expect(nobody.would.hasPrefix(#"Assign nobody ("none") on this alert:"#))
    let triage = try await preview(
      "start_ai_alert_triage", ["alert_id": "a1", "prompt": "Look", "output_length": "large"])
    #expect(triage.would.contains(#""prompt":"Look""#) && triage.would.contains(#""output_length":"large""#))
  }

  @Test func `switching a detection off names it and its state`() async throws {
    bench.answer("GET /rules/R.1", ["id": "R.1", "displayName": "Root", "severity": "HIGH", "enabled": true])
    let (would, _) = try await preview("disable_detection", ["detection_id": "R.1", "detection_type": "rules"])
    #expect(
      would
        == #"Switch off the detection "R.1" (rules, "Root", "HIGH"), so that it makes no more alerts. It is enabled now."#
    )
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
