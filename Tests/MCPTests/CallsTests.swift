import Dispatch
import JSON
import Synchronization
import TestSupport
import Testing

@testable import MCP

/// Calls in flight: they run side by side, report progress and can be cancelled.
@Suite(.fewAtOnce) struct CallsTests {
  private func cancel(_ id: String) -> String {
    #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#
  }

  @Test func `a slow call holds up neither ping, lists nor its own cancel`() async throws {
    let conversation = Conversation()
    conversation.initialize()
    conversation.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait_forever"}}"#)
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#).contains { $0["id"] == 2 })
    #expect(conversation.ask(#"{"jsonrpc":"2.0","id":3,"method":"tools/list"}"#).contains { $0["id"] == 3 })
    conversation.send(cancel(#""1""#))
    conversation.send(cancel("1"))
    conversation.send(cancel("1"))
    // The id can be used again, and the first request with it was never answered.
    let answer = try await conversation.request(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait_shortly"}}"#)
    #expect(answer["result"]?["structuredContent"]?["done"] == true)
    #expect(conversation.written.filter { $0["id"] == 1 }.count == 1)
  }

  @Test func `the type of the id counts when cancelling`() async throws {
    let conversation = Conversation()
    conversation.send(Conversation.modernCall("wait_shortly", id: "7"))
    conversation.send(cancel(#""7""#))
    let answer = try await conversation.wait { $0.first { $0["id"] == 7 } }
    #expect(answer["result"] != nil)
  }

  @Test func `cancelling ends the work`() async throws {
    let conversation = Conversation()
    let before = WaitForever.cancelled.withLock { $0 }
    for id in 100..<120 { conversation.send(Conversation.modernCall("wait_forever", id: "\(id)")) }
    for id in 100..<120 { conversation.send(cancel("\(id)")) }
    try await conversation.wait { _ in WaitForever.cancelled.withLock { $0 >= before + 20 } ? true : nil }
    #expect(conversation.written.isEmpty)
  }

  @Test func `progress carries its token, rises, and stops with the answer`() async throws {
    let conversation = Conversation()
    conversation.initialize()
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait_shortly","_meta":{"progressToken":"t"}}}"#
    _ = try await conversation.request(call)
    let progress = conversation.written.filter { $0["method"] == "notifications/progress" }
    #expect(progress.map { $0["params"] } == [["progressToken": "t", "progress": 1.0, "total": 2.0]])
    #expect(conversation.written.last?["id"] == 1)
  }

  @Test func `without a token there is no progress`() async throws {
    let conversation = Conversation()
    _ = try await conversation.request(Conversation.modernCall("wait_shortly"))
    #expect(conversation.written.count == 1)
  }

  @Test func `an id in flight cannot be used twice`() async throws {
    let conversation = Conversation()
    conversation.send(Conversation.modernCall("wait_shortly", id: "5"))
    let refusal = conversation.ask(Conversation.modernCall("wait_shortly", id: "5"))
    #expect(refusal[0]["error"]?["code"] == -32600)
    _ = try await conversation.wait { $0.first { $0["result"] != nil } }
  }

  @Test func `too many calls at once are refused, and the others go on`() async throws {
    let conversation = Conversation()
    for id in 0..<Calls.limit { conversation.send(Conversation.modernCall("wait_forever", id: "\(id)")) }
    let refusal = conversation.ask(Conversation.modernCall("wait_shortly", id: "999"))
    #expect(refusal[0]["error"]?["message"]?.string?.contains("too many requests in flight") == true)
    conversation.send(cancel("0"))
    #expect(try await conversation.request(Conversation.modernCall("wait_shortly", id: "999"))["result"] != nil)
    await conversation.blocking { $0.cancelAll(within: .seconds(300)) }
  }

  @Test func `at the end of input calls may finish`() async throws {
    let conversation = Conversation()
    conversation.send(Conversation.modernCall("wait_shortly"))
    await conversation.blocking { $0.finish(grace: .seconds(300)) }
    #expect(conversation.written.map { $0["id"] } == [1])
  }

  @Test func `at the end of input calls that do not finish are cancelled`() async throws {
    let conversation = Conversation()
    conversation.send(Conversation.modernCall("wait_forever"))
    await conversation.blocking { $0.finish(grace: .milliseconds(10)) }
    #expect(conversation.written.isEmpty)
  }
}
