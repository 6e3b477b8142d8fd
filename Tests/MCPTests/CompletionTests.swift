import JSON
import TestSupport
import Testing

@testable import MCP

@Suite(.fewAtOnce) struct CompletionTests {
  private static let templates: [ResourceTemplate<ToolCall>] = [
    ResourceTemplate(
      "things://{thing}", name: "thing", title: "Thing", summary: "One thing.", tool: "echo_arguments",
      suggestions: [
        "thing": .fixed(["front door", "Front window", "back door"]),
        "kind": .live(tool: "echo_arguments") { _, _ in throw FailUnexpectedly.Secret() },
      ])
  ]

  private let conversation = Conversation { toolbox in
    let book = PromptBook([AnyPrompt(ExplainThing.self)])
    let library = ResourceShelf([], templates, toolbox: toolbox)
    return [book, library, Completions(book, library)]
  }

  private func complete(
    _ ref: String, _ argument: String, _ typed: String, in revision: Revision = .modern
  ) async throws -> JSON {
    try await conversation.request(
      in: revision, "completion/complete",
      #""ref":\#(ref),"argument":{"name":"\#(argument)","value":\#(JSON.string(typed).text)}"#)
  }

  private static let prompt = #"{"type":"ref/prompt","name":"explain-thing"}"#
  private static let template = #"{"type":"ref/resource","uri":"things://{thing}"}"#

  @Test(arguments: Revision.allCases)
  func `the capability is declared since 2025-03-26`(_ revision: Revision) async throws {
    let result =
      revision.isModern
      ? try await conversation.request(in: revision, "server/discover")["result"]
      : conversation.initialize(revision)["result"]
    #expect((result?["capabilities"]?["completions"] == [:]) == (revision >= .march2025))
  }

  @Test(arguments: [
    ("", ["front door", "Front window", "back door"]), ("fr", ["front door", "Front window"]), ("BACK", ["back door"]),
    ("door", []),
  ])
  func `fixed values are offered that begin as what was typed`(_ typed: String, _ expected: [String]) async throws {
    let result = try await complete(Self.template, "thing", typed)["result"]
    #expect(
      result?["completion"] == [
        "values": JSON(expected), "total": JSON(expected.count), "hasMore": false,
      ])
  }

  @Test func `the values of an argument with a closed set are offered`() async throws {
    #expect(try await complete(Self.prompt, "colour", "d")["result"]?["completion"]?["values"] == ["DARK_RED"])
  }

  @Test(arguments: [Revision.march2025, .november2025, .modern])
  func `at most a hundred values are offered, and the rest is counted`(_ revision: Revision) async throws {
    let completion = try await complete(Self.prompt, "thing", "lamp ", in: revision)["result"]?["completion"]
    #expect(completion?["values"]?.array?.count == 100)
    #expect(completion?["values"]?.array?.first == "lamp 0")
    #expect(completion?["total"] == 150)
    #expect(completion?["hasMore"] == true)
  }

  @Test func `nothing is offered for other arguments, by a tool that is not there, or where asking fails`() async throws
  {
    for (ref, argument) in [(Self.prompt, "other"), (Self.prompt, "reader"), (Self.template, "kind")] {
      let reply = try await complete(ref, argument, "")
      #expect(reply["result"]?["completion"] == ["values": [], "total": 0, "hasMore": false])
      #expect(!reply.text.contains("hunter2"))
    }
  }

  @Test(arguments: [
    "null", "{}", #"{"type":"ref/tool","name":"explain-thing"}"#, #"{"type":"ref/prompt","name":"no-such"}"#,
    #"{"type":"ref/prompt"}"#, #"{"type":"ref/resource","uri":"things://lamp"}"#, #"{"type":"ref/resource","uri":7}"#,
  ])
  func `a reference to nothing is refused`(_ ref: String) async throws {
    let reply = try await complete(ref, "thing", "")
    #expect(reply["error"]?["code"] == -32602)
    #expect(reply["error"]?["message"]?.string?.hasPrefix("ref ") == true)
  }

  @Test(arguments: ["", #","argument":{}"#, #","argument":{"name":"thing"}"#, #","argument":{"name":7,"value":"a"}"#])
  func `an argument has a name and a value`(_ argument: String) async throws {
    let reply = try await conversation.request(
      in: .modern, "completion/complete", #""ref":\#(Self.prompt)\#(argument)"#)
    #expect(reply["error"]?["code"] == -32602)
    #expect(reply["error"]?["message"]?.string?.hasPrefix("argument ") == true)
  }
}
