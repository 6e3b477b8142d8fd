import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

/// The way of a client from the first refusal to a call, with the tokens of an authorization server.
@Suite(.fewAtOnce, .onOwnThreads) struct OAuthTests: ServesHTTP {
  private static let resource = "https://mcp.acme.example/mcp"

  /// An authorization server that knows tokens by what is said of them.
  private final class Issuer: Sendable {
    private let claims: Shared
    private let server: StubServer
    var url: String { server.url }

    private final class Shared: Sendable {
      let all = Mutex<[String: JSON.Object]>([:])
    }

    init() throws {
      let claims = Shared()
      self.claims = claims
      server = try StubServer { request in
        guard request.target == "/introspect" else {
          return Upstream.json(["authorization_endpoint": "/authorize", "code_challenge_methods_supported": ["S256"]])
        }
        let body = String(decoding: request.body, as: UTF8.self)
        let token = body.firstMatch(of: /token=([a-z-]+)/).map { String($0.1) } ?? ""
        return Upstream.json(.object(claims.all.withLock { $0[token] } ?? ["active": false]))
      }
    }

    /// Issues a token, or changes what is said of it.
    func issue(
      _ token: String, to subject: String = "dana", _ scope: String, life: Double = 600, _ more: JSON.Object = [:]
    ) {
      var object: JSON.Object = [
        "active": true, "sub": .string(subject), "aud": .string(OAuthTests.resource), "scope": .string(scope),
        "iss": .string(url), "exp": JSON(Int(Date.now.timeIntervalSince1970 + life)),
      ]
      object.merge(more)
      claims.all.withLock { $0[token] = object }
    }

    func revoke(_ token: String) { claims.all.withLock { $0[token] = nil } }
  }

  private func serve(
    _ issuer: Issuer, _ upstream: Upstream, _ flags: [String] = []
  ) async throws -> (program: ServerProcess, port: UInt16) {
    try await serve(
      [
        "--oauth-issuer", issuer.url, "--oauth-resource", Self.resource, "--oauth-introspection-url",
        "\(issuer.url)/introspect", "--oauth-client-id", "mcp-panther", "--rate-limit", "1000",
      ] + flags, environment: upstream.environment.merging(["MCP_OAUTH_CLIENT_SECRET": "a-client-secret"]) { $1 })
  }

  /// A member of a challenge (RFC 9110, 11.6.1).
  private func member(_ name: String, of answer: RawClient.Answer) -> String? {
    let parts = answer.headers["www-authenticate"]?.components(separatedBy: "\(name)=\"") ?? []
    return parts.count == 2 ? parts[1].components(separatedBy: "\"").first : nil
  }

