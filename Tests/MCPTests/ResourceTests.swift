import JSON
import TestSupport
import Testing

@testable import MCP

/// Answers with what it was asked for; some things do not exist, and one is broken.
struct ReadThing: Tool {
  typealias Context = ToolCall
  static let summary = "Reads a thing."
  static let effect = Effect.reads
  @Argument("Which thing") var thing: String
  @Argument("Of which kind") var kind = "any"
  @Argument("How much of it") var detail = "little"

  func answer(_ call: ToolCall) async throws -> Answer {
    if thing == "missing" { throw ToolFailure("There is no such thing.", .notFound) }
    if thing == "broken" { throw ToolFailure("The thing is broken.") }
    return .facts(["thing": .string(thing), "kind": .string(kind), "detail": .string(detail)])
  }
}

@Suite(.fewAtOnce) struct ResourceTests {
  private struct Secret: Error { let token = "hunter2-hunter2" }

  private static let resources = [
    Resource("config://server", name: "config", title: "Configuration", summary: "What is switched on.") {
      ["demo": true]
    },
    Resource("config://broken", name: "broken", title: "Broken", summary: "Cannot be read.") { throw Secret() },
  ]

  private static let templates: [ResourceTemplate<ToolCall>] = [
    ResourceTemplate(
      "things://{thing}", name: "thing", title: "Thing", summary: "One thing.", tool: "read_thing",
      arguments: ["detail": "much"]),
    ResourceTemplate(
      "kinds://{kind}/things/{thing}", name: "thing-of-kind", title: "Thing of a kind", summary: "One of a kind.",
      tool: "read_thing"),
    ResourceTemplate(
      "doors://{thing}", name: "door", title: "Door", summary: "One door.", tool: "read_door",
      suggestions: ["thing": .fixed(["front"])]),
  ]

  private let conversation = Conversation([AnyTool(ReadThing.self)]) { toolbox in
    [ResourceShelf(resources, templates, toolbox: toolbox)]
  }

