import Foundation
import MCP
import Panther
import Testing
import Wire

/// Ids that try to be more than ids stay ids (defects 5, 24).
@Suite struct HostileIDTests {
  static let paths = [
    ("../users?x=1", "..%2Fusers%3Fx%3D1"), ("A B/C%2f?limit=1", "A%20B%2FC%252f%3Flimit%3D1"),
    ("x') OR 1=1 --", "x%27%29%20OR%201%3D1%20--"), ("a#b&c=d;e+f@g", "a%23b%26c%3Dd%3Be%2Bf%40g"),
    ("경보\u{301}", "%EA%B2%BD%EB%B3%B4%CC%81"), ("a\r\nX-API-Key: b", "a%0D%0AX-API-Key%3A%20b"),
  ]

  /// Decoded twice alike: some of the characters may be encoded or not.
  private func isSame(_ sent: String, _ expected: String) -> Bool {
    sent.removingPercentEncoding == expected.removingPercentEncoding
      && !sent.dropFirst(4).contains { " #\"<>\r\n".contains($0) }
  }

  @Test(arguments: paths)
  func `an id stays within its path segment (defect 24)`(_ id: String, _ encoded: String) async throws {
    let bench = Bench()
    bench.answer("GET /alerts/", ["results": []])
    _ = try await bench.call("get_alert", ["alert_id": .string(id)])
    _ = try await bench.call("get_alert_events", ["alert_id": .string(id)])
    #expect(bench.lines.count == 2)
    #expect(isSame(bench.lines[0], "GET /alerts/\(encoded)"), "\(bench.lines[0])")
    #expect(isSame(bench.lines[1], "GET /alerts/\(encoded)/events?limit=10"), "\(bench.lines[1])")
    for line in bench.lines {
      #expect(line.split(separator: "?")[0].filter { $0 == "/" }.count == (line.contains("/events") ? 3 : 2))
      #expect(!line.contains("%2fusers") && !line.contains("../"))
    }
  }

  @Test(arguments: ["..", "."]) func `an id does not climb (defect 24)`(_ id: String) async throws {
    let bench = Bench()
    for tool in ["get_alert", "get_alert_events"] {
      let result = try await bench.call(tool, ["alert_id": .string(id)])
      #expect(result.isError)
    }
    #expect(bench.sent.isEmpty)
  }

  @Test(arguments: ["", "  ", "\n"]) func `a blank id is refused`(_ id: String) async throws {
    let bench = Bench()
    for tool in ["get_alert", "get_alert_events", "list_alert_comments"] {
      #expect(try await bench.call(tool, ["alert_id": .string(id)]).isError)
    }
    #expect(bench.sent.isEmpty)
  }

  @Test(arguments: paths.map(\.0)) func `an id stays one item of the query (defect 24)`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /alert-comments", ["results": []])
    bench.answer("GET /alerts", ["results": []])
    _ = try await bench.call("list_alert_comments", ["alert_id": .string(id)])
    _ = try await bench.call("list_alerts", ["detection_id": .string(id)])
    #expect(bench.transport.sent[0].query("alert-id") == id)
    #expect(bench.transport.sent[0].query("limit") == "25")
    #expect(bench.transport.sent[1].query("detection-id") == id)
    #expect(bench.transport.sent[1].query("x") == nil)
    #expect(bench.transport.sent[1].query("limit") == "25")
  }

  @Test(arguments: paths.map(\.0)) func `an id stays a value of a body or a variable`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts", [:])
    bench.answer("mutation CancelQuery", data: ["cancelDataLakeQuery": ["id": "q"]])
    _ = try await bench.call("update_alert_status", ["alert_ids": [.string(id)], "status": "OPEN"])
    _ = try await bench.call("cancel_data_lake_query", ["query_id": .string(id)])
    #expect(bench.lines[0] == "PATCH /alerts")
    #expect(bench.bodies[0]["ids"] == [.string(id)])
    #expect(bench.variables[1] == ["input": ["id": .string(id)]])
    #expect(bench.bodies[1]["query"]?.string?.contains(id) == false)
  }
}
