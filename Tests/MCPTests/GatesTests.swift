import Foundation
import JSON
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import MCP

/// What the audit trail records of a call, and in which order a call is checked.
@Suite(.fewAtOnce) struct GatesTests {
  private let trail = Trail()
  private let thing = "thing-\(UUID().uuidString)"
  private static let tools = TestTools.all + [AnyTool(ChangeThing.self)]

  private func conversation(
    _ trail: Trail, asks: Set<String> = [], rateLimit: RateLimit? = nil
  ) -> Conversation {
    Conversation(Self.tools, gates: Gates(asks: asks, rateLimit: rateLimit, audit: trail))
  }

  private func change(_ more: String = "") -> String {
    Conversation.modernCall("change_thing", #"{"thing":"\#(thing)"\#(more)}"#)
  }

  private func facts(_ entries: [JSON]) -> [[String?]] {
    entries.map { [$0["event"]?.string, $0["decision"]?.string, $0["outcome"]?.string] }
  }

  // MARK: What is recorded

  @Test func `reads leave one line with all that matters`() async throws {
    let conversation = conversation(trail)
    conversation.initialize()
    let meta = #""_meta":{"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}"#
    let answer = try await conversation.request(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{\#(meta),"name":"echo_arguments","arguments":{"text":"a"}}}"#
    )
    try #require(trail.entries.count == 1)
    let entry = trail.entries[0]
    #expect(facts([entry]) == [["call", "allowed", "ok"]])
    #expect(entry["tool"] == "echo_arguments")
    #expect(entry["effect"] == "reads")
    #expect(entry["client"] == ["name": "test", "version": "1"])
    #expect(entry["caller"] == "local")
    #expect(entry["arguments"] == ["text": "a"])
    #expect(entry["arguments_sha256"]?.string == SHA256.hex(Array(#"{"text":"a"}"#.utf8)))
    #expect(entry["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    #expect(entry["characters"]?.int == answer.resultText.unicodeScalars.count)
    #expect(entry["duration_ms"]?.double != nil)
  }

  @Test func `writes leave a line of intent before and one of outcome after`() async throws {
    _ = try await conversation(trail).request(change())
    #expect(facts(trail.entries) == [["intent", "allowed", nil], ["call", "allowed", "ok"]])
    #expect(trail.entries[0]["http"] == nil)
    #expect(
      trail.entries[1]["http"] == [["method": "POST", "path": "/things", "status": 200, "request_id": "r-1"]])
  }

  @Test func `failures are recorded with their words`() async throws {
    _ = try await conversation(trail).request(Conversation.modernCall("fail_in_words"))
    #expect(facts(trail.entries) == [["intent", "allowed", nil], ["call", "allowed", "error"]])
    #expect(trail.entries[1]["error"] == "The thing is broken.")
  }

  @Test func `refused calls are evidence too`() async throws {
    let conversation = conversation(trail, rateLimit: RateLimit(perSecond: 0.1, costly: 0.1))
    let calls = [
      Conversation.modernCall("drop_all_tables", #"{"a":1}"#), Conversation.modernCall("echo_arguments", "[]"),
      Conversation.modernCall("echo_arguments", "{}"), Conversation.modernCall("echo_arguments", #"{"text":"a"}"#),
      Conversation.modern("tools/call", #""name":"change_thing","arguments":{},"requestState":"x""#),
    ]
    for call in calls { _ = try await conversation.request(call) }
    #expect(trail.entries.map { $0["tool"]?.string }.first == "drop_all_tables")
    #expect(
      trail.entries.map { [$0["decision"]?.string, $0["error"]?.string] } == [
        ["refused", "unknown tool"], ["refused", "arguments must be an object, got a list"],
        ["allowed", "Argument `text` is required: a string."], ["refused", "rate limit"],
        ["refused", "requestState is not one that this server gave for this call"],
      ])
    #expect(trail.entries.allSatisfy { $0["outcome"] == "error" })
  }

  @Test func `cancelled calls are recorded as such`() async throws {
    let conversation = conversation(trail)
    conversation.send(Conversation.modernCall("wait_forever"))
    try await conversation.wait { _ in trail.entries.count == 1 ? true : nil }
    conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    try await conversation.wait { _ in trail.entries.count == 2 ? true : nil }
    #expect(facts(trail.entries) == [["intent", "allowed", nil], ["call", "allowed", "cancelled"]])
    #expect(conversation.written.isEmpty)
  }

  @Test func `a call cancelled while its question stands is recorded as asked`() async throws {
    let conversation = conversation(trail, asks: ["change_thing"])
    conversation.initialize(capabilities: Asking.forms)
    conversation.send(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"change_thing","arguments":{"thing":"\#(thing)"}}}"#
    )
    try await conversation.wait { $0.first { $0["method"] == "elicitation/create" } }
    conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    try await conversation.wait { _ in trail.entries.count == 1 ? true : nil }
    #expect(facts(trail.entries) == [["call", "asked", "cancelled"]])
  }

  @Test func `what a person said is recorded`() async throws {
    let conversation = conversation(trail, asks: ["change_thing"])
    conversation.initialize(capabilities: Asking.forms)
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"change_thing","arguments":{"thing":"\#(thing)"}}}"#
    for response in [
      #"{"action":"accept","content":{"confirm":true}}"#, #"{"action":"decline"}"#, #"{"action":"cancel"}"#,
    ] {
      let before = conversation.written.count
      conversation.send(call)
      try await conversation.wait { $0.count > before ? true : nil }
      try await conversation.respond("\"result\":\(response)")
      try await conversation.wait { $0.count > before + 1 ? true : nil }
    }
    #expect(
      facts(trail.entries) == [
        ["intent", "asked: granted by elicitation", nil], ["call", "asked: granted by elicitation", "ok"],
        ["call", "asked: declined", "error"], ["call", "asked: dismissed", "error"],
      ])
  }

  @Test func `previews, tokens and bad states are recorded, tokens never shown`() async throws {
    let conversation = conversation(trail, asks: ["change_thing"])
    let preview = try await conversation.request(change())
    let token = try #require(preview["result"]?["structuredContent"]?["confirm_token"]?.string)
    _ = try await conversation.request(change(#","confirm_token":"\#(token)""#))
    _ = try await conversation.request(change(#","confirm_token":"\#(token)""#))
    _ = try await conversation.request(
      Conversation.modern(
        "tools/call", #""name":"change_thing","arguments":{"thing":"t"},"requestState":"x""#,
        capabilities: Asking.forms))
    #expect(
      facts(trail.entries) == [
        ["call", "asked", "previewed"], ["intent", "asked: granted by confirm token", nil],
        ["call", "asked: granted by confirm token", "ok"], ["call", "asked: token used", "error"],
        ["call", "refused", "error"],
      ])
    #expect(!trail.entries.contains { $0.text.contains(token) })
    #expect(Set(trail.entries.prefix(4).map { $0["arguments_sha256"]?.string }).count == 1)
  }

  @Test func `no secret is in a line, wherever it came from`() async throws {
    let secret = "Bearer abcdefghijklmnopqrstuvwxyz0123456789"
    let open = Conversation(Self.tools, gates: Gates(audit: trail))
    let arguments = #"{"text":"\#(secret)","password":"hunter2-hunter2"}"#
    _ = try await open.request(Conversation.modernCall("echo_arguments", arguments))
    _ = try await open.request(Conversation.modernCall("echo_arguments", #"{"text":"\#(secret)"}"#))
    _ = try await open.request(Conversation.modernCall("nope", arguments))
    _ = try await open.request(Conversation.modernCall("echo_arguments", #"{"text":"a","page_size":"\#(secret)"}"#))
    #expect(trail.entries.count == 4)
    for entry in trail.entries {
      #expect(!entry.text.contains("abcdefghijklmnop") && !entry.text.contains("hunter2"), "\(entry.text)")
    }
  }

  @Test func `a line stays small, and shows what deceives`() async throws {
    let text = String(repeating: "x", count: 100_000)
    let conversation = conversation(trail)
    _ = try await conversation.request(Conversation.modernCall("echo_arguments", #"{"text":"\#(text)"}"#))
    _ = try await conversation.request(Conversation.modernCall(text))
    _ = try await conversation.request(Conversation.modernCall("echo_arguments", #"{"text":"\u202e\u001b[2J"}"#))
    #expect(trail.entries.allSatisfy { $0.text.utf8.count < 40_000 })
    #expect(trail.entries[0]["arguments"]?.string?.hasSuffix("(100011 bytes)") == true)
    #expect(trail.entries[2]["arguments"]?["text"] == "\\u{202E}\\u{1B}[2J")
  }

  // MARK: When it cannot be recorded

  @Test func `without --audit-required calls go on`() async throws {
    let answer = try await conversation(Trail(room: 0)).request(change())
    #expect(answer["result"]?["isError"] == false)
    #expect(ChangeThing.count(of: thing) == 1)
  }

  @Test(arguments: [0, 1]) func `with --audit-required: no line, no call`(_ room: Int) async throws {
    let trail = Trail(isRequired: true, room: room)
    let answer = try await conversation(trail).request(change())
    #expect(answer.isToolError)
    #expect(
      answer.resultText
        == "Refused, because the audit log cannot be written: no space left. Nothing was changed.")
    #expect(ChangeThing.count(of: thing) == 0)
  }

  @Test func `with --audit-required a line comes before anything is done, and asking is something`() async throws {
    let trail = Trail(isRequired: true)
    let open = conversation(trail)
    _ = try await open.request(Conversation.modernCall("echo_arguments", #"{"text":"a"}"#))
    _ = try await open.request(change())
    #expect(trail.entries.map { $0["event"] } == ["request", "call", "request", "intent", "call"])
    let full = Trail(isRequired: true, room: 0)
    let question = try await conversation(full, asks: ["change_thing"]).request(change())
    #expect(question.isToolError && question.resultText.hasPrefix("Refused"))
  }

  @Test func `with --audit-required an answer that cannot be recorded is withheld, a change is told`() async throws {
    let read = try await conversation(Trail(isRequired: true, room: 1)).request(
      Conversation.modernCall("echo_arguments", #"{"text":"kept back"}"#))
    #expect(read.isToolError && read.resultText.hasPrefix("The answer is withheld"))
    #expect(!read.text.contains("kept back"))
    let changed = try await conversation(Trail(isRequired: true, room: 2)).request(change())
    #expect(changed.isToolError && changed.resultText.hasPrefix("The change was made, but"))
    #expect(ChangeThing.count(of: thing) == 1)
    let failed = try await conversation(Trail(isRequired: true, room: 2)).request(
      Conversation.modernCall("fail_in_words"))
    #expect(
      failed.resultText == "The thing is broken.\nThis could not be recorded in the audit log: no space left")
  }

  // MARK: Tools that the token cannot serve

  private func matching(_ names: Set<String>?) -> Conversation {
    Conversation(Self.tools, gates: Gates(serves: { names }))
  }

  @Test(arguments: [Revision.november2025, nil])
  func `only what is served is listed, and the rest is unknown`(_ legacy: Revision?) async throws {
    let conversation = matching(["echo_arguments"])
    if let legacy { conversation.initialize(legacy) }
    let line = #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#
    for _ in 0..<2 {
      let list = try await conversation.request(legacy == nil ? Conversation.modern("tools/list") : line)
      #expect(list["result"]?["tools"]?.array?.map { $0["name"] } == ["echo_arguments"])
      if legacy == nil { #expect(list["result"]?["cacheScope"] == "private") }
    }
    let hidden = try await conversation.request(change())
    #expect(hidden["error"]?["code"] == -32602)
    #expect(hidden["error"]?["message"] == "Unknown tool: change_thing")
    #expect(ChangeThing.count(of: thing) == 0)
    let shown = try await conversation.request(Conversation.modernCall("echo_arguments", #"{"text":"a"}"#))
    #expect(shown["result"]?["isError"] == false)
  }

  @Test func `all is listed when it cannot be found out, and stays so`() async throws {
    let conversation = matching(nil)
    for _ in 0..<2 {
      let list = try await conversation.request(Conversation.modern("tools/list"))
      #expect(list["result"]?["tools"]?.array?.count == Self.tools.count)
    }
    #expect(try await conversation.request(change())["result"]?["isError"] == false)
  }

  @Test func `it is found out once, at the first list, while other requests go on`() async throws {
    let count = Counter()
    let conversation = Conversation(
      Self.tools,
      gates: Gates(serves: {
        count.add()
        try? await Task.sleep(for: .milliseconds(100))
        return ["echo_arguments"]
      }))
    conversation.initialize()
    #expect(conversation.ask(Conversation.modern("server/discover"))[0]["result"] != nil)
    #expect(count.value == 0)
    for id in 10..<20 { conversation.send(Conversation.modern("tools/list", id: "\(id)")) }
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#).contains { $0["id"] == 1 })
    // A list can be cancelled as a call can, and its id can be used again.
    conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":10}}"#)
    try await conversation.wait { lines in lines.count { $0["result"]?["tools"] != nil } == 9 ? true : nil }
    #expect(conversation.written.allSatisfy { $0["id"] != 10 })
    #expect(try await conversation.request(Conversation.modern("tools/list", id: "10"))["result"] != nil)
    #expect(count.value == 1)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}
