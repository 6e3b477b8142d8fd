import Dispatch
import JSON
import Logging
import TestSupport
import Testing

@testable import MCP

/// A tool that asks runs only after a person has agreed to it.
@Suite(.fewAtOnce) struct ConsentTests {
  private static let silentMembers = ["resultType", "_meta", "inputRequests", "requestState"]

  // MARK: The modern era

  @Test func `asks with a form, and goes on with the yes`() async throws {
    let asking = Asking()
    let question = try #require(try await asking.modern()["result"])
    #expect(question["resultType"] == "input_required")
    #expect(question.object?.keys.allSatisfy(Self.silentMembers.contains) == true)
    let form = try #require(question["inputRequests"]?["confirm"])
    #expect(form.object?.keys == ["method", "params"])
    #expect(form["method"] == "elicitation/create")
    #expect(form["params"]?["mode"] == "form")
    #expect(form["params"]?["message"]?.string == "Change the thing \(asking.thing) by 1.")
    #expect(form["params"]?["requestedSchema"]?["properties"]?["confirm"]?["type"] == "boolean")
    #expect(asking.changes == 0)
    let state = try #require(question["requestState"]?.string)
    let answer = try await asking.modern(state: state, answer: Asking.yes)
    #expect(answer["result"]?["resultType"] == "complete")
    #expect(answer["result"]?["structuredContent"]?["changed"]?.string == asking.thing)
    #expect(asking.changes == 1)
  }

