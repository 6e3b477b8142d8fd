import Foundation
import JSON
import StreamableHTTP
import TestSupport
import Testing

/// Posts and their headers in the stateless revision.
@Suite(.fewAtOnce) struct ModernTests {
  @Test func `requests need no session and none is made`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      for method in ["server/discover", "tools/list"] {
        let answer = try await client.modern(method, id: "a", with: ["Mcp-Session-Id": "whatever"])
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.headers["mcp-session-id"] == nil)
        #expect(answer.json["id"] == "a")
        #expect(answer.json["result"]?["resultType"] == "complete")
      }
      #expect(try await client.callModern("echo", ["text": "hi"]).facts["text"] == "hi")
    }
  }

  @Test func `a notification is accepted with 202 and nothing else`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let answer = try await client.modern("notifications/cancelled", ["requestId": 1], id: nil)
      #expect(answer.status == 202)
      #expect(answer.body.isEmpty)
      let malformed = try await client.ask(#"{"method":"notifications/x"}"#, RawClient.fields(for: "notifications/x"))
      #expect(malformed.status == 400)
    }
  }

  @Test func `responses and batches are refused`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let single = message("tools/list", ["_meta": .object(meta)])
      for body in [#"{"jsonrpc":"2.0","id":1,"result":{}}"#, "[\(single)]", "[]"] {
        let answer = try await client.ask(body, RawClient.fields(for: "tools/list"))
        #expect(answer.status == 400)
        #expect(answer.code == -32600)
      }
    }
  }

  @Test func `progress comes as a stream that ends with the response`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.postModern("tools/call", ["name": "wait"], meta: ["progressToken": "p"], with: ["Last-Event-ID": "7"])
      // The notification reaches the client before the response, while the tool waits.
      let start = try #require(await client.read(through: "notifications/progress"))
      #expect(start.contains("X-Accel-Buffering: no\r\n"))
      #expect(start.contains("Content-Type: text/event-stream\r\n"))
      #expect(!start.contains("\nid:"))
      stage.events.goOn()
      let rest = try #require(await client.read(through: "0\r\n\r\n"))
      #expect(rest.contains(#""progressToken":"p""#))
      #expect(rest.contains("event: message\ndata: {"))
      #expect(rest.contains(#""done":true"#))
      // The connection can be used again.
      #expect(try await client.modern("tools/list").status == 200)
    }
  }

  @Test func `without a progress token a call is answered with JSON`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.postModern("tools/call", ["name": "wait"])
      #expect(await stage.events.next() == "started")
      stage.events.goOn()
      let answer = try #require(await client.answer())
      #expect(answer.headers["content-type"] == "application/json")
      #expect(answer.facts["done"] == true)
    }
  }

  @Test(arguments: [true, false])
  func `closing the connection cancels the call`(_ streams: Bool) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.postModern("tools/call", ["name": "wait"], meta: streams ? ["progressToken": 1] : [:])
      #expect(await stage.events.next() == "started")
      client.hangUp()
      #expect(await stage.events.next() == "cancelled")
      #expect(try await stage.client().callModern("echo").status == 200)
    }
  }

  @Test func `subscriptions are acknowledged first, several at once`() async throws {
    try await Stage.with { stage in
      let clients = try [stage.client(), stage.client()]
      for (index, client) in clients.enumerated() {
        client.postModern(
          "subscriptions/listen", ["notifications": ["toolsListChanged": true]], id: JSON(index))
        let start = try #require(await client.read(through: "\n\n\r\n"))
        let event = try #require(await client.read(through: "\n\n\r\n"))
        #expect(start.contains("text/event-stream"))
        #expect(event.contains("notifications/subscriptions/acknowledged"))
        #expect(event.contains(#"subscriptionId":\#(index)"#))
      }
      stage.endpoint.endStreams()
      for (index, client) in clients.enumerated() {
        let end = try #require(await client.read(through: "0\r\n\r\n"))
        #expect(end.contains(#""id":\#(index),"result""#))
      }
      let refused = try await stage.client().modern(
        "subscriptions/listen", ["notifications": [:]], with: ["Accept": "application/json"])
      #expect(refused.status == 406)
    }
  }

  @Test(
    arguments: [
      (["MCP-Protocol-Version": "2025-11-25"], -32020), (["MCP-Protocol-Version": nil], -32020),
      (["Mcp-Method": nil], -32020), (["Mcp-Method": "TOOLS/CALL"], -32020), (["Mcp-Method": "tools/list"], -32020),
      (["Mcp-Name": nil], -32020), (["Mcp-Name": "Echo"], -32020), (["Mcp-Name": "=?base64?ZWNoWA==?="], -32020),
      (["Mcp-Name": "=?base64?not base64?="], -32020), (["Mcp-Name": "=?base64?/w==?="], -32020),
      (["Mcp-Name": "=?base64?="], -32020),
    ] as [(RawClient.Fields, JSON)])
  func `headers must say what the body says`(
    _ changes: RawClient.Fields, _ code: JSON
  ) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let answer = try await client.callModern("echo", with: changes)
      #expect(answer.status == 400)
      #expect(answer.code == code)
      #expect(answer.json["id"] == 1)
      #expect(try await client.callModern("echo").status == 200)
    }
  }

  @Test(
    arguments: [
      ["Mcp-Name": "=?base64?ZWNobw==?="], ["mcp-name": "echo", "Mcp-Name": nil], ["Mcp-Name": "  echo \t"],
      ["Mcp-Param-Whatever": "x"],
    ] as [RawClient.Fields])
  func `names are decoded, trimmed and of any case`(_ changes: RawClient.Fields) async throws {
    try await Stage.with { stage in
      let answer = try await stage.client().callModern("echo", with: changes)
      #expect(answer.facts["text"] == "nothing")
    }
  }

  @Test func `the answer to an unserved version says which are served`() async throws {
    try await Stage.with { stage in
      let answer = try await stage.client().modern(
        "tools/list", meta: ["io.modelcontextprotocol/protocolVersion": "2099-01-01"],
        with: ["MCP-Protocol-Version": "2099-01-01"])
      #expect(answer.status == 400)
      #expect(answer.code == -32022)
      #expect(answer.json["error"]?["data"]?["requested"] == "2099-01-01")
      #expect(answer.json["error"]?["data"]?["supported"] == ["2026-07-28"])
    }
  }

  @Test(arguments: ["ping", "initialize", "logging/setLevel", "resources/subscribe", "no/such"])
  func `unknown and removed methods are not found`(_ method: String) async throws {
    try await Stage.with { stage in
      let answer = try await stage.client().modern(method, id: "x")
      #expect(answer.status == 404)
      #expect(answer.code == -32601)
      #expect(answer.json["id"] == "x")
      #expect(answer.headers["mcp-session-id"] == nil)
    }
  }

  @Test(
    arguments: [
      [:], ["io.modelcontextprotocol/protocolVersion": "2026-07-28"],
      ["io.modelcontextprotocol/clientCapabilities": [:]],
    ] as [JSON])
  func `missing metadata is a bad request`(_ meta: JSON) async throws {
    try await Stage.with { stage in
      let answer = try await stage.client().ask(
        message("tools/list", ["_meta": meta]), RawClient.fields(for: "tools/list"))
      #expect(answer.status == 400)
      #expect(answer.code == -32602)
    }
  }

  @Test func `errors that concern a tool are reported by JSON-RPC alone`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let unknown = try await client.callModern("nope")
      #expect(unknown.code == -32602)
      #expect(unknown.status == 200)
      #expect(try await client.modern("tools/list", ["cursor": "x"]).code == -32602)
      #expect(try await client.callModern("echo", ["x": 1]).json["result"]?["isError"] == true)
    }
  }
}
