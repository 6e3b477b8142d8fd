import JSON
import MCP
import StreamableHTTP
import TestSupport
import Testing

/// Static tokens. What one caller was given is of no use to another.
@Suite(.fewAtOnce) struct AuthenticationTests {
  static let alice: RawClient.Fields = ["Authorization": "Bearer alice-0123456789abcdef"]
  static let bob: RawClient.Fields = ["Authorization": "bearer bob-0123456789abcdef"]

  private static func table(_ text: String, _ events: Events, _ consent: Consent) throws -> TokenTable {
    try TokenTable(TokenTable.entries(of: text)) { entry in
      Offer(
        Stage.service(
          events, consent, effects: entry.flags == ["--read-only"] ? [.reads] : Effect.allCases, isPersonal: true))
    }
  }

  private static let file = """
    # Who may call

    alice alice-0123456789abcdef
    bob\tbob-0123456789abcdef --read-only
    """

  private func with(_ file: String = file, _ test: (Stage) async throws -> Void) async throws {
    try await Stage.with(try await Stage { try Self.table(file, $0, $1) }, test)
  }

  @Test(
    arguments: [
      nil, "", "Bearer", "Bearer ", "Basic YWxpY2U6eA==", "Bearer alice-0123456789abcdeg",
      "Bearer alice-0123456789abcde",
      "Bearer alice-0123456789abcdef0", "alice-0123456789abcdef", "Bearer alice-0123456789abcdef, Bearer x",
    ] as [String?])
  func `a missing or wrong token is challenged`(_ field: String?) async throws {
    try await with { stage in
      let client = try stage.client()
      for method in ["POST", "GET", "DELETE"] {
        client.request(
          method, "/mcp?access_token=alice-0123456789abcdef",
          ["Content-Type: application/json", "Accept: */*"] + (field.map { ["Authorization: \($0)"] } ?? []),
          body: method == "POST" ? "{}" : nil)
        let answer = try #require(await client.answer())
        #expect(answer.status == 401)
        #expect(answer.challenge.hasPrefix("Bearer realm="))
        #expect(!answer.body.contains("alice"))
      }
    }
  }

  @Test func `each token has its own tools and identity`() async throws {
    try await with { stage in
      let client = try stage.client()
      let all = try await client.modern("tools/list", with: Self.alice).json["result"]
      #expect(all?["tools"]?.array?.count == 3)
      // A cache that callers share must not keep it.
      #expect(all?["cacheScope"] == "private")
      #expect(try await client.modern("tools/list", with: Self.bob).json["result"]?["tools"]?.array?.count == 1)
      #expect(try await client.callModern("change", with: Self.bob).code == -32602)
      #expect(try await client.callModern("echo", with: Self.bob).facts["caller"] == "bob")
      #expect(try await client.callModern("echo", with: Self.alice).facts["caller"] == "alice")
    }
  }

  @Test func `a session is no authentication, and is of use to its caller only`() async throws {
    try await with { stage in
      let client = try stage.client()
      let id = try await client.initialize(with: Self.alice)
      let session = ["Mcp-Session-Id": id] as RawClient.Fields
      #expect(try await client.ask(message("ping"), session).status == 401)
      #expect(try await client.ask(message("ping"), session.merging(Self.bob) { $1 }).status == 404)
      client.request("DELETE", "/mcp", ["Mcp-Session-Id: \(id)", "Authorization: bearer bob-0123456789abcdef"])
      #expect(await client.answer()?.status == 404)
      #expect(try await client.ask(message("ping"), session.merging(Self.alice) { $1 }).status == 200)
    }
  }

