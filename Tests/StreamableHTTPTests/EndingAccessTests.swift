import Foundation
import JSON
import Logging
import MCP
import StreamableHTTP
import Synchronization
import TestSupport
import Testing

/// Callers whose access ends, also while they have something open.
@Suite(.fewAtOnce) struct EndingAccessTests {
  private static let entries: [TokenTable.Entry] = {
    let text = "ana ana-0123456789abcdef\nbob bob-0123456789abcdef"
    return (try? TokenTable.entries(of: text)) ?? []
  }()
  private static let ana: RawClient.Fields = ["Authorization": "Bearer ana-0123456789abcdef"]
  private static let bob: RawClient.Fields = ["Authorization": "Bearer bob-0123456789abcdef"]

  private func with(_ test: (Stage, TokenTable, @escaping (Date?) -> Void) async throws -> Void) async throws {
    let service = Stage.service(Events())
    let table = TokenTable(Self.entries) { _ in Offer(service) }
    let stage = try await Stage(pulse: .milliseconds(50)) { _, _ in table }
    try await Stage.with(stage) { stage in
      try await test(stage, table) { end in
        table.replace(with: Self.entries) { Offer(service, until: $0.name == "ana" ? end : nil) }
      }
    }
  }

  @Test func `an expired token is answered as an unknown one is, and its sessions end`() async throws {
    try await with { stage, _, setEnd in
      let client = try stage.client()
      let session = try await client.initialize(with: Self.ana)
      let other = try await client.initialize(with: Self.bob)
      setEnd(Date.now + 3600)
      #expect(try await client.ask(message("ping"), Self.ana.merging(["Mcp-Session-Id": session]) { $1 }).status == 200)
      setEnd(Date.now - 1)
      let expired = try await client.modern("tools/list", with: Self.ana)
      #expect(expired.status == 401)
      let unknown = try await client.modern("tools/list", with: ["Authorization": "Bearer zoe-0123456789abcdef"])
      #expect(expired == unknown)
      #expect(!expired.body.contains("expire") && !expired.challenge.contains("ana"))
      // Nothing of what was open before comes back with a later end.
      setEnd(nil)
      #expect(try await client.ask(message("ping"), Self.ana.merging(["Mcp-Session-Id": session]) { $1 }).status == 404)
      #expect(try await client.ask(message("ping"), Self.bob.merging(["Mcp-Session-Id": other]) { $1 }).status == 200)
    }
  }

  @Test func `streams of a caller end with the access, and those of others stay open`() async throws {
    try await with { stage, table, setEnd in
      func listener(_ who: RawClient.Fields) async throws -> RawClient {
        let client = try stage.client()
        client.postModern("subscriptions/listen", ["notifications": [:]], id: "s", with: who)
        #expect(await client.read(through: "acknowledged") != nil)
        return client
      }
      func stream(_ who: RawClient.Fields) async throws -> RawClient {
        let client = try stage.client()
        let session = try await client.initialize(with: who)
        client.request(
          "GET", "/mcp",
          [
            "Accept: text/event-stream", "Mcp-Session-Id: \(session)",
            "Authorization: \(who["Authorization"] as? String ?? "")",
          ])
        #expect(await client.read(through: ": \n\n") != nil)
        return client
      }
      let (anas, bobs) = (
        try await [listener(Self.ana), stream(Self.ana)], try await [listener(Self.bob), stream(Self.bob)]
      )
      setEnd(Date.now + 0.2)
      for client in anas { #expect(await client.read(through: "0\r\n\r\n") != nil) }
      for client in bobs { #expect(await client.read(through: ": \n\n") != nil) }
      // A token that is taken out of the file ends them too.
      table.replace(with: Array(Self.entries.prefix(1))) { _ in Offer(Stage.service(Events())) }
      for client in bobs { #expect(await client.read(through: "0\r\n\r\n") != nil) }
    }
  }

  @Test func `a name cannot be that of a caller by OAuth`() {
    for name in ["oauth:ana", "client:x"] {
      #expect(throws: TokenTable.Malformed.self) { try TokenTable.entries(of: "\(name) ana-0123456789abcdef") }
    }
    let earlier = Self.entries
    for line in ["ana zoe-0123456789abcdef", "zoe ana-0123456789abcdef"] {
      #expect(throws: TokenTable.Malformed.self) { try TokenTable.entries(of: line, after: earlier) }
    }
  }
}