  @Test(arguments: [
    (#"{"action":"accept","content":{"confirm":false}}"#, "declined"), (#"{"action":"accept"}"#, "declined"),
    (#"{"action":"accept","content":{"confirm":"true"}}"#, "declined"), (#"{"action":"decline"}"#, "declined"),
    (#"{"action":"cancel"}"#, "dismissed"),
  ])
  func `anything but a yes changes nothing and says so`(_ response: String, _ words: String) async throws {
    let asking = Asking()
    let answer = try await asking.modern(state: try await asking.state(), answer: #"{"confirm":\#(response)}"#)
    #expect(answer.isToolError)
    #expect(
      answer.resultText == "The user \(words)\(words == "dismissed" ? " the question" : ""). Nothing was changed.")
    #expect(asking.changes == 0)
  }

  @Test(arguments: [
    #"{"confirm":{"action":"perhaps"}}"#, #"{"confirm":{}}"#, #"{"confirm":true}"#, #"{"confirm":null}"#,
    #"{"confirm":{"action":7,"content":{"confirm":true}}}"#, "[]", "7", #""accept""#, "null",
  ])
  func `malformed responses are invalid parameters`(_ response: String) async throws {
    let asking = Asking()
    let state = try await asking.state()
    let answer = try await asking.modern(state: state, answer: response)
    #expect(answer["error"]?["code"] == -32602)
    // Nobody knows what it meant, so a yes that comes after it counts no more.
    #expect(try await asking.modern(state: state, answer: Asking.yes).isToolError)
    #expect(asking.changes == 0)
  }

  @Test(arguments: ["{}", #"{"other":{"action":"accept","content":{"confirm":true}}}"#])
  func `a missing response is asked for again, unknown ones are ignored`(_ response: String) async throws {
    let asking = Asking()
    let again = try await asking.modern(state: try await asking.state(), answer: response)
    #expect(again["result"]?["resultType"] == "input_required")
    #expect(asking.changes == 0)
  }

  @Test func `a yes without a state is no yes`() async throws {
    let asking = Asking()
    #expect(try await asking.modern(answer: Asking.yes)["result"]?["resultType"] == "input_required")
    #expect(asking.changes == 0)
  }

  @Test func `an altered state is refused, wherever it was altered`() async throws {
    let asking = Asking()
    let state = try await asking.state()
    let mark = state.prefix { $0 != "~" }.count + 1
    for offset in Array(stride(from: mark, to: state.count, by: 5)) + [state.count - 1] {
      let index = state.index(state.startIndex, offsetBy: offset)
      let other: Character = state[index] == "A" ? "B" : "A"
      let altered = state.replacingCharacters(at: index, with: other)
      #expect(try await asking.modern(state: altered, answer: Asking.yes)["error"]?["code"] == -32602)
    }
    for altered in ["", ".", "x", state + "A", state + ".", String(state.dropLast()), "null", "\(state)=="] {
      #expect(try await asking.modern(state: altered, answer: Asking.yes)["error"]?["code"] == -32602)
    }
    #expect(asking.changes == 0)
  }

  @Test func `the answer to a question of another process is refused in clear words`() async throws {
    let asking = Asking()
    let state = try await asking.state()
    let answer = try await asking.modern(state: "abc\(state)", answer: Asking.yes)
    #expect(answer.isToolError)
    #expect(answer.resultText.contains("only the process that asked takes it"))
    #expect(answer.resultText.contains("Call change_thing without it"))
    // Without the mark it is a text that this process never gave.
    let bare = state.drop { $0 != "~" }.dropFirst()
    #expect(try await Asking().modern(state: String(bare), answer: Asking.yes)["error"]?["code"] == -32602)
    #expect(asking.changes == 0)
  }

  @Test(arguments: ["7", "null", "{}", "[]"]) func `a state is a string`(_ state: String) async throws {
    let asking = Asking()
    let call = Conversation.modern(
      "tools/call", #"\#(asking.parameters()),"requestState":\#(state),"inputResponses":\#(Asking.yes)"#,
      capabilities: Asking.forms)
    #expect(try await asking.conversation.request(call)["error"]?["code"] == -32602)
    #expect(asking.changes == 0)
  }

  @Test func `a state is good for its server, caller, tool and arguments alone`() async throws {
    let asking = Asking()
    let state = try await asking.state(amount: 2)
    #expect(try await asking.modern(amount: 3, state: state, answer: Asking.yes)["error"]?["code"] == -32602)
    #expect(
      try await asking.modern("echo_arguments", state: state, answer: Asking.yes)["error"]?["code"] == -32602)
    let parameters = asking.parameters(amount: 2, state: state, answer: Asking.yes)
    let call = Conversation.modern("tools/call", parameters, capabilities: Asking.forms)
    for stranger in [Asking(), Asking(caller: "somebody else")] {
      #expect(try await stranger.conversation.request(call)["error"]?["code"] == -32602)
    }
    #expect(asking.changes == 0)
    // The order of the arguments does not matter.
    let swapped = call.replacing(
      #"{"thing":"\#(asking.thing)","amount":2}"#, with: #"{"amount":2,"thing":"\#(asking.thing)"}"#)
    #expect(swapped != call)
    #expect(try await asking.conversation.request(swapped)["result"]?["isError"] == false)
    #expect(asking.changes == 1)
  }

  @Test func `another name of the same tool asks too`() async throws {
    let asking = Asking()
    let answer = try await asking.modern("alter_thing")
    #expect(answer["result"]?["resultType"] == "input_required")
    #expect(asking.changes == 0)
  }

  @Test func `an expired state asks again`() async throws {
    let asking = Asking()
    let state = try await asking.state()
    asking.clock.advance(Consent.life + 1)
    let again = try await asking.modern(state: state, answer: Asking.yes)
    #expect(again["result"]?["resultType"] == "input_required")
    #expect(asking.changes == 0)
    let fresh = try #require(again["result"]?["requestState"]?.string)
    _ = try await asking.modern(state: fresh, answer: Asking.yes)
    #expect(asking.changes == 1)
  }

  @Test func `a yes counts once, also when the clock is set back`() async throws {
    let asking = Asking()
    let state = try await asking.state()
    _ = try await asking.modern(state: state, answer: Asking.yes)
    for jump in [0, Consent.life - 1, -Consent.life, -1000] {
      asking.clock.advance(jump)
      let again = try await asking.modern(state: state, answer: Asking.yes)
      #expect(again.isToolError && again.resultText.contains("used already"))
    }
    #expect(asking.changes == 1)
  }

  @Test func `fifty answers at once are one yes`() async throws {
    let asking = Asking()
    let state = try await asking.state()
    let parameters = asking.parameters(state: state, answer: Asking.yes)
    for id in 100..<150 {
      asking.conversation.send(
        Conversation.modern("tools/call", id: "\(id)", parameters, capabilities: Asking.forms))
    }
    try await asking.conversation.wait { $0.count >= 51 ? true : nil }
    #expect(asking.changes == 1)
  }

  @Test func `a state given to a call that never asks is refused`() async throws {
    let conversation = Conversation()
    let call = #""name":"echo_arguments","arguments":{"text":"a"},"inputResponses":7"#
    #expect(try await conversation.request(Conversation.modern("tools/call", call))["result"]?["isError"] == false)
    let answer = try await conversation.request(Conversation.modern("tools/call", call + #","requestState":"x.y""#))
    #expect(answer["error"]?["code"] == -32602)
  }

  @Test func `wrong arguments are told before anybody is asked`() async throws {
    let asking = Asking()
    let answer = try await asking.conversation.request(
      Conversation.modern(
        "tools/call", #""name":"change_thing","arguments":{"amount":1}"#, capabilities: Asking.forms))
    #expect(answer.isToolError && answer.resultText.contains("`thing`"))
  }

  // MARK: Who is asked

  @Test(arguments: [
    (#"{"elicitation":{}}"#, true), (#"{"elicitation":{"form":{}}}"#, true),
    (#"{"elicitation":{"form":{},"url":{}}}"#, true), (#"{"elicitation":{"url":{}}}"#, false), ("{}", false),
    (#"{"elicitation":null}"#, false), (#"{"elicitation":true}"#, false),
  ])
  func `only a client that takes forms is sent one`(_ capabilities: String, _ asks: Bool) async throws {
    let modern = Asking(capabilities: capabilities)
    let answer = try await modern.modern()
    #expect((answer["result"]?["resultType"] == "input_required") == asks)
    #expect((answer["result"]?["structuredContent"]?["confirm_token"] != nil) == !asks)
    for revision in [Revision.june2025, .november2025] {
      let legacy = Asking()
      legacy.conversation.initialize(revision, capabilities: capabilities)
      legacy.conversation.send(legacy.legacy())
      let line = try await legacy.conversation.wait { $0.count > 1 ? $0[1] : nil }
      #expect((line["method"] == "elicitation/create") == asks)
      #expect((line["result"] == nil) == asks)
      #expect(legacy.changes == 0)
      await legacy.conversation.blocking { $0.cancelAll(within: .seconds(300)) }
    }
    #expect(modern.changes == 0)
  }

  @Test(arguments: [Revision.november2024, .march2025])
  func `revisions without elicitation get no request`(_ revision: Revision) async throws {
    let asking = Asking()
    asking.conversation.initialize(revision, capabilities: Asking.forms)
    let answer = try await asking.conversation.request(asking.legacy())
    #expect(answer.resultText.contains("confirm_token"))
    #expect(asking.conversation.written.allSatisfy { $0["method"] == nil })
    #expect(asking.changes == 0)
  }

  // MARK: The legacy era

  @Test(arguments: [Revision.june2025, .november2025])
  func `asks by a request of its own that carries the caller's metadata`(_ revision: Revision) async throws {
    let asking = Asking()
    asking.conversation.initialize(revision, capabilities: Asking.forms)
    asking.conversation.send(asking.legacy(meta: #"{"progressToken":1,"claudecode/toolUseId":"toolu_1"}"#))
    let question = try await asking.conversation.respond(#""result":{"action":"accept","content":{"confirm":true}}"#)
    #expect(question["params"]?["_meta"] == ["claudecode/toolUseId": "toolu_1"])
    #expect((question["params"]?["mode"] == "form") == (revision == .november2025))
    #expect(question["params"]?["message"]?.string == "Change the thing \(asking.thing) by 1.")
    let answer = try await asking.conversation.wait { $0.first { $0["id"] == 1 } }
    #expect(answer["result"]?["isError"] == false)
    #expect(asking.changes == 1)
  }

  @Test(arguments: [
    (#""result":{"action":"accept","content":{"confirm":false}}"#, "The user declined."),
    (#""result":{"action":"decline"}"#, "The user declined."),
    (#""result":{"action":"cancel"}"#, "The user dismissed the question."),
    (#""result":{"action":"yes"}"#, "The user could not be asked (the answer must have an action"),
    (#""result":7"#, "The user could not be asked (the answer must have an action"),
    (#""error":{"code":-32601,"message":"no such method"}"#, "The user could not be asked (no such method)."),
    (#""error":7"#, "The user could not be asked"),
    (
      #""result":{"action":"accept","content":{"confirm":true}},"error":{"code":1,"message":"no"}"#,
      "The user could not be asked (no)."
    ),
  ])
  func `anything but a yes by a legacy client changes nothing`(_ response: String, _ words: String) async throws {
    let asking = Asking()
    asking.conversation.initialize(capabilities: Asking.forms)
    asking.conversation.send(asking.legacy())
    try await asking.conversation.respond(response)
    let answer = try await asking.conversation.wait { $0.first { $0["id"] == 1 } }
    #expect(answer.isToolError)
    #expect(answer.resultText.hasPrefix(words), "\(answer.resultText)")
    #expect(answer.resultText.hasSuffix("Nothing was changed."))
    #expect(asking.changes == 0)
  }

  @Test func `an answer to a question that was never asked is dropped`() async throws {
    let asking = Asking()
    asking.conversation.initialize(capabilities: Asking.forms)
    for id in [#""server-1""#, #""server-2""#, "1", "7"] {
      asking.conversation.send(
        #"{"jsonrpc":"2.0","id":\#(id),"result":{"action":"accept","content":{"confirm":true}}}"#)
    }
    asking.conversation.send(asking.legacy())
    _ = try await asking.conversation.respond(#""result":{"action":"decline"}"#)
    // The question was answered before, so nothing waits for a second answer.
    _ = try await asking.conversation.respond(#""result":{"action":"accept","content":{"confirm":true}}"#)
    #expect(try await asking.conversation.wait { $0.first { $0["id"] == 1 } }.isToolError)
    #expect(asking.changes == 0)
  }

  @Test func `no answer is a no, and the question is withdrawn`() async throws {
    let asking = Asking(patience: .milliseconds(30))
    asking.conversation.initialize(capabilities: Asking.forms)
    let answer = try await asking.conversation.request(asking.legacy())
    #expect(answer.isToolError && answer.resultText.contains("no answer within"))
    let question = asking.conversation.written.first { $0["method"] == "elicitation/create" }
    let withdrawn = asking.conversation.written.first { $0["method"] == "notifications/cancelled" }
    #expect(withdrawn?["params"]?["requestId"] == question?["id"])
    // This answer comes after the question was withdrawn.
    try await asking.conversation.respond(#""result":{"action":"accept","content":{"confirm":true}}"#)
    #expect(asking.changes == 0)
  }

  @Test func `a call cancelled while its question stands withdraws the question and does nothing`() async throws {
    let asking = Asking()
    asking.conversation.initialize(capabilities: Asking.forms)
    asking.conversation.send(asking.legacy())
    let question = try await asking.conversation.wait { $0.first { $0["method"] == "elicitation/create" } }
    asking.conversation.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    let withdrawn = try await asking.conversation.wait { $0.first { $0["method"] == "notifications/cancelled" } }
    #expect(withdrawn["params"]?["requestId"] == question["id"])
    try await asking.conversation.respond(#""result":{"action":"accept","content":{"confirm":true}}"#)
    await asking.conversation.blocking { $0.finish(grace: .seconds(300)) }
    #expect(asking.conversation.written.allSatisfy { $0["id"] != 1 })
    #expect(asking.changes == 0)
  }

  // MARK: Preview and token

  private func token(of asking: Asking, amount: Int = 1) async throws -> String {
    let preview = try await asking.modern(amount: amount)["result"]?["structuredContent"]
    #expect(preview?["confirmation_required"] == true)
    #expect(preview?["would"]?.string == "Change the thing \(asking.thing) by \(amount).")
    #expect(preview?["notice"]?.string == Rendering.notice)
    #expect(preview?["hint"]?.string?.contains("change_thing") == true)
    return try #require(preview?["confirm_token"]?.string)
  }

  @Test func `without elicitation a preview comes with a token that is good once`() async throws {
    let asking = Asking(capabilities: "{}")
    let token = try await token(of: asking)
    #expect(asking.changes == 0)
    let answer = try await asking.modern(token: token)
    #expect(answer["result"]?["structuredContent"]?["changed"]?.string == asking.thing)
    #expect(asking.changes == 1)
    let again = try await asking.modern(token: token)
    #expect(again.isToolError && again.resultText.contains("used already"))
    #expect(asking.changes == 1)
  }

  @Test func `a token for another call, altered, expired or made up is refused`() async throws {
    let asking = Asking(capabilities: "{}")
    let token = try await token(of: asking)
    for wrong in ["\(token)x", String(token.dropLast()), "yes", "true", "."] {
      let answer = try await asking.modern(token: wrong)
      #expect(answer.isToolError && answer.resultText.contains("not for exactly this call"))
    }
    // A token of another process is refused in other words.
    #expect(try await asking.modern(token: "abc\(token)").resultText.contains("another replica"))
    #expect(try await asking.modern(amount: 2, token: token).isToolError)
    // A state that belongs to a form is not a token.
    let state = try await Asking().state()
    #expect(try await asking.modern(token: state).isToolError)
    // A call without a token is answered with a preview again.
    #expect(try await asking.modern(token: "")["result"]?["structuredContent"]?["confirm_token"] != nil)
    asking.clock.advance(Consent.life + 1)
    let expired = try await asking.modern(token: token)
    #expect(expired.isToolError && expired.resultText.contains("expired"))
    #expect(asking.changes == 0)
  }

  @Test func `a token is no way past a form`() async throws {
    let asking = Asking(capabilities: "{}")
    let token = try await token(of: asking)
    let call = Conversation.modern("tools/call", asking.parameters(token: token), capabilities: Asking.forms)
    #expect(try await asking.conversation.request(call)["result"]?["resultType"] == "input_required")
    #expect(asking.changes == 0)
  }

  @Test func `the listing names the token, and tells hosts that a person is asked`() throws {
    let toolbox = Toolbox([AnyTool(ChangeThing.self)], gates: Gates(asks: ["change_thing"])) { $0 }
    let tool = try #require(toolbox.listing(for: .modern)["tools"]?.array?[0])
    #expect(tool["inputSchema"]?["properties"]?["confirm_token"]?["type"] == "string")
    #expect(tool["inputSchema"]?["required"] == ["thing"])
    #expect(tool["_meta"]?["anthropic/requiresUserInteraction"] == true)
    let free = try #require(Toolbox([AnyTool(ChangeThing.self)]) { $0 }.listing(for: .modern)["tools"]?.array?[0])
    #expect(free["inputSchema"]?["properties"]?["confirm_token"] == nil)
    #expect(free["_meta"] == nil)
  }

  @Test func `a resource that is read by a tool that asks, asks too`() async throws {
    let asking = Asking()
    let toolbox = Toolbox([AnyTool(ChangeThing.self)], gates: Gates(asks: ["change_thing"])) { $0 }
    let template = ResourceTemplate<ToolCall>(
      "things://{thing}", name: "thing", title: "Thing", summary: "A thing.", tool: "change_thing")
    let (lines, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let service = Service(
      identity: Identity(name: "n", title: "t", version: "1", instructions: ""),
      features: [toolbox, ResourceShelf([], [template], toolbox: toolbox)], log: Log(level: .error))
    let session = Session(service) { continuation.yield($0) }
    func read(_ more: String = "") async throws -> JSON? {
      let read = Conversation.modern(
        "resources/read", #""uri":"things://\#(asking.thing)"\#(more)"#, capabilities: Asking.forms)
      session.receive(line: Array(read.utf8))
      for await line in lines { return try JSON(parsing: line) }
      return nil
    }
    let question = try await read()
    #expect(question?["result"]?["resultType"] == "input_required")
    #expect(asking.changes == 0)
    let state = question?["result"]?["requestState"]?.string ?? ""
    let answer = try await read(#","requestState":"\#(state)","inputResponses":\#(Asking.yes)"#)
    #expect(answer?["result"]?["contents"]?.array?.count == 1)
    #expect(asking.changes == 1)
  }

  @Test func `the command line is not asked`() async throws {
    let asking = Asking()
    let toolbox = Toolbox([AnyTool(ChangeThing.self)], gates: Gates(asks: ["change_thing"])) { $0 }
    #expect(try await toolbox.call("change_thing", ["thing": .string(asking.thing)]).isError == false)
    #expect(asking.changes == 1)
  }
}

extension String {
  fileprivate func replacingCharacters(at index: Index, with character: Character) -> String {
    var copy = self
    copy.replaceSubrange(index...index, with: String(character))
    return copy
  }
}
