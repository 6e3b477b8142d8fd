import Dispatch
import JSON
import Synchronization
import TestSupport
import Testing

@testable import MCP

/// The life of a session: its two eras, revisions, batches and subscriptions.
@Suite(.fewAtOnce) struct SessionTests {
  @Test(arguments: Revision.allCases.filter { !$0.isModern })
  func `initialize gives back a legacy revision unchanged`(_ revision: Revision) throws {
    let result = try #require(Conversation().initialize(revision)["result"])
    #expect(result["protocolVersion"]?.string == revision.rawValue)
    #expect(result["capabilities"] == ["tools": [:]])
    #expect(result["serverInfo"]?["name"] == "mcp-panther")
    #expect((result["serverInfo"]?["title"] != nil) == (revision >= .june2025))
    #expect(result["resultType"] == nil)
  }

  @Test(arguments: ["1999-01-01", "2099-01-01", "2026-07-28", ""])
  func `initialize answers any other revision with the newest legacy one`(_ version: String) {
    let reply = Conversation().ask(
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"\#(version)","capabilities":{}}}"#)[
        0]
    #expect(reply["result"]?["protocolVersion"] == "2025-11-25")
  }

  @Test func `a wrong initialize does not spoil the next, a second one is refused`() {
    let conversation = Conversation()
    let wrong = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":5}}"#
    #expect(conversation.ask(wrong)[0]["error"]?["code"] == -32602)
    #expect(conversation.initialize(.march2025)["result"] != nil)
    #expect(conversation.initialize(.november2025)["error"]?["code"] == -32600)
    // The first revision still holds: only 2025-03-26 has batches.
    #expect(conversation.ask(#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)[0].array?.count == 1)
  }

  @Test func `ping works before initialize, other requests do not`() {
    let conversation = Conversation()
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)[0]["result"] == [:])
    for method in ["tools/list", "tools/call", "server/discover", "x"] {
      let reply = conversation.ask(#"{"jsonrpc":"2.0","id":2,"method":"\#(method)"}"#)[0]
      #expect(reply["error"]?["code"] == -32602)
    }
  }

  @Test func `discover needs nothing before it and says what is served`() throws {
    let result = try #require(Conversation().ask(Conversation.modern("server/discover"))[0]["result"])
    #expect(result["supportedVersions"] == ["2026-07-28"])
    #expect(result["resultType"] == "complete")
    #expect(result["capabilities"] == ["tools": [:]])
    #expect(result["cacheScope"] == "public")
    #expect(result["ttlMs"]?.int ?? -1 >= 0)
    #expect(result["serverInfo"] == nil)
    #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["version"] == "1.2.3")
  }

  @Test(arguments: [
    (#"{}"#, -32602), (#"{"_meta":{}}"#, -32602),
    (#"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}"#, -32602),
    (#"{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}"#, -32602),
    (
      #"{"_meta":{"io.modelcontextprotocol/protocolVersion":20260728,"io.modelcontextprotocol/clientCapabilities":{}}}"#,
      -32602
    ),
    (
      #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":[]}}"#,
      -32602
    ),
    (
      #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":"x"}}"#,
      -32602
    ),
    (
      #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/logLevel":"loud"}}"#,
      -32602
    ),
    (
      #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"1900-01-01","io.modelcontextprotocol/clientCapabilities":{}}}"#,
      -32022
    ),
    (
      #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-11-25","io.modelcontextprotocol/clientCapabilities":{}}}"#,
      -32022
    ),
  ])
  func `modern metadata is checked before anything else`(
    _ params: String, _ code: Int
  ) {
    for method in ["server/discover", "tools/list", "no/such"] {
      let reply = Conversation().ask(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#)[0]
      #expect(reply["error"]?["code"]?.int == code)
      if code == -32022 {
        #expect(reply["error"]?["data"]?["supported"] == ["2026-07-28"])
        #expect(reply["error"]?["data"]?["requested"]?.string?.isEmpty == false)
      }
    }
  }

  @Test(arguments: ["ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/get"])
  func `what the modern era removed is unknown in it`(_ method: String) {
    #expect(Conversation().ask(Conversation.modern(method))[0]["error"]?["code"] == -32601)
  }

  @Test func `the era is chosen per request, and neither leaks into the other`() async throws {
    let conversation = Conversation()
    #expect(conversation.ask(Conversation.modern("tools/list"))[0]["result"]?["resultType"] == "complete")
    // The modern request has left nothing behind for a legacy one.
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)[0]["error"]?["code"] == -32602)
    #expect(conversation.initialize(.november2024)["result"] != nil)
    let legacy = conversation.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)[0]
    #expect(legacy["result"]?["resultType"] == nil)
    #expect(legacy["result"]?["ttlMs"] == nil)
    #expect(legacy["result"]?["tools"]?.array?[0]["annotations"] == nil)
    let modern = try await conversation.request(Conversation.modernCall("wait_shortly"))
    #expect(modern["result"]?["resultType"] == "complete")
    #expect(modern["result"]?["structuredContent"]?["done"] == true)
    #expect(modern["result"]?["ttlMs"] == nil)
  }

  @Test func `tolerates odd metadata`() {
    let meta =
      #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"extensions":{"x/y":{}}},"traceparent":7,"baggage":"a=b","__proto__":{"x":1},"io.modelcontextprotocol/future":[]}"#
    let reply = Conversation().ask(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":\#(meta),"other":1}}"#)
    #expect(reply[0]["result"]?["tools"] != nil)
  }

  // MARK: Batches

  @Test func `2025-03-26 answers a batch with one array`() async throws {
    let conversation = Conversation()
    conversation.initialize(.march2025)
    conversation.send(
      #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"},5,{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"wait_shortly"}}]"#
    )
    let batch = try await conversation.wait { $0.compactMap(\.array).first }
    #expect(batch.count == 3)
    #expect(Set(batch.map { $0["id"]!.text }) == ["1", "2", "null"])
    #expect(conversation.ask(#"[{"jsonrpc":"2.0","method":"notifications/x"}]"#).isEmpty)
    #expect(conversation.ask("[]")[0]["error"]?["code"] == -32600)
  }

  @Test(
    arguments: [
      #"{"resourceSubscriptions":"x"}"#, #"{"resourceSubscriptions":[1]}"#, #"{"resourceSubscriptions":null}"#,
      #"{"toolsListChanged":"yes"}"#, #"{"promptsListChanged":1}"#, #"{"resourcesListChanged":{}}"#, "[]", "null",
    ])
  func `a subscription to something of a wrong type is refused`(_ notifications: String) {
    let listen = Conversation.modern("subscriptions/listen", #""notifications":\#(notifications)"#)
    let replies = Conversation().ask(listen)
    #expect(replies.map { $0["error"]?["code"] } == [-32602])
    #expect(replies[0]["error"]?["message"]?.string?.contains("notifications") == true)
  }

  @Test func `initialize never comes in a batch`() {
    let conversation = Conversation()
    conversation.initialize(.march2025)
    let reply = conversation.ask(#"[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}]"#)[0]
    #expect(reply.array?[0]["error"]?["code"] == -32600)
  }

  @Test func `a subscription in a batch is refused and does not keep back the other answers`() {
    let conversation = Conversation()
    conversation.initialize(.march2025)
    let listen = Conversation.modern("subscriptions/listen", #""notifications":{}"#)
    let replies = conversation.ask(#"[{"jsonrpc":"2.0","id":"other","method":"ping"},\#(listen)]"#)
    #expect(replies.count == 1)
    #expect(replies[0].array?.count == 2)
    #expect(replies[0].array?[0]["result"] == [:])
    #expect(replies[0].array?[1]["error"]?["code"] == -32600)
  }

  @Test(arguments: [Revision.november2024, .june2025, .november2025, nil])
  func `no other revision has batches`(_ revision: Revision?) {
    let conversation = Conversation()
    if let revision { conversation.initialize(revision) }
    let replies = conversation.ask(#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)
    #expect(replies.count == 1)
    #expect(replies[0]["error"]?["code"] == -32600)
    #expect(replies[0]["id"] == .null)
  }

  @Test func `a batch of too many messages is refused before any of them is looked at`() {
    let conversation = Conversation()
    conversation.initialize(.march2025)
    let pings = (1...Batch.longest).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"ping"}"# }
    #expect(conversation.ask("[\(pings.joined(separator: ","))]")[0].array?.count == Batch.longest)
    let more = conversation.ask("[\((pings + pings.prefix(1)).joined(separator: ","))]")
    #expect(more.count == 1)
    #expect(more[0]["error"]?["code"] == -32600)
    #expect(more[0]["error"]?["message"]?.string?.contains("101 messages; send at most 100") == true)
    #expect(more[0]["id"] == .null)
  }

  @Test func `answers that a batch has no room for are errors in their places`() throws {
    let lines = Mutex<[[UInt8]]>([])
    let batch = Batch { response in lines.withLock { $0 = response.map { [$0.line] } ?? [] } }
    let half = [UInt8](repeating: 0x31, count: Batch.largest / 2)
    for id in 1...4 {
      batch.nextResponse(to: ["id": JSON(id)])(Response(id == 4 ? Array(#"{"id":4}"#.utf8) : half))
    }
    batch.nextResponse(to: ["method": "x"])(nil)
    #expect(lines.withLock { $0.isEmpty })
    batch.close()
    let line = try #require(lines.withLock { $0.first })
    #expect(line.count < Batch.largest + 1000)
    let answers = line.dropFirst().dropLast().split(separator: UInt8(ascii: ","), maxSplits: 2)
    #expect(answers[0].elementsEqual(half) && answers[1].elementsEqual(half))
    let rest = try JSON(parsing: [0x5B] + answers[2] + [0x5D])
    #expect(rest.array?.map { $0["id"] } == [3, 4])
    for answer in rest.array ?? [] {
      #expect(answer["error"]?["code"] == -32603)
      #expect(answer["error"]?["message"]?.string?.contains("The request itself was served") == true)
    }
  }

  // MARK: Hostile strings

  /// A megabyte of marks in the worst order. To compare it once, Swift takes more than five minutes.
  private static let hostile = "a" + String(repeating: "\u{301}\u{323}", count: 250_000)

  @Test(
    arguments: [
      #"{"jsonrpc":"2.0","id":1,"method":"Z"}"#, #"{"jsonrpc":"2.0","id":"Z","method":"ping"}"#,
      #"{"jsonrpc":"Z","id":1,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"method":"ping","Z":1,"Zz":2}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"Z","Z":1}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"progressToken":"Z","Z":1}}}"#,
    ])
  func `a hostile text is answered like any other`(_ pattern: String) {
    let conversation = Conversation()
    conversation.initialize()
    #expect(conversation.ask(pattern.replacing("Z", with: Self.hostile)).count == 1)
  }

  @Test func `an id comes back with the bytes that it had`() throws {
    let conversation = Conversation()
    let id = JSON.string(Self.hostile)
    let ping = JSON.object(["jsonrpc": "2.0", "id": id, "method": "ping"])
    conversation.it.receive(line: ping.bytes)
    #expect(conversation.written.first?["id"] == id)
  }

  @Test func `a cancelled member does not hold its batch back`() async throws {
    let conversation = Conversation()
    conversation.initialize(.march2025)
    conversation.send(
      #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"wait_forever"}}]"#
    )
    conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#)
    let batch = try await conversation.wait { $0.compactMap(\.array).first }
    #expect(batch.map { $0["id"] } == [1])
  }

  // MARK: Subscriptions

  @Test func `a subscription is acknowledged first, and answered at the end`() throws {
    let conversation = Conversation()
    let replies = conversation.ask(
      Conversation.modern("subscriptions/listen", id: #""s""#, #""notifications":{"toolsListChanged":true}"#))
    #expect(replies.count == 1)
    #expect(replies[0]["method"] == "notifications/subscriptions/acknowledged")
    #expect(replies[0]["params"]?["notifications"] == [:])
    #expect(replies[0]["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "s")
    conversation.send(Conversation.modern("subscriptions/listen", id: "2", #""notifications":{}"#))
    conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#)
    let before = conversation.written.count
    conversation.it.finish(grace: .milliseconds(10))
    let end = conversation.written.dropFirst(before)
    #expect(end.count == 1)
    #expect(end.first?["id"] == "s")
    #expect(end.first?["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "s")
    #expect(end.first?["result"]?["resultType"] == "complete")
  }

  @Test func `a subscription without notifications is refused`() {
    #expect(Conversation().ask(Conversation.modern("subscriptions/listen"))[0]["error"]?["code"] == -32602)
  }
}
