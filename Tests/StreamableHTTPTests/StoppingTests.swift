import HTTPServer
import JSON
import StreamableHTTP
import TestSupport
import Testing

@Suite(.fewAtOnce) struct StoppingTests {
  @Test func `calls in flight are answered before the server stops`() async throws {
    let stage = try await Stage()
    let client = try stage.client()
    client.postModern("tools/call", ["name": "wait"], meta: ["progressToken": 1])
    let listener = try stage.client()
    listener.postModern("subscriptions/listen", ["notifications": [:]], id: "s")
    #expect(await listener.read(through: "acknowledged") != nil)
    #expect(await stage.events.next() == "started")
    stage.endpoint.endStreams()
    // A subscription that comes now is answered at once.
    let late = try stage.client()
    late.postModern("subscriptions/listen", ["notifications": [:]], id: "late")
    #expect(await late.read(through: #""id":"late","result""#) != nil)
    async let stopped: Void = stage.server.stop(drain: .seconds(300))
    #expect(await listener.read(through: #""id":"s","result""#) != nil)
    stage.events.goOn()
    let answer = try #require(await client.answer())
    #expect(answer.events.last?["result"]?["structuredContent"]?["done"] == true)
    await stopped
    // The system may still take a connection for a moment, but nobody answers there.
    let after = try? stage.client()
    after?.postModern("tools/list")
    #expect(await after?.answer() == nil)
  }

  @Test func `what does not end in time is cancelled`() async throws {
    let stage = try await Stage()
    let client = try stage.client()
    client.postModern("tools/call", ["name": "wait"])
    #expect(await stage.events.next() == "started")
    let other = try stage.client()
    let id = try await other.initialize()
    other.post(message("tools/call", ["name": "wait"]), ["Mcp-Session-Id": id])
    #expect(await stage.events.next() == "started")
    await stage.server.stop(drain: .milliseconds(10))
    #expect(await stage.events.next() == "cancelled")
    stage.endpoint.endSessions()
    #expect(await stage.events.next() == "cancelled")
  }
}
