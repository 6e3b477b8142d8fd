import MCP
import Panther
import Testing
import Wire

@Suite struct AlertToolsTests {
  private static let alert: JSON = [
    "id": "a1", "title": "Root login", "severity": "HIGH", "status": "OPEN", "type": "RULE",
    "createdAt": "2026-11-20T07:00:00Z", "eventCount": 9_007_199_254_740_993,
    "detection": ["id": "AWS.Root/Login", "type": "RULE"], "assignee": .null, "deliveries": [], "unknown": ["x": 1],
  ]

  @Test func `list_alerts sends what was asked, and says its window`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": [Self.alert]])
    let result = try await bench.call("list_alerts")
    #expect(
      bench.sent == [
        "GET /alerts?type=ALERT&created-after=2026-10-21T08:00:00Z&created-before=2026-11-20T08:00:00Z&sort-dir=desc&limit=25"
      ])
    #expect(result["now"] == "2026-11-20T08:00:00Z")
    #expect(result["window"] == ["from": "2026-10-21T08:00:00Z", "to": "2026-11-20T08:00:00Z"])
    #expect(
      result["alerts"] == [
        "columns": ["id", "title", "severity", "status", "type", "createdAt", "eventCount", "detection.id"],
        "rows": [
          [
            "a1", "Root login", "HIGH", "OPEN", "RULE", "2026-11-20T07:00:00Z", 9_007_199_254_740_993,
            "AWS.Root/Login",
          ]
        ],
      ])
    #expect(result["next_cursor"] == nil)
  }
}
