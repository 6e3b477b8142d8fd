import Foundation
import JSON
import Logging
import MCP
import Sealing
import StreamableHTTP
import Synchronization
import TestSupport
import Testing

/// The tokens of an authorization server (RFC 7662), its metadata (RFC 9728), and scopes.
@Suite(.fewAtOnce) struct IntrospectionTests {
  private static let resource = ProtectedResource(
    url: "https://mcp.acme.example/mcp", issuer: "https://login.acme.example", name: "Panther (mcp-panther)",
    scopes: Effect.allCases.map(scope))

  private static func scope(_ effect: Effect) -> String {
    switch effect {
    case .reads: "panther:read"
    case .spends: "panther:spend"
    case .writes: "panther:write"
    case .destructive: "panther:destructive"
    }
  }

  /// A stand-in for an authorization server, which gives the same claims for every token that is not bad.
  private final class Issuer: Sendable {
    let asked = Mutex<[String]>([])
    let claims: JSON.Object
    private let gate: Events?

    init(_ claims: JSON.Object = [:], gate: Events? = nil) {
      var all: JSON.Object = [
        "active": true, "sub": "alice", "aud": "https://mcp.acme.example/mcp", "scope": "panther:read openid",
        "exp": JSON(Int(Date().timeIntervalSince1970) + 600), "iss": "https://login.acme.example",
      ]
      for member in claims.members { all[member.key] = member.value.isNull ? nil : member.value }
      (self.claims, self.gate) = (all, gate)
    }

    struct Down: Error {}

    func answer(_ token: String) async throws -> JSON {
      asked.withLock { $0.append(token) }
      if let gate {
        gate.note("asked")
        _ = await gate.permission()
      }
      if token == "down" { throw Down() }
      return .object(token.hasPrefix("bad") ? ["active": false] : claims)
    }
  }

  private func with(
    _ issuer: Issuer, life: Duration = .seconds(60), table: String? = nil, end: Date? = nil,
    pulse: Duration = .seconds(15), _ test: (Stage) async throws -> Void
  ) async throws {
    let stage = try await Stage(allowed: ["mcp.acme.example"], pulse: pulse) { events, consent in
      let introspection = Introspection(
        Self.resource, life: life, log: Log(level: .error),
        offer: { _, scopes in
          let effects = Effect.allCases.filter { scopes.contains(Self.scope($0)) }
          return Offer(Stage.service(events, consent, effects: effects, isPersonal: true))
        },
        scope: { name in Stage.tools.first { $0.name == name }.map { Self.scope($0.effect) } }
      ) { try await issuer.answer($0) }
      guard let table else { return introspection }
      return EitherAuthentication(
        try TokenTable(TokenTable.entries(of: table)) { _ in Offer(Stage.service(events, consent), until: end) },
        or: introspection)
    }
    try await Stage.with(stage, test)
  }

  private static func bearer(_ token: String) -> RawClient.Fields { ["Authorization": "Bearer \(token)"] }

