import Foundation
import JSON
import MCP
import Synchronization
import TestSupport
import Testing

@testable import HTTPServer
@testable import StreamableHTTP

/// What the audit log is told of refused requests: enough to see who it was, and never much.
@Suite(.fewAtOnce) struct RefusalTests {
  /// An audit trail in memory.
  private final class Trail: AuditTrail {
    struct Full: Error {}

    let isRequired = false
    let lines = Mutex<[JSON]>([])
    let isFull = Mutex(false)

    func record(_ entry: JSON.Object) throws {
      if isFull.withLock(\.self) { throw Full() }
      lines.withLock { $0.append(.object(entry)) }
    }

    var entries: [JSON] { lines.withLock(\.self) }
    func sum(_ event: String) -> Int {
      entries.filter { $0["event"]?.string == event }.reduce(0) { $0 + ($1["requests"]?.int ?? 1) }
    }
  }

  private static let token = "alice-0123456789abcdef"

  private func with(_ trail: Trail, _ test: (Stage) async throws -> Void) async throws {
    let stage = try await Stage(audit: trail) { events, consent in
      try TokenTable(TokenTable.entries(of: "alice \(Self.token)")) { _ in Offer(Stage.service(events, consent)) }
    }
    try await Stage.with(stage, test)
  }

  @Test func `a wrong token, none, a wrong host and a wrong origin are told with the address, and nothing of a token`()
    async throws
  {
    let trail = Trail()
    try await with(trail) { stage in
      let cases: [(RawClient.Fields, String, Int)] = [
        (["Authorization": "Bearer wrong-0123456789abcdef"], "invalid_token", 401), ([:], "no_token", 401),
        (["Origin": "https://evil.example"], "origin", 403),
      ]
      for (index, (fields, reason, status)) in cases.enumerated() {
        let client = try stage.client()
        let fields = fields.merging(["X-Forwarded-For": "1.2.3.4, 198.51.100.\(index)"]) { $1 }
        #expect(try await client.ask(message("ping"), fields).status == status)
        let line = try #require(trail.entries.last)
        #expect(line["event"] == "refused" && line["reason"]?.string == reason)
        #expect(line["status"]?.int == status)
        #expect(line["remote"] == "127.0.0.1" && line["method"] == "POST")
        #expect(line["forwarded_for"]?.string == "198.51.100.\(index)")
      }
      let client = try stage.client()
      client.send("GET /mcp HTTP/1.1\r\nHost: evil.example\r\n\r\n")
      #expect(try #require(await client.answer()).status == 421)
      #expect(trail.entries.last?["reason"] == "host" && trail.entries.last?["error"] == "Host: evil.example")
      let good = try stage.client()
      #expect(try await good.ask(message("nope"), ["Authorization": "Bearer \(Self.token)"]).status != 401)
      #expect(trail.entries.count == cases.count + 1)
      #expect(!"\(trail.entries)".contains("0123456789abcdef"))
    }
  }

  @Test func `a flood from one address is one line and a count`() async throws {
    let trail = Trail()
    try await with(trail) { stage in
      let client = try stage.client()
      for _ in 0..<300 { _ = try await client.ask(message("ping"), ["Authorization": "Bearer wrong-0123456789abcdef"]) }
      #expect(trail.entries.count == 1)
      stage.endpoint.finish()
      let count = try #require(trail.entries.last)
      #expect(trail.entries.count == 2)
      #expect(count["event"] == "refusals" && count["requests"] == 299)
      #expect(count["addresses"] == ["127.0.0.1": 299] && count["reasons"] == ["invalid_token": 299])
      // The address is known now, so there is no second line about it.
      _ = try await client.ask(message("ping"))
      stage.endpoint.finish()
      #expect(trail.entries.count == 3)
      #expect(trail.entries.last?["reasons"] == ["no_token": 1])
      stage.endpoint.finish()
      #expect(trail.entries.count == 3)
    }
  }

  private func request(_ forwarded: String) throws -> WebRequest {
    let line = try RequestLine(Array("POST /mcp HTTP/1.1".utf8)[...])
    let head = try RequestHead(line, ["Host": "localhost", "X-Forwarded-For": forwarded], bodyLimit: 1)
    return WebRequest(head: head, remoteAddress: "127.0.0.1")
  }

  @Test func `made-up addresses do not make the log long, and no request is lost in the counts`() throws {
    let trail = Trail()
    let refusals = Refusals(trail, length: .seconds(3600))
    for minute in 0..<3 {
      for number in 0..<1_000 { refusals.note(try request("a\n\"\(minute).\(number)"), .noToken, 401, "none") }
      refusals.writeCount()
    }
    #expect(trail.sum("refused") == 30 && trail.sum("refusals") == 2_970)
    #expect(trail.entries.count == 33)
    #expect(trail.entries.allSatisfy { ($0["addresses"]?.object?.count ?? 0) <= 50 })
    #expect(!"\(trail.entries)".contains("\\n"))
  }

  @Test func `what cannot be written is counted, until it can`() throws {
    let trail = Trail()
    let refusals = Refusals(trail, length: .seconds(3600))
    trail.isFull.withLock { $0 = true }
    for _ in 0..<10 { refusals.note(try request("a"), .noToken, 401, "none") }
    refusals.writeCount()
    refusals.writeCount()
    #expect(trail.entries.isEmpty)
    trail.isFull.withLock { $0 = false }
    refusals.writeCount()
    #expect(trail.entries.count == 1 && trail.sum("refusals") == 10)
  }

  @Test func `the count comes by itself`() async throws {
    let trail = Trail()
    let refusals = Refusals(trail, length: .milliseconds(20))
    for _ in 0..<3 { refusals.note(try request("a"), .noToken, 401, "none") }
    let start = ContinuousClock.now
    while trail.entries.count < 2, ContinuousClock.now - start < .seconds(60) {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(trail.sum("refusals") == 2)
  }

  @Test func `a missing scope is told with its caller`() async throws {
    let trail = Trail()
    let stage = try await Stage(audit: trail) { events, consent in
      LackingScope(Stage.service(events, consent))
    }
    try await Stage.with(stage) { stage in
      let client = try stage.client()
      #expect(try await client.callModern("change").status == 403)
      let line = try #require(trail.entries.last)
      #expect(line["reason"] == "insufficient_scope" && line["caller"] == "alice" && line["tool"] == "change")
    }
  }

  private struct LackingScope: Authenticator {
    let service: Service

    init(_ service: Service) { self.service = service }

    func knownVerdict(on token: String?) -> Verdict? {
      .accepted(Caller(name: "alice", service: service) { _ in ["panther:write"] })
    }
  }
}
