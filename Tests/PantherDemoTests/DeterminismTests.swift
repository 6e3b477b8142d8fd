import Foundation
import JSON
import Panther
import PantherDemo
import TestSupport
import Testing

@Suite(.fewAtOnce) struct DeterminismTests {
  private func transcript(_ demo: Demo) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    let id = try #require(try await demo.list("/alerts").first)
    let paths = [
      "/alerts?limit=50", "/alerts?type=SYSTEM_ERROR", "/alerts/\(id)/events", "/alert-comments?alert-id=\(id)",
      "/rules",
      "/scheduled-rules", "/simple-rules?include-python=true", "/policies", "/globals", "/data-models", "/queries",
      "/users",
      "/roles", "/api-tokens/self",
    ]
    for path in paths { bytes += try await demo.send(.get, path).body }
    _ = try await demo.send(.patch, "/alerts/\(id)", ["status": "CLOSED"])
    let comment: JSON = ["alertId": .string(id), "body": "x", "format": "PLAIN_TEXT"]
    bytes += try await demo.send(.post, "/alert-comments", comment).body
    for sql in SQLTests.statements.map(\.sql) { bytes += try await demo.run(sql).bytes }
    let documents = [
      "{ sources { edges { node { integrationId lastEventReceivedAtTime } } } }",
      "{ schemas(input: {}) { edges { node { spec } } } }",
      "{ dataLakeQueries { edges { node { id startedAt } } } }",
      "{ aiInferenceStreamsMetadata(input: {}) { edges { node { streamId } } } }",
      "{ metrics(input: {fromDate: \"2026-11-10T00:00:00Z\", toDate: \"2026-11-20T00:00:00Z\"}) { bytesProcessedPerSource { label breakdown } alertsPerRule { label value } } }",
    ]
    for document in documents { bytes += try await demo.graphQL(document).bytes }
    return bytes
  }

  @Test func `two instances with one clock answer alike, byte for byte`() async throws {
    let first = try await transcript(Demo())
    #expect(first.count > 50_000)
    #expect(try await transcript(Demo()) == first)
  }

  @Test func `writes stay in their instance`() async throws {
    let demo = Demo()
    let id = try #require(try await demo.list("/alerts?status=OPEN").first)
    _ = try await demo.send(.patch, "/alerts/\(id)", ["status": "CLOSED"])
    #expect(try await Demo().get("/alerts/\(id)")["status"] == "OPEN")
  }

  @Test func `ids stay when the clock moves, times move with it`() async throws {
    let later = Demo(now: Demo.now.addingTimeInterval(86_400))
    let (before, after) = (try await Demo().get("/alerts?limit=1"), try await later.get("/alerts?limit=1"))
    let (old, new) = (before["results"]?.array?.first, after["results"]?.array?.first)
    #expect(old?["id"] == new?["id"])
    #expect(old?["createdAt"] == "2026-11-20T06:06:00Z" && new?["createdAt"] == "2026-11-21T06:06:00Z")
  }

  @Test func `the clock comes from PANTHER_DEMO_NOW when that is a time`() {
    #expect(DemoInstance.now(environment: ["PANTHER_DEMO_NOW": "2026-11-20T17:10:00+09:00"]) == Demo.now)
    for text in ["", "soon", "2026-11-20", "2026-13-40T00:00:00Z"] {
      expectThisHour(DemoInstance.now(environment: ["PANTHER_DEMO_NOW": text]))
    }
    expectThisHour(DemoInstance.now(environment: [:]))
  }

  /// What one command shows is there for the next one.
  private func expectThisHour(_ time: Date, sourceLocation: SourceLocation = #_sourceLocation) {
    let seconds = time.timeIntervalSince1970
    #expect(seconds.truncatingRemainder(dividingBy: 3600) == 0, sourceLocation: sourceLocation)
    // The hour may have ended since then.
    #expect((-60..<3660).contains(-time.timeIntervalSinceNow), sourceLocation: sourceLocation)
  }

  @Test(arguments: [-1e300, 0, 4e9, 1e300]) func `any clock will do`(seconds: Double) async throws {
    let demo = Demo(now: Date(timeIntervalSince1970: seconds))
    #expect(try await demo.list("/alerts").count == 25)
    #expect(try await demo.rows("SELECT COUNT(*) > 0 FROM panther_views.public.all_logs") == "true")
  }
}
