import Foundation
import JSON
import StreamableHTTP
import TestSupport
import Testing

/// Posts, streams and sessions of the revisions with sessions.
@Suite(.fewAtOnce) struct LegacyTests {
  @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
  func `a session is opened, used and ended`(_ revision: String) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize(revision)
      #expect(id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      #expect(id.count > 24)
      let headers: RawClient.Fields = ["Mcp-Session-Id": id, "MCP-Protocol-Version": revision]
      let noted = try await client.ask(message("notifications/initialized", id: nil), headers)
      #expect(noted.status == 202)
      #expect(noted.body.isEmpty)
      #expect(
        try await client.ask(message("ping", id: "p"), headers).json == ["jsonrpc": "2.0", "id": "p", "result": [:]])
      #expect(try await client.ask(message("tools/list"), headers).json["result"]?["tools"]?.array?.count == 3)
      let answer = try await client.call("echo", ["text": "a"], session: id)
      #expect(answer.response["result"]?["isError"] == false)

      client.request("DELETE", "/mcp", ["Mcp-Session-Id: \(id)"])
      #expect(await client.answer()?.status == 204)
      let ended = try await client.ask(message("ping"), headers)
      #expect(ended.status == 404)
      #expect(ended.json["id"] == 1)
      client.request("DELETE", "/mcp", ["Mcp-Session-Id: \(id)"])
      #expect(await client.answer()?.status == 404)
    }
  }

  @Test func `ids are never the same`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      var ids: Set<String> = []
      for _ in 0..<50 { ids.insert(try await client.initialize()) }
      #expect(ids.count == 50)
    }
  }

  @Test func `without a session there is nothing but initialize`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      for (id, status) in [(nil, 400), ("made-up", 404), ("abc~def", 404)] as [(String?, Int)] {
        let answer = try await client.ask(message("tools/list", id: 9), ["Mcp-Session-Id": id])
        #expect(answer.status == status)
        #expect(answer.code == -32600)
        #expect(answer.json["id"] == 9)
        for method in ["GET", "DELETE"] {
          client.request(
            method, "/mcp", ["Accept: text/event-stream"] + (id.map { ["Mcp-Session-Id: \($0)"] } ?? []))
          #expect(await client.answer()?.status == status)
        }
      }
      let foreign = try await client.ask(message("ping"), ["Mcp-Session-Id": "abc~def"])
      #expect(foreign.body.contains("another replica"))
    }
  }

  @Test func `a session can be listened to, and ends with the server`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      let listener = try stage.client()
      listener.request("GET", "/mcp", ["Accept: text/event-stream", "Mcp-Session-Id: \(id)", "Last-Event-ID: 1"])
      let start = try #require(await listener.read(through: ": \n\n"))
      #expect(start.contains("200 OK"))
      #expect(start.contains("text/event-stream"))
      // Messages that belong to a request never come on this stream.
      #expect(try await client.call("echo", session: id).status == 200)
      stage.endpoint.endStreams()
      #expect(await listener.read(through: "0\r\n\r\n") == "\r\n0\r\n\r\n")
      client.request("GET", "/mcp", ["Accept: application/json", "Mcp-Session-Id: \(id)"])
      #expect(await client.answer()?.status == 406)
    }
  }

  @Test(arguments: [("2025-03-26", 200), ("2025-06-18", 400), ("2025-11-25", 400)])
  func `only 2025-03-26 has batches`(_ revision: String, _ status: Int) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize(revision)
      let call = message("tools/call", id: 2, ["name": "echo"])
      let answer = try await client.ask("[\(message("ping")),\(call)]", ["Mcp-Session-Id": id])
      #expect(answer.status == status)
      if status == 200 {
        #expect(Set(answer.response.array?.map { $0["id"]?.text ?? "" } ?? []) == ["1", "2"])
      } else {
        #expect(answer.code == -32600)
      }
      let notes = try await client.ask("[\(message("notifications/x", id: nil))]", ["Mcp-Session-Id": id])
      #expect(notes.status == (status == 200 ? 202 : 400))
    }
  }

  @Test func `a batch of too many messages is refused as a whole`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize("2025-03-26")
      let batch = "[\((1...101).map { message("ping", id: JSON($0)) }.joined(separator: ","))]"
      let answer = try await client.ask(batch, ["Mcp-Session-Id": id])
      #expect(answer.status == 400 && answer.code == -32600)
    }
  }

  @Test(arguments: [("1999-01-01", 400), ("2025-11-25", 200), (nil, 200)] as [(String?, Int)])
  func `an unknown version is refused`(_ version: String?, _ status: Int) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      let answer = try await client.ask(
        message("tools/list"), ["Mcp-Session-Id": id, "MCP-Protocol-Version": version])
      #expect(answer.status == status)
    }
  }

  @Test func `a response is taken without an answer`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      let answer = try await client.ask(#"{"jsonrpc":"2.0","id":"server-1","result":{}}"#, ["Mcp-Session-Id": id])
      #expect(answer.status == 202)
      #expect(answer.body.isEmpty)
    }
  }

  @Test func `progress comes as a stream`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      client.post(
        message("tools/call", ["name": "wait", "_meta": ["progressToken": 5]]), ["Mcp-Session-Id": id])
      #expect(await stage.events.next() == "started")
      stage.events.goOn()
      let answer = try #require(await client.answer())
      #expect(answer.headers["content-type"] == "text/event-stream")
      #expect(answer.events.map { $0["method"] ?? "response" } == ["notifications/progress", "response"])
    }
  }

  @Test func `a client whose connection broke gets the rest of its stream`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      let other = try await client.initialize()
      func listen(_ event: String, _ session: String) throws -> RawClient {
        let client = try stage.client()
        client.request(
          "GET", "/mcp", ["Accept: text/event-stream", "Mcp-Session-Id: \(session)", "Last-Event-ID: \(event)"])
        return client
      }
      let broken = try stage.client()
      broken.post(
        message("tools/call", id: "c", ["name": "wait", "_meta": ["progressToken": 5]]), ["Mcp-Session-Id": id])
      let start = try #require(await broken.read(through: "event: message\nid: 1-1\ndata: "))
      #expect(start.contains("\r\nid: 1-0\ndata:\n\n"))
      #expect(await stage.events.next() == "started")
      broken.hangUp()

      // Whoever has received nothing but the first event gets everything again.
      let first = try listen("1-0", id)
      _ = try #require(await first.read(through: "id: 1-1\ndata: "))
      let second = try listen("1-1", id)
      #expect(try #require(await second.read(through: "data:\n\n")).contains("\r\nid: 1-1\ndata:\n\n"))
      #expect(await first.read(through: "0\r\n\r\n") != nil)
      stage.events.goOn()
      let rest = try #require(await second.read(through: "0\r\n\r\n"))
      #expect(rest.contains("event: message\nid: 1-2\ndata: "))
      #expect(rest.contains(#""id":"c""#) && !rest.contains("notifications/progress"))
      // It can be read again for a while, but in no other session.
      #expect(try #require(await listen("1-1", id).read(through: "0\r\n\r\n")).contains(#""id":"c""#))
      for (event, session) in [("1-1", other), ("2-0", id), ("1", id), ("-1-0", id), ("1--1", id), ("x", id)] {
        let silent = try listen(event, session)
        #expect(try #require(await silent.read(through: ": \n\n")).contains("200 OK"))
        silent.hangUp()
      }
    }
  }

  @Test(arguments: ["2025-03-26", "2025-06-18"])
  func `older clients get events without ids`(_ revision: String) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize(revision)
      client.post(
        message("tools/call", ["name": "wait", "_meta": ["progressToken": 5]]), ["Mcp-Session-Id": id])
      #expect(await stage.events.next() == "started")
      stage.events.goOn()
      let answer = try #require(await client.answer())
      #expect(answer.events.count == 2)
      #expect(!answer.body.contains("id: ") && !answer.body.contains("data:\n"))
    }
  }

  @Test func `a broken connection is no cancel, a notification is one`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      let broken = try stage.client()
      broken.post(message("tools/call", id: "c", ["name": "wait"]), ["Mcp-Session-Id": id])
      #expect(await stage.events.next() == "started")
      broken.hangUp()
      // The id of the call is still in use, so the call goes on.
      #expect(
        try await client.ask(message("tools/call", id: "c", ["name": "echo"]), ["Mcp-Session-Id": id]).code == -32600)
      let answer = try await client.ask(
        message("notifications/cancelled", id: nil, ["requestId": "c"]), ["Mcp-Session-Id": id])
      #expect(answer.status == 202)
      #expect(await stage.events.next() == "cancelled")
    }
  }

  @Test func `ending a session cancels its calls`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize()
      let waiting = try stage.client()
      waiting.post(message("tools/call", ["name": "wait"]), ["Mcp-Session-Id": id])
      #expect(await stage.events.next() == "started")
      client.request("DELETE", "/mcp", ["Mcp-Session-Id: \(id)"])
      #expect(await client.answer()?.status == 204)
      #expect(await stage.events.next() == "cancelled")
    }
  }

  @Test func `a person is asked on the stream of the call`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let id = try await client.initialize(capabilities: ["elicitation": [:]])
      client.post(message("tools/call", id: 4, ["name": "change"]), ["Mcp-Session-Id": id])
      let question = try #require(await client.read(through: "requestedSchema"))
      #expect(question.contains("elicitation/create"))
      let other = try stage.client()
      // Another session cannot answer the question.
      let stranger = try await other.initialize()
      let yes = #"{"jsonrpc":"2.0","id":"server-1","result":{"action":"accept","content":{"confirm":true}}}"#
      #expect(try await other.ask(yes, ["Mcp-Session-Id": stranger]).status == 202)
      let no = #"{"jsonrpc":"2.0","id":"server-1","result":{"action":"decline"}}"#
      #expect(try await other.ask(no, ["Mcp-Session-Id": id]).status == 202)
      let end = try #require(await client.read(through: "0\r\n\r\n"))
      #expect(end.contains("declined"))
    }
  }

  @Test func `a caller that opens too many sessions loses its oldest`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      let first = try await client.initialize()
      let second = try await client.initialize()
      for _ in 0..<198 { _ = try await client.initialize() }
      #expect(try await client.ask(message("ping"), ["Mcp-Session-Id": first]).status == 200)
      _ = try await client.initialize()
      #expect(try await client.ask(message("ping"), ["Mcp-Session-Id": first]).status == 200)
      #expect(try await client.ask(message("ping"), ["Mcp-Session-Id": second]).status == 404)
    }
  }
}