  @Test func `from the first refusal to a call, and on to one that needs another scope`() async throws {
    let (issuer, upstream) = (try Issuer(), try Upstream())
    let (program, port) = try await serve(issuer, upstream)
    defer { withExtendedLifetime(program) {} }
    // Where does a token come from?
    let refused = try await ask(port)
    #expect(refused.status == 401 && member("error", of: refused) == nil)
    #expect(member("scope", of: refused) == "panther:read")
    let address = try #require(member("resource_metadata", of: refused))
    #expect(address == "https://mcp.acme.example/.well-known/oauth-protected-resource/mcp")
    let client = try RawClient(port: port)
    client.request("GET", "/.well-known/oauth-protected-resource/mcp")
    let metadata = try JSON(parsing: try #require(await client.answer()).body.utf8)
    #expect(metadata["authorization_servers"] == [.string(issuer.url)])
    #expect(metadata["resource"] == .string(Self.resource))
    // In a session of the legacy era, which goes on with the token of more scopes.
    issuer.issue("first", "panther:read offline_access")
    issuer.issue("second", "panther:read panther:spend")
    func post(_ body: String, _ token: String, _ session: String? = nil) async throws -> RawClient.Answer {
      let headers = [
        "Content-Type: application/json", "Accept: application/json, text/event-stream",
        "Authorization: Bearer \(token)",
      ]
      client.request("POST", "/mcp", headers + (session.map { ["Mcp-Session-Id: \($0)"] } ?? []), body: body)
      return try #require(await client.answer())
    }
    let session = try #require(try await post(Message.initialize, "first").headers["mcp-session-id"])
    let alert = Message.legacyCall(1, "get_alert", ["alert_id": "a1"])
    #expect(try await post(alert, "first", session).body.contains("Root login"))
    let query = Message.legacyCall(2, "query_data_lake", ["sql": "SELECT 1", "timeout": 1])
    let challenged = try await post(query, "first", session)
    #expect(challenged.status == 403 && member("error", of: challenged) == "insufficient_scope")
    #expect(member("scope", of: challenged) == "panther:read panther:spend")
    #expect(member("resource_metadata", of: challenged) == address)
    #expect(try await post(query, "second", session).body.contains("query_id"))
    // The first token gives no more for that, and no one else's takes the session.
    #expect(try await post(query, "first", session).status == 403)
    issuer.issue("other", to: "eve", "panther:read panther:spend")
    #expect(try await post(query, "other", session).status == 404)
  }

  @Test func `what is expired, revoked, of nobody, or made for somebody else is refused`() async throws {
    let (issuer, upstream) = (try Issuer(), try Upstream())
    let (program, port) = try await serve(issuer, upstream)
    issuer.issue("elsewhere", "panther:read", ["aud": "https://other.acme.example/mcp"])
    issuer.issue("strange", "panther:read", ["iss": "https://evil.example"])
    issuer.issue("old", "panther:read", life: -1)
    issuer.issue("powerless", "openid")
    for token in ["elsewhere", "strange", "old", "unknown"] {
      let answer = try await ask(port, token: token)
      #expect(answer.status == 401 && member("error", of: answer) == "invalid_token", "\(token)")
    }
    let powerless = try await ask(port, token: "powerless")
    #expect(powerless.status == 403 && member("scope", of: powerless) == "panther:read")
    issuer.issue("short", "panther:read", life: 3)
    #expect(try await ask(port, token: "short").status == 200)
    for _ in 0..<400 where try await ask(port, token: "short").status == 200 {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try await ask(port, token: "short").status == 401)
    // A revoked token is good for up to a minute, or until the operator has everything read anew.
    issuer.issue("good", "panther:read")
    #expect(try await ask(port, token: "good").status == 200)
    issuer.revoke("good")
    kill(program.process, SIGHUP)
    try await program.wait(for: "it") { program.errors.contains("were read anew") ? true : nil }
    #expect(try await ask(port, token: "good").status == 401)
  }

  @Test func `a user calls Panther with the token that the operator has for them`() async throws {
    let folder = try Folder([
      "callers": "# users\ndana --panther-token-file=dana.token --toolsets=alerts\nold --expires=2020-01-01\n",
      "dana.token": "panther-token-of-dana",
    ])
    let (issuer, upstream) = (try Issuer(), try Upstream())
    let (program, port) = try await serve(issuer, upstream, ["--oauth-callers-file", "\(folder.path)/callers"])
    for (token, subject) in [("danas", "dana"), ("eves", "eve"), ("upper", "DANA"), ("olds", "old")] {
      issuer.issue(token, to: subject, "panther:read panther:spend")
    }
    func key(_ token: String) async throws -> String? {
      let answer = try await ask(port, "tools/call", tool: "get_alert", arguments: ["alert_id": "a1"], token: token)
      #expect(answer.body.contains("Root login"))
      return upstream.server.requests.last { $0.target.hasPrefix("/alerts/a1") }?.headers["x-api-key"]
    }
    #expect(try await key("danas") == "panther-token-of-dana")
    for other in ["eves", "upper"] { #expect(try await key(other) == Upstream.token) }
    #expect(try await ask(port, token: "olds").status == 401)
    #expect(try tools(await ask(port, token: "danas")).allSatisfy { $0.contains("alert") })
    #expect(try tools(await ask(port, token: "eves")).contains("query_data_lake"))
    // What is kept of a token does not outlast the line.
    try folder.write("# nobody\n", to: "callers")
    kill(program.process, SIGHUP)
    try await program.wait(for: "it") { program.errors.contains("were read anew") ? true : nil }
    #expect(try await key("danas") == Upstream.token)
  }

  @Test(arguments: [
    ("dana --panther-token-file=none", "the caller dana"), ("dana\ndana", "line 2: its subject stands above already"),
    ("dana --expires=never", "--expires takes a time"),
  ])
  func `a bad file of users ends the start with 64`(_ text: String, _ words: String) async throws {
    let folder = try Folder(["callers": text])
    let program = try ServerProcess(
      [
        "--transport", "http", "--port", "0", "--oauth-issuer", "https://a.example", "--oauth-resource",
        "https://b.example", "--oauth-introspection-url", "https://a.example/i", "--oauth-client-id", "x",
        "--oauth-callers-file", "\(folder.path)/callers",
      ], environment: ["MCP_OAUTH_CLIENT_SECRET": "a-client-secret"])
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains(words), "\(program.errors)")
  }
}