  private func read(_ uri: String, in revision: Revision = .modern) async throws -> JSON {
    try await conversation.request(in: revision, "resources/read", #""uri":\#(JSON.string(uri).text)"#)
  }

  /// What was read, parsed.
  private func content(_ uri: String) async throws -> JSON? {
    let content = try await read(uri)["result"]?["contents"]?.array?.first
    return try (content?["text"]?.string).map { try JSON(parsing: $0) }
  }

  // MARK: Listings

  /// A listing with a title where the revision knows titles.
  private func listing(
    _ key: String, _ uri: String, _ name: String, _ title: String, _ summary: String, _ revision: Revision
  ) -> JSON {
    var listing: JSON.Object = [key: .string(uri), "name": .string(name)]
    if revision >= .june2025 { listing["title"] = .string(title) }
    listing.merge(["description": .string(summary), "mimeType": "application/json"])
    return .object(listing)
  }

  private func expectLists(_ result: JSON?, _ name: String, _ listings: [JSON], _ revision: Revision) {
    #expect(result?[name]?.text == JSON.array(listings).text)
    let modern = ["resultType", "ttlMs", "cacheScope", "_meta"]
    #expect(result?.object?.keys == (revision.isModern ? modern : []) + [name])
  }

  @Test(arguments: Revision.allCases)
  func `resources are listed, with titles since 2025-06-18`(_ revision: Revision) async throws {
    let reply = try await conversation.request(in: revision, "resources/list")
    let expected = [
      listing("uri", "config://server", "config", "Configuration", "What is switched on.", revision),
      listing("uri", "config://broken", "broken", "Broken", "Cannot be read.", revision),
    ]
    expectLists(reply["result"], "resources", expected, revision)
  }

  @Test(arguments: Revision.allCases)
  func `templates are listed whose tool is there, with titles since 2025-06-18`(_ revision: Revision) async throws {
    let reply = try await conversation.request(in: revision, "resources/templates/list")
    let expected = [
      listing("uriTemplate", "things://{thing}", "thing", "Thing", "One thing.", revision),
      listing(
        "uriTemplate", "kinds://{kind}/things/{thing}", "thing-of-kind", "Thing of a kind", "One of a kind.", revision),
    ]
    expectLists(reply["result"], "resourceTemplates", expected, revision)
  }

  @Test(arguments: ["resources/list", "resources/templates/list"], [Revision.november2025, .modern])
  func `a list of one page takes no cursor`(_ method: String, _ revision: Revision) async throws {
    for cursor in [#""x""#, #""""#, "7", "null"] {
      let reply = try await conversation.request(in: revision, method, #""cursor":\#(cursor)"#)
      #expect(reply["error"]?["code"] == -32602)
      #expect(reply["error"]?["message"]?.string?.contains("cursor") == true)
    }
  }

  @Test func `a server without resources says so with empty lists`() async throws {
    let conversation = Conversation { [ResourceShelf([], [], toolbox: $0)] }
    #expect(try await conversation.request(in: .modern, "resources/list")["result"]?["resources"] == [])
    let templates = try await conversation.request(in: .modern, "resources/templates/list")
    #expect(templates["result"]?["resourceTemplates"] == [])
  }

  @Test(arguments: Revision.allCases)
  func `the capability promises neither subscriptions nor changes of the list`(_ revision: Revision) async throws {
    let result =
      revision.isModern
      ? try await conversation.request(in: revision, "server/discover")["result"]
      : conversation.initialize(revision)["result"]
    #expect(result?["capabilities"]?["resources"] == [:])
    let reply = try await conversation.request(in: revision, "resources/subscribe", #""uri":"config://server""#)
    #expect(reply["error"]?["code"] == -32601)
  }

  // MARK: FieldPage

  @Test(arguments: Revision.allCases)
  func `a resource is read as text, which only its reader may keep`(_ revision: Revision) async throws {
    let result = try #require(try await read("config://server", in: revision)["result"])
    #expect(
      result["contents"]
        == [["uri": "config://server", "mimeType": "application/json", "text": #"{"demo":true}"#]])
    #expect(result["ttlMs"] == (revision.isModern ? 0 : nil))
    #expect(result["cacheScope"] == (revision.isModern ? "private" : nil))
    #expect(result["resultType"] == (revision.isModern ? "complete" : nil))
  }

  @Test(arguments: Revision.allCases)
  func `a template is read by its tool, under the uri that was asked for`(_ revision: Revision) async throws {
    let contents = try await read("things://lamp", in: revision)["result"]?["contents"]?.array
    #expect(contents?.count == 1)
    #expect(contents?.first?["uri"] == "things://lamp")
    #expect(contents?.first?["mimeType"] == "application/json")
    let text = try #require(contents?.first?["text"]?.string)
    #expect(try JSON(parsing: text) == ["thing": "lamp", "kind": "any", "detail": "much"])
  }

  @Test(arguments: [
    ("things://lamp", "lamp", "any"), ("things://a%20lamp", "a lamp", "any"), ("things://a%2Fb", "a/b", "any"),
    ("things://%C3%A9t%C3%A9", "été", "any"), ("things://50%25", "50%", "any"), ("things://a+b", "a+b", "any"),
    ("things://%2e%2e", "..", "any"), ("things://%252e", "%2e", "any"), ("things://a?b=c", "a?b=c", "any"),
    ("things://{thing}", "{thing}", "any"), ("kinds://old/things/lamp", "lamp", "old"),
    ("kinds://o%2Fld/things/%7Bkind%7D", "{kind}", "o/ld"),
  ])
  func `variables are decoded once, and each stays one argument`(
    _ uri: String, _ thing: String, _ kind: String
  ) async throws {
    let content = try #require(try await content(uri))
    #expect(content["thing"] == .string(thing))
    #expect(content["kind"] == .string(kind))
    #expect(content["detail"] == (uri.hasPrefix("things") ? "much" : "little"))
  }

  // MARK: What is not there

  /// Names nothing, is half of a name, or cannot be decoded; the last one is what the tool itself does not find.
  static let unknown = [
    "", "x", "config://", "config://other", "config://server/", "CONFIG://server", "file:///etc/passwd", "things://",
    "things:///", "things:/lamp", "things://a/b", "Things://lamp", "things://%", "things://%zz", "things://%FF",
    "things://a/../b", "kinds://old/things/", "kinds:///things/lamp", "kinds://old/thing/lamp", "doors://front",
    "things://missing",
  ]

  @Test(arguments: unknown, Revision.allCases)
  func `an unknown resource has the error of its era, with its uri`(_ uri: String, _ revision: Revision) async throws {
    let reply = try await read(uri, in: revision)
    #expect(
      reply["error"] == [
        "code": revision.isModern ? -32602 : -32002, "message": "Resource not found", "data": ["uri": .string(uri)],
      ])
    #expect(reply["result"] == nil)
  }

  @Test(arguments: [Revision.november2024, .november2025, .modern], ["", #""uri":7"#, #""uri":null"#, #""uri":[]"#])
  func `a uri must be there, and be a string`(_ revision: Revision, _ params: String) async throws {
    let reply = try await conversation.request(in: revision, "resources/read", params)
    #expect(reply["error"]?["code"] == -32602)
    #expect(reply["error"]?["message"]?.string?.hasPrefix("uri ") == true)
  }

  @Test func `a tool that fails otherwise is an error with its words, not a missing resource`() async throws {
    let error = try await read("things://broken")["error"]
    #expect(error?["code"] == -32603)
    #expect(error?["message"]?.string?.contains("The thing is broken.") == true)
  }

  @Test func `a resource that cannot be read gives nothing away`() async throws {
    let reply = try await read("config://broken")
    #expect(reply["error"]?["code"] == -32603)
    #expect(!reply.text.contains("hunter2"))
  }
}