  @Test func `the metadata names the authorization server (RFC 9728)`() async throws {
    try await with(Issuer()) { stage in
      let client = try stage.client()
      for path in ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"] {
        client.request("POST", path)
        #expect(await client.answer()?.headers["allow"] == "GET, HEAD")
        client.request("GET", path)
        let answer = try #require(await client.answer())
        #expect(answer.status == 200)
        #expect(answer.json["resource"] == "https://mcp.acme.example/mcp")
        #expect(answer.json["authorization_servers"] == ["https://login.acme.example"])
        #expect(answer.json["scopes_supported"]?.array?.count == 4)
      }
    }
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("GET", "/.well-known/oauth-protected-resource")
      #expect(await client.answer()?.status == 404)
    }
  }

  @Test func `a missing token is told where to get one`() async throws {
    let issuer = Issuer()
    try await with(issuer) { stage in
      let answer = try await stage.client().modern("tools/list")
      #expect(answer.status == 401)
      #expect(
        answer.challenge
          == #"Bearer realm="mcp-panther", scope="panther:read", resource_metadata="https://mcp.acme.example/.well-known/oauth-protected-resource/mcp""#
      )
      #expect(try await stage.client().modern("tools/list", with: Self.bearer("a b")).status == 401)
    }
    #expect(issuer.asked.withLock { $0.isEmpty })
  }

  @Test func `a token is asked about once, and tells who calls`() async throws {
    let issuer = Issuer()
    try await with(issuer) { stage in
      let client = try stage.client()
      for _ in 0..<3 {
        #expect(try await client.callModern("echo", with: Self.bearer("good")).facts["caller"] == "oauth:alice")
      }
      #expect(try await client.initialize(with: Self.bearer("good")).isEmpty == false)
    }
    #expect(issuer.asked.withLock { $0 } == ["good"])
  }

  @Test func `an answer is not kept for longer than its life`() async throws {
    let issuer = Issuer()
    try await with(issuer, life: .zero) { stage in
      let client = try stage.client()
      for _ in 0..<2 { #expect(try await client.modern("tools/list", with: Self.bearer("good")).status == 200) }
    }
    #expect(issuer.asked.withLock { $0.count } == 2)
  }

  @Test func `requests with one token share a question`() async throws {
    let gate = Events()
    let issuer = Issuer(gate: gate)
    try await with(issuer) { stage in
      let clients = try (0..<4).map { _ in try stage.client() }
      for client in clients { client.postModern("tools/list", with: Self.bearer("good")) }
      #expect(await gate.next() == "asked")
      // When one client leaves, the question goes on for the others.
      clients[0].hangUp()
      gate.goOn()
      for client in clients.dropFirst() { #expect(await client.answer()?.status == 200) }
    }
    #expect(issuer.asked.withLock { $0.count } == 1)
  }

  @Test(
    arguments: [
      (["active": false], "not active"), (["active": "true"], "not active"), (["exp": 1_000_000_000], "expired"),
      (["nbf": 99_999_999_999], "not valid yet"), (["aud": "https://other.example"], "not made for"),
      (["aud": .null], "not made for"), (["aud": ["https://a.example", "https://b.example"]], "not made for"),
      (["aud": "https://mcp.acme.example"], "not made for"), (["iss": "https://evil.example"], "another issuer"),
      (["token_type": "DPoP"], "no access token for bearers"), (["token_type": "mac"], "no access token for bearers"),
      (["token_use": "refresh_token"], "no access token for bearers"),
      (["cnf": ["jkt": "x"]], "bound to a key"), (["sub": .null], "names nobody"),
    ] as [(JSON.Object, String)])
  func `claims are checked`(_ claims: JSON.Object, _ words: String) async throws {
    try await with(Issuer(claims)) { stage in
      let answer = try await stage.client().modern("tools/list", with: Self.bearer("good"))
      #expect(answer.status == 401)
      #expect(answer.challenge.contains(#"error="invalid_token""#))
      #expect(answer.challenge.contains("resource_metadata="))
      #expect(answer.body.contains(words), "\(answer.body)")
    }
  }

  @Test(
    arguments: [
      ["exp": "99999999999"], ["exp": true], ["exp": []], ["nbf": "1"], ["nbf": [:]], ["iss": 7],
      ["iss": ["https://login.acme.example"]], ["aud": 7], ["aud": ["https://mcp.acme.example/mcp", 7]],
      ["aud": ["https://mcp.acme.example/mcp": true]], ["scope": ["panther:read"]], ["scope": 7], ["sub": 7],
      ["sub": ["alice"], "client_id": "robot"], ["client_id": true], ["iat": "x"], ["username": 3],
      ["token_type": 3], ["token_use": [:]],
    ] as [JSON.Object])
  func `a claim of a wrong type refuses the token`(_ claims: JSON.Object) async throws {
    try await with(Issuer(claims)) { stage in
      let answer = try await stage.client().modern("tools/list", with: Self.bearer("good"))
      #expect(answer.status == 401)
      #expect(answer.challenge.contains(#"error="invalid_token""#))
      #expect(answer.body.contains("\(claims.keys[0]) has a wrong type"), "\(answer.body)")
    }
  }

  @Test func `names from tokens are short, harmless and never the same for two callers`() async throws {
    let subjects = [
      "alice", "auth0|5f7c8ec7c33c6c004bbafe82", "alice@acme.example", String(repeating: "a", count: 200),
      String(repeating: "a", count: 201), "홍길동", "x\u{1B}[2J\ny from 10.0.0.1: 200 \u{202E}", "x\u{1B}[2J", "x ", " x",
    ]
    var names: [String] = []
    for subject in subjects {
      try await with(Issuer(["sub": .string(subject)])) { stage in
        let facts = try await stage.client().callModern("echo", with: Self.bearer("good")).facts
        names.append(try #require(facts["caller"]?.string))
      }
    }
    #expect(names.prefix(3) == ["oauth:alice", "oauth:auth0|5f7c8ec7c33c6c004bbafe82", "oauth:alice@acme.example"])
    #expect(names.allSatisfy { $0.count <= 110 && !$0.contains { $0.isWhitespace } })
    #expect(!names.joined().unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    #expect(Set(names).count == names.count)
    #expect(names[5].hasPrefix("oauth:홍길동…"))
    try await with(Issuer(["sub": ""])) { stage in
      let answer = try await stage.client().modern("tools/list", with: Self.bearer("good"))
      #expect(answer.status == 401)
    }
  }

  @Test(
    arguments: [
      ["aud": ["https://other.example", "https://mcp.acme.example/mcp"]], ["exp": .null], ["iss": .null],
      ["sub": .null, "client_id": "robot"], ["token_type": "Bearer"], ["token_use": "access_token"], ["iat": 1],
    ] as [JSON.Object])
  func `what need not be there may be missing`(_ claims: JSON.Object) async throws {
    try await with(Issuer(claims)) { stage in
      let answer = try await stage.client().modern("tools/list", with: Self.bearer("good"))
      #expect(answer.status == 200)
    }
  }

  @Test(arguments: [
    ("panther:read", ["echo"]), ("panther:read panther:spend", ["echo", "wait"]), ("panther:write", ["change"]),
    ("panther:destructive panther:read", ["echo"]),
  ])
  func `scopes choose the tools`(_ scope: String, _ tools: [String]) async throws {
    try await with(Issuer(["scope": .string(scope)])) { stage in
      let answer = try await stage.client().modern("tools/list", with: Self.bearer("good"))
      #expect(answer.json["result"]?["tools"]?.array?.compactMap { $0["name"]?.string } == tools)
    }
  }

  @Test func `the answer to a call that needs another scope names it`() async throws {
    try await with(Issuer()) { stage in
      let client = try stage.client()
      let answer = try await client.callModern("change", with: Self.bearer("good"))
      #expect(answer.status == 403)
      #expect(answer.challenge.contains(#"error="insufficient_scope""#))
      #expect(answer.challenge.contains(#"scope="panther:read panther:write""#))
      #expect(try await client.callModern("nope", with: Self.bearer("good")).code == -32602)
    }
    try await with(Issuer(["scope": "openid"])) { stage in
      let answer = try await stage.client().modern("tools/list", with: Self.bearer("good"))
      #expect(answer.status == 403)
      #expect(answer.challenge.contains(#"scope="panther:read""#))
    }
  }

  @Test func `when the authorization server is down there is no verdict`() async throws {
    let issuer = Issuer()
    try await with(issuer) { stage in
      let client = try stage.client()
      for _ in 0..<2 {
        let answer = try await client.modern("tools/list", with: Self.bearer("down"))
        #expect(answer.status == 503)
        #expect(answer.headers["www-authenticate"] == nil)
      }
      #expect(try await client.modern("tools/list", with: Self.bearer("good")).status == 200)
    }
    #expect(issuer.asked.withLock { $0.count } == 3)
  }

  @Test func `static tokens are known without asking`() async throws {
    let issuer = Issuer()
    try await with(issuer, table: "robot robot-0123456789abcdef") { stage in
      let client = try stage.client()
      #expect(
        try await client.callModern("echo", with: Self.bearer("robot-0123456789abcdef")).facts["caller"] == "robot")
      #expect(issuer.asked.withLock { $0.isEmpty })
      #expect(try await client.callModern("echo", with: Self.bearer("good")).facts["caller"] == "oauth:alice")
      #expect(try await client.modern("tools/list", with: Self.bearer("bad")).status == 401)
    }
  }

  @Test(arguments: [true, false])
  func `the authorization server is never told a static token`(_ hasEnded: Bool) async throws {
    let issuer = Issuer()
    let table = "ana ana-0123456789abcdef"
    let end = hasEnded ? Date.now - 1 : nil
    try await with(issuer, table: table, end: end, pulse: .milliseconds(20)) { stage in
      let client = try stage.client()
      client.postModern(
        "subscriptions/listen", ["notifications": [:]], id: "s", with: Self.bearer("ana-0123456789abcdef"))
      if hasEnded {
        #expect(await client.answer()?.status == 401)
      } else {
        // The stream looks at the token each time before it says something.
        for _ in 0..<3 { #expect(await client.read(through: ": \n\n") != nil) }
      }
    }
    #expect(issuer.asked.withLock(\.self).isEmpty)
  }
}
