import JSON
import TestSupport
import Testing

/// What the host says, and when.
@Suite(.fewAtOnce, .onOwnThreads, .serialized, .inBrowser) struct ConversationTests {
  private static let bars =
    #"{"chart":{"kind":"bar","table":"t","label":"name","y":"n"},"t":{"columns":["name","n"],"rows":[["a",1]]}}"#

  @Test func `waits, shows what comes late, and begins anew with the next call`() async throws {
    let stage = try await Stage()
    let waiting = try await stage.look()
    #expect(waiting["status"] == "Waiting for the answer." && waiting["emptyHeadings"] == 0)
    try await stage.notify("ui/notifications/tool-input-partial", ["arguments": ["a": 1]])
    for method in ["ui/notifications/something-new", "__defineGetter__"] { try await stage.notify(method, ["a": 1]) }
    try await stage.play(text: Self.bars)
    let first = try await stage.look()
    #expect(first["picture"]?.isNull == false)
    try await stage.play(text: Self.bars)
    #expect(try await stage.look() == first, "the same once more is the same")
    try await stage.notify("ui/notifications/tool-input", ["arguments": [:]])
    #expect(try await stage.look() == first, "some hosts repeat the arguments without the answer")
    try await stage.notify("ui/notifications/tool-input", ["arguments": ["a": 1]])
    let next = try await stage.look()
    #expect(next["picture"]?.isNull == true && next["status"] == "Waiting for the answer." && next["tables"] == [])
    #expect(next["problems"] == [])
    try await stage.notify("ui/notifications/tool-cancelled")
    #expect(try await stage.look()["status"] == "The call was cancelled.")
    try await stage.notify("ui/notifications/tool-cancelled", ["reason": "No <b>query</b>."])
    #expect(try await stage.look()["status"] == "The call was cancelled. No <b>query</b>.")
    await stage.close()
  }

  @Test func `an error is shown as what it is`() async throws {
    let stage = try await Stage()
    try await stage.play(["isError": true, "content": [["type": "text", "text": "No such <b>alert</b>."]]])
    let look = try await stage.look()
    #expect(look["status"] == "The call failed. No such <b>alert</b>." && look["isAlarm"] == true)
    #expect(look["problems"] == [] && look["emptyHeadings"] == 0)
    await stage.close()
  }

  @Test func `a host that refuses gets nothing more`() async throws {
    let stage = try await Stage(refuses: true)
    #expect(try await stage.messages().count == 1)
    #expect(try await stage.look()["problems"] == [])
    await stage.close()
  }

  @Test func `what a host refuses to do is said`() async throws {
    let stage = try await Stage()
    try await stage.play(text: try DemoAnswer.rules.text())
    try await stage.key("Home")
    for (answer, status) in [
      (#"{ isError: true }"#, "The client refused."), ("{}", ""), (#"{ status: "error" }"#, "The client refused."),
    ] {
      try await stage.run("fake.answers['ui/message'] = \(answer); return null")
      try await stage.click("ask")
      #expect(try await stage.look()["status"] == .string(status), "\(answer)")
    }
    // It is not closed, because that refuses what the protocol does not have, such as the last answer.
  }

  @Test func `answers what it is asked`() async throws {
    let stage = try await Stage()
    for (id, method) in [("a", "ping"), ("b", "tools/list"), ("c", "ui/resource-teardown")] {
      try await stage.run("fake.send({ id: '\(id)', method: '\(method)', params: {} })")
      try await stage.rest()
      let answer = try #require(try await stage.messages().last)
      #expect(answer["id"] == .string(id))
      if method == "tools/list" {
        #expect(answer["error"]?["code"] == -32601)
      } else {
        #expect(answer["result"] == [:])
      }
    }
    await stage.close()
  }

  @Test func `takes no orders from anybody but its host`() async throws {
    let stage = try await Stage()
    let message: JSON = ["jsonrpc": "2.0", "method": "ui/notifications/tool-result", "params": ["isError": true]]
    // A frame beside it that sends to it is not its parent.
    try await stage.run(
      """
      const other = document.createElement("iframe");
      other.srcdoc = `<script>parent.frames[0].postMessage(\(message.text), "*")</script>`;
      document.body.append(other);
      await fake.pause(300);
      """)
    #expect(try await stage.look()["status"] == "Waiting for the answer.")
    try await stage.run(
      "fake.frame.contentWindow.postMessage('text', '*'); fake.frame.contentWindow.postMessage({ method: 'ui/notifications/tool-cancelled' }, '*');"
    )
    #expect(try await stage.look()["status"] == "Waiting for the answer.")
    await stage.close()
  }

  @Test func `times follow the host's zone and language, and the zone is named`() async throws {
    let stage = try await Stage()
    try await stage.play(text: try DemoAnswer.severities.text())
    try await stage.change(["timeZone": "Asia/Tokyo"])
    #expect(try await stage.look()["facts"]?.string?.hasPrefix("15 Nov, 17:00 to 22 Nov, 17:00 GMT+9") == true)
    try await stage.change(["timeZone": "No/Where", "locale": "not a language"])
    #expect(try await stage.look()["facts"]?.string?.hasPrefix("15 Nov, 08:00 to 22 Nov, 08:00 UTC") == true)
    #expect(try await stage.look()["problems"] == [])
    await stage.close()
  }
}
