import JSON
import Synchronization
import TestSupport
import Testing

@testable import MCP

/// The list of tools where it follows the permissions of a token that change.
@Suite(.fewAtOnce) struct ToolChangesTests {
  /// The instance refuses it.
  private struct RefusedThing: Tool {
    typealias Context = ToolCall
    static let summary = "Is refused."
    static let effect = Effect.reads
    func answer(_ context: ToolCall) async throws -> Answer { throw ToolFailure("not allowed", .forbidden) }
  }

  /// What the token may do, how often that was asked for, and what time it is.
  private final class World: Sendable {
    private let state = Mutex((names: Set<String>?.some(["echo_arguments", "refused_thing"]), asked: 0))
    private let time = Mutex(ContinuousClock.now)
    var asked: Int { state.withLock(\.asked) }
    func allow(_ names: Set<String>?) { state.withLock { $0.names = names } }
    func pass(_ duration: Duration) { time.withLock { $0 += duration } }
    var gates: Gates {
      var gates = Gates(serves: {
        self.state.withLock { state in
          state.asked += 1
          return state.names
        }
      })
      gates.clock = { self.time.withLock(\.self) }
      return gates
    }
  }

  private let world = World()

  private func conversation() -> Conversation {
    Conversation(TestTools.all + [AnyTool(RefusedThing.self)], gates: world.gates)
  }

  private func list(_ conversation: Conversation) async throws -> Set<String> {
    let answer = try await conversation.request(Conversation.modern("tools/list"))
    return Set(answer["result"]?["tools"]?.array?.compactMap { $0["name"]?.string } ?? [])
  }

  private static func changes(_ lines: [JSON]) -> [JSON] {
    lines.filter { $0["method"] == "notifications/tools/list_changed" }
  }

  @Test func `after some minutes the token is asked again, and clients are told of a change`() async throws {
    let conversation = conversation()
    let opened = conversation.ask(
      #"{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
    )
    #expect(opened[0]["result"]?["capabilities"]?["tools"]?["listChanged"] == true)
    let subscribed = conversation.ask(
      Conversation.modern("subscriptions/listen", id: #""s""#, #""notifications":{"toolsListChanged":true}"#))
    #expect(subscribed[0]["params"]?["notifications"] == ["toolsListChanged": true])
    #expect(try await list(conversation) == ["echo_arguments", "refused_thing"])
    world.allow(["echo_arguments"])
    world.pass(.seconds(299))
    #expect(try await list(conversation).count == 2)
    #expect(world.asked == 1 && Self.changes(conversation.written).isEmpty)
    world.pass(.seconds(2))
    #expect(try await list(conversation) == ["echo_arguments"])
    #expect(world.asked == 2)
    let told = Self.changes(conversation.written)
    #expect(told.count == 2)
    #expect(told.contains { $0["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "s" })
    // Whoever has ended the subscription is told nothing more.
    conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"s"}}"#)
    world.allow([])
    world.pass(.seconds(301))
    _ = try await list(conversation)
    #expect(Self.changes(conversation.written).count == 3)
  }

  @Test func `a refused call leads to a question at once, but not each of many`() async throws {
    let conversation = conversation()
    conversation.initialize()
    _ = try await list(conversation)
    world.allow(["echo_arguments", "refused_thing", "fail_in_words"])
    for _ in 0..<3 { _ = try await conversation.request(Conversation.modernCall("refused_thing")) }
    #expect(world.asked == 1)
    world.pass(.seconds(6))
    _ = try await conversation.request(Conversation.modernCall("refused_thing"))
    try await conversation.wait { Self.changes($0).isEmpty ? nil : true }
    #expect(world.asked == 2)
    #expect(try await list(conversation).contains("fail_in_words"))
    // Calls that succeed ask only when the time has come.
    _ = try await conversation.request(Conversation.modernCall("echo_arguments", #"{"text":"a"}"#))
    #expect(world.asked == 2)
  }

  @Test func `what was found out holds while it cannot be found out`() async throws {
    let conversation = conversation()
    conversation.initialize()
    _ = try await list(conversation)
    world.allow(nil)
    world.pass(.seconds(301))
    #expect(try await list(conversation) == ["echo_arguments", "refused_thing"])
    #expect(world.asked == 2 && Self.changes(conversation.written).isEmpty)
  }

  @Test func `a list that cannot change promises nothing`() async throws {
    let conversation = Conversation()
    let answer = conversation.ask(Conversation.modern("server/discover"))
    #expect(answer[0]["result"]?["capabilities"]?["tools"] == JSON.object([:]))
    let subscribed = conversation.ask(
      Conversation.modern("subscriptions/listen", id: #""s""#, #""notifications":{"toolsListChanged":true}"#))
    #expect(subscribed[0]["params"]?["notifications"] == JSON.object([:]))
  }
}