  @Test func `new tokens take effect at once, and sessions do not keep what was taken away`() async throws {
    let events = Events()
    let all = Stage.service(events)
    let few = Stage.service(events, effects: [.reads])
    let offer: (TokenTable.Entry) -> Offer = { Offer($0.flags.isEmpty ? all : few) }
    let table = try TokenTable(TokenTable.entries(of: Self.file), offer: offer)
    try await Stage.with(try await Stage { _, _ in table }) { stage in
      let client = try stage.client()
      let (first, second) = (try await client.initialize(with: Self.alice), try await client.initialize(with: Self.bob))
      func ping(_ id: String, _ who: RawClient.Fields) async throws -> Int {
        try await client.ask(message("ping"), who.merging(["Mcp-Session-Id": id]) { $1 }).status
      }
      table.replace(
        with: try TokenTable.entries(of: "alice alice-0123456789abcdef --read-only\nbob bob-0123456789abcdef --x"),
        offer: offer)
      // Alice is offered less than before, also in the session that she has.
      let session = Self.alice.merging(["Mcp-Session-Id": first]) { $1 }
      let listed = try await client.ask(message("tools/list"), session).json["result"]?["tools"]?.array
      #expect(listed?.map { $0["name"] } == ["echo"])
      let call = message("tools/call", ["name": "change", "arguments": [:]])
      #expect(try await client.ask(call, session).code == -32602)
      #expect(try await ping(first, Self.alice) == 200)
      #expect(try await ping(second, Self.bob) == 200)
      table.replace(with: try TokenTable.entries(of: "alice alice-0123456789abcdef"), offer: offer)
      #expect(try await ping(second, Self.bob) == 401)
    }
  }

  @Test(arguments: [
    ("", "no token"), ("# nothing", "no token"), ("alice", "line 1"), ("\nalice short", "line 2"),
    ("a 0123456789abcdef\na 0123456789abcdefg", "line 2"), ("a 0123456789abcdef\nb 0123456789abcdef", "line 2"),
  ])
  func `a bad token file is refused without showing it`(_ text: String, _ words: String) {
    let error = #expect(throws: TokenTable.Malformed.self) { try TokenTable.entries(of: text) }
    #expect(error?.description.contains(words) == true)
    #expect(error?.description.contains("0123456789") == false)
  }

  @Test func `a token file may have Windows line ends`() throws {
    let entries = try TokenTable.entries(of: "a 0123456789abcdef --read-only\r\nb 0123456789abcdefg\r\n")
    #expect(entries.map(\.name) == ["a", "b"])
    #expect(entries[0].flags == ["--read-only"])
  }

  // MARK: What clients bring back

  private static let forms: JSON.Object = [
    "io.modelcontextprotocol/clientCapabilities": ["elicitation": [:]]
  ]

  /// Calls the tool that needs a person's yes; the result asks for it.
  private func ask(_ client: RawClient, _ who: RawClient.Fields) async throws -> JSON {
    let answer = try await client.callModern("change", meta: Self.forms, with: who)
    let result = try #require(answer.json["result"])
    #expect(result["resultType"] == "input_required")
    return result
  }

  private func bringBack(_ result: JSON, _ client: RawClient, _ who: RawClient.Fields) async throws -> RawClient.Answer
  {
    try await client.modern(
      "tools/call",
      [
        "name": "change", "arguments": [:], "requestState": result["requestState"] ?? .null,
        "inputResponses": ["confirm": ["action": "accept", "content": ["confirm": true]]],
      ], meta: Self.forms, with: who)
  }

  private static let both = "alice alice-0123456789abcdef\nbob bob-0123456789abcdef"

  @Test func `a request state is of use to its caller only, and once`() async throws {
    try await with(Self.both) { stage in
      let client = try stage.client()
      let asked = try await ask(client, Self.alice)
      #expect(try await bringBack(asked, client, Self.bob).code == -32602)
      #expect(try await bringBack(asked, client, Self.alice).facts["changed"] == "it")
      #expect(try await bringBack(asked, client, Self.alice).json["result"]?["isError"] == true)
    }
  }

  @Test func `a confirm token is of use to its caller only`() async throws {
    try await with(Self.both) { stage in
      let client = try stage.client()
      let preview = try await client.callModern("change", with: Self.alice).facts
      let token = try #require(preview["confirm_token"])
      let foreign = try await client.callModern("change", ["confirm_token": token], with: Self.bob)
      #expect(foreign.json["result"]?["isError"] == true)
      #expect(
        try await client.callModern("change", ["confirm_token": token], with: Self.alice).facts["changed"] == "it")
    }
  }
}
