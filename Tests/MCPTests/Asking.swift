import Foundation
import JSON
import Synchronization
import TestSupport

@testable import MCP

/// Changes something that a test can count.
struct ChangeThing: Tool {
  typealias Context = ToolCall
  static let summary = "Changes a thing."
  static let effect = Effect.destructive
  static let aliases = ["alter_thing"]
  private static let counts = Mutex<[String: Int]>([:])
  @Argument("Which thing") var thing: String
  @Argument("How much") var amount = 1

  func answer(_ call: ToolCall) async throws -> Answer {
    // However a person was asked, the call knows what the person has read.
    guard call.wasShown(try await preview(call) ?? "") else {
      throw ToolFailure("This is not what the user was shown.")
    }
    call.record(["method": "POST", "path": "/things", "status": 200, "request_id": "r-1"], isRead: false)
    Self.counts.withLock { $0[thing, default: 0] += 1 }
    return .facts(["changed": .string(thing), "amount": JSON(amount)])
  }

  func preview(_ call: ToolCall) async throws -> String? { "Change the thing \(thing) by \(amount)." }

  static func count(of thing: String) -> Int { counts.withLock { $0[thing] ?? 0 } }
}

/// A conversation about a tool that asks, and the thing that it may change only after a person has agreed.
struct Asking {
  static let forms = #"{"elicitation":{}}"#

  let clock: TestClock
  let thing = "thing-\(UUID().uuidString)"
  let conversation: Conversation
  let capabilities: String

  init(
    capabilities: String = forms, gates: Gates? = nil, caller: String = "local", patience: Duration = .seconds(60),
    clock: TestClock = TestClock()
  ) {
    conversation = Conversation(
      [AnyTool(ChangeThing.self), AnyTool(EchoArguments.self)],
      gates: gates
        ?? Gates(asks: ["change_thing", "echo_arguments"], consent: Consent(patience: patience) { clock.now }),
      caller: caller)
    self.clock = clock
    self.capabilities = capabilities
  }

  var changes: Int { ChangeThing.count(of: thing) }

  func parameters(
    _ tool: String = "change_thing", amount: Int = 1, token: String? = nil, state: String? = nil, answer: String? = nil
  ) -> String {
    let confirm = token.map { #","confirm_token":"\#($0)""# } ?? ""
    let argument = tool == "echo_arguments" ? "text" : "thing"
    return #""name":"\#(tool)","arguments":{"\#(argument)":"\#(thing)""#
      + (tool == "echo_arguments" ? "" : #","amount":\#(amount)"#) + "\(confirm)}"
      + (state.map { #","requestState":"\#($0)""# } ?? "") + (answer.map { #","inputResponses":\#($0)"# } ?? "")
  }

  /// Calls the tool in the modern era.
  func modern(
    _ tool: String = "change_thing", amount: Int = 1, token: String? = nil, state: String? = nil, answer: String? = nil
  ) async throws -> JSON {
    let parameters = parameters(tool, amount: amount, token: token, state: state, answer: answer)
    return try await conversation.request(
      Conversation.modern("tools/call", parameters, capabilities: capabilities))
  }

  /// Calls the tool, and returns the state that the answer to its question has to carry.
  func state(amount: Int = 1) async throws -> String {
    try await modern(amount: amount)["result"]?["requestState"]?.string ?? "none"
  }

  static let yes = #"{"confirm":{"action":"accept","content":{"confirm":true}}}"#

  /// The text of a call in the legacy era.
  func legacy(id: Int = 1, meta: String? = nil, token: String? = nil) -> String {
    let meta = meta.map { #""_meta":\#($0),"# } ?? ""
    return #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{\#(meta)\#(parameters(token: token))}}"#
  }
}

extension JSON {
  /// The text of a tool's result.
  var resultText: String { self["result"]?["content"]?.array?.first?["text"]?.string ?? "" }
  var isToolError: Bool { self["result"]?["isError"] == true }
}
