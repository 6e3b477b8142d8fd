import Foundation
import JSON
import MCP
import Panther
import TestSupport
import Testing

/// An id that holds a path, a query or a header is sent as an id and nothing else.
@Suite(.fewAtOnce) struct HostileIDTests {
  static let paths = [
    ("../users?x=1", "..%2Fusers%3Fx%3D1"), ("A B/C%2f?limit=1", "A%20B%2FC%252f%3Flimit%3D1"),
    ("x') OR 1=1 --", "x%27%29%20OR%201%3D1%20--"), ("a#b&c=d;e+f@g", "a%23b%26c%3Dd%3Be%2Bf%40g"),
    ("경보\u{301}", "%EA%B2%BD%EB%B3%B4%CC%81"), ("a\r\nX-API-Key: b", "a%0D%0AX-API-Key%3A%20b"),
  ]

  /// The same path after decoding, because some characters may be sent encoded or not.
  private func isSame(_ sent: String, _ expected: String) -> Bool {
    sent.removingPercentEncoding == expected.removingPercentEncoding
      && !sent.dropFirst(4).contains { " #\"<>\r\n".contains($0) }
  }

  @Test(arguments: paths)
  func `an id stays within its path segment`(_ id: String, _ encoded: String) async throws {
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

  static let byID: [(tool: String, argument: String, path: String)] = [
    ("get_alert", "alert_id", "/alerts/"), ("get_detection", "detection_id", "/rules/"),
    ("get_scheduled_query", "query_id", "/queries/"), ("get_global_helper", "helper_id", "/globals/"),
    ("get_data_model", "data_model_id", "/data-models/"), ("get_user", "user_id", "/users/"),
    ("get_role", "role_id", "/roles/"), ("get_http_log_source", "source_id", "/log-sources/http/"),
  ]

  @Test(arguments: byID.map(\.tool), paths.map(\.0))
  func `every tool keeps an id within its path segment`(_ tool: String, _ id: String) async throws {
    let (_, argument, path) = try #require(Self.byID.first { $0.tool == tool })
    // A user is looked up by e-mail, with another request.
    guard tool != "get_user" || !id.contains("@") else { return }
    let bench = Bench()
    bench.answer("GET \(path)", ["id": "x"])
    var arguments: JSON.Object = [argument: .string(id)]
    if tool == "get_detection" { arguments["detection_type"] = ["rules"] }
    #expect(try await !bench.call(tool, arguments).isError)
    try #require(bench.lines.count == 1)
    let segment = bench.lines[0].dropFirst("GET \(path)".count)
    #expect(segment.removingPercentEncoding == id)
    #expect(!segment.contains { "/?# ".contains($0) }, "\(segment)")
  }

  @Test(arguments: paths.map(\.0))
  func `a change goes to the path that was read`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /rules/", ["id": .string(id), "enabled": true])
    bench.answer("PUT /rules/", ["enabled": false])
    _ = try await bench.call("disable_detection", ["detection_id": .string(id)])
    try #require(bench.lines.count == 2)
    let paths = bench.lines.map { $0.split(separator: " ")[1].split(separator: "?")[0] }
    #expect(paths[0] == paths[1])
    #expect(paths[0].dropFirst("/rules/".count).removingPercentEncoding == id)
  }

  @Test(arguments: ["..", "."]) func `an id does not climb`(_ id: String) async throws {
    let bench = Bench()
    // A role and a saved query may have such a name, so they are looked up by it.
    bench.answer("GET /roles?", ["results": []])
    bench.answer("GET /queries?", ["results": []])
    for (tool, argument, _) in Self.byID {
      #expect(try await bench.call(tool, [argument: .string(id)]).isError, "\(tool)")
    }
    for (tool, argument) in [("get_alert_events", "alert_id"), ("disable_detection", "detection_id")] {
      #expect(try await bench.call(tool, [argument: .string(id)]).isError, "\(tool)")
    }
    #expect(bench.sent == ["GET /queries?limit=1000", "GET /roles?name=\(id)"])
  }

  @Test(arguments: ["", "  ", "\n"]) func `a blank id is refused`(_ id: String) async throws {
    let bench = Bench()
    for tool in ["get_alert", "get_alert_events", "list_alert_comments"] {
      #expect(try await bench.call(tool, ["alert_id": .string(id)]).isError)
    }
    #expect(bench.sent.isEmpty)
  }

  @Test(arguments: paths.map(\.0)) func `an id stays one item of the query`(_ id: String) async throws {
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
