import Foundation
import JSON
import TestSupport
import Testing

/// The built program as an HTTP server for many clients, with real sockets and signals.
@Suite(.fewAtOnce, .onOwnThreads) struct HTTPTests: ServesHTTP {
  private static let alice = "alice-0123456789abcdef"
  private static let bob = "bob-0123456789abcdef"

  @Test(
    arguments: [
      (["--host", "0.0.0.0"], [:], "--http-token-file"), (["--host", "::"], [:], "--http-token-file"),
      (["--host", "127.0.0.1.evil.example"], [:], "--http-token-file"),
      (["--port", "x"], [:], "65535"), (["--port", "70000"], [:], "65535"),
      (["--http-token-file", "/no/such"], [:], "--http-token-file (MCP_HTTP_TOKEN_FILE) must hold the path"),
      ([], ["MCP_HTTP_TOKEN": "short"], "MCP_HTTP_TOKEN"),
      (["--state-key-file", "/no/such"], [:], "must hold the path"), (["--state-key-file", "/dev/null"], [:], "32"),
      (["--oauth-issuer", "https://a.example"], [:], "--oauth-resource"),
      (["--allowed-hosts", "mcp.acme.example"], [:], "--http-token-file"),
      (["--allowed-hosts", "mcp.acme.example"], ["MCP_HTTP_TOKEN": ""], "MCP_HTTP_TOKEN is set but empty"),
      (["--allowed-hosts", "mcp.acme.example"], ["MCP_HTTP_TOKENS_FILE": "/etc/tokens"], "MCP_HTTP_TOKEN_FILE"),
    ] as [([String], [String: String], String)])
  func `what cannot be served safely is refused with 64`(
    _ arguments: [String], _ environment: [String: String], _ words: String
  ) async throws {
    let port = arguments.contains("--port") ? [] : ["--port", "0"]
    let program = try ServerProcess(
      ["--transport", "http", "--demo"] + port + arguments, environment: environment)
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains(words), "\(program.errors)")
    #expect(!program.errors.contains("short"))
  }

  @Test func `everybody is served on purpose only, and that is said`() async throws {
    let (program, port) = try await serve(["--demo", "--host", "0.0.0.0", "--insecure-no-auth"])
    #expect(try await ask(port).status == 200)
    kill(program.process, SIGINT)
    #expect(try await program.exit() == 0)
    #expect(program.errors.contains("ANYBODY"))
  }

  @Test func `tokens narrow tools, and are read anew on SIGHUP`() async throws {
    let file = try Scratch("alice \(Self.alice)\nbob \(Self.bob) --read-only --toolsets=alerts\n")
    let (program, port) = try await serve(
      ["--demo", "--log-level", "debug", "--block", "list_alerts"], environment: ["MCP_HTTP_TOKEN_FILE": file.path])
    #expect(try await ask(port).status == 401)
    #expect(try tools(await ask(port, token: Self.alice)).contains("add_alert_comment"))
    #expect(
      try tools(await ask(port, token: Self.bob)) == ["get_alert", "get_alert_events", "list_alert_comments"])

    for bad in [
      "alice", "alice \(Self.alice) --toolsets=nope", "alice \(Self.alice) --demo", "alice \(Self.alice) call x",
    ] {
      let before = program.errors.components(separatedBy: "not read anew").count
      try file.write(bad)
      kill(program.process, SIGHUP)
      try await program.wait(for: "its complaint") {
        program.errors.components(separatedBy: "not read anew").count > before ? true : nil
      }
      #expect(try await ask(port, token: Self.bob).status == 200)
    }
    try file.write("carol carol-0123456789abcdef\n")
    kill(program.process, SIGHUP)
    try await program.wait(for: "the new tokens") { program.errors.contains("were read anew") ? true : nil }
    #expect(try await ask(port, token: Self.bob).status == 401)
    #expect(try await ask(port, token: "carol-0123456789abcdef").status == 200)
    kill(program.process, SIGTERM)
    #expect(try await program.exit() == 0)
    for token in [Self.alice, Self.bob, "carol-0123456789abcdef"] { #expect(!program.errors.contains(token)) }
    #expect(program.errors.contains("POST tools/list by bob from 127.0.0.1: 200"))
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `what is in flight is answered before the end`(_ signal: Int32) async throws {
    let upstream = try Upstream { _ in [.wait(.milliseconds(400))] + Upstream.json(["id": "a1", "title": "Root login"])
    }
    let (program, port) = try await serve(environment: upstream.environment)
    async let answer = ask(port, "tools/call", tool: "get_alert", arguments: ["alert_id": "a1"])
    try await program.wait(for: "the call") { upstream.server.requests.isEmpty ? nil : true }
    kill(program.process, signal)
    #expect(try await answer.body.contains("Root login"))
    #expect(try await program.exit() == 0)
  }

  @Test func `readiness follows the configuration`() async throws {
    for (environment, status) in [([:], 503), (["PANTHER_INSTANCE_URL": "demo"], 200)] as [([String: String], Int)] {
      let (program, port) = try await serve(environment: environment)
      defer { withExtendedLifetime(program) {} }
      let client = try RawClient(port: port)
      client.request("GET", "/readyz")
      #expect(await client.answer()?.status == status)
      client.request("GET", "/healthz")
      #expect(await client.answer()?.status == 200)
    }
  }

  @Test func `a person's yes counts at the replica that asked, and once`() async throws {
    let key = try Scratch("a key that replicas share, of 48 characters or so")
    let flags = ["--demo", "--ask", "writes", "--state-key-file", key.path, "--rate-limit", "100"]
    let (one, first) = try await serve(flags)
    let (other, second) = try await serve(flags)
    defer { withExtendedLifetime((one, other)) {} }
    let alerts = try await ask(first, "tools/call", tool: "list_alerts", arguments: ["start_date": "30d"])
    let list = try JSON(parsing: alerts.body.utf8)["result"]?["structuredContent"]?["alerts"]
    let id = try #require(list?["rows"]?.array?.first?.array?.first)
    let change: JSON.Object = ["alert_ids": [id], "status": "RESOLVED"]

    func bring(_ port: UInt16, _ members: JSON.Object = [:], token: JSON? = nil, forms: Bool = true) async throws
      -> JSON
    {
      var arguments = change
      arguments["confirm_token"] = token
      let capabilities: JSON = forms ? ["elicitation": [:]] : [:]
      let params: JSON.Object = [
        "_meta": [
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": capabilities,
        ],
        "name": "update_alert_status", "arguments": .object(arguments),
      ]
      let body: JSON = [
        "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": .object(params.merging(members)),
      ]
      let client = try RawClient(port: port)
      client.request(
        "POST", "/mcp",
        [
          "Content-Type: application/json", "Accept: application/json, text/event-stream",
          "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: update_alert_status",
        ], body: body.text)
      return try JSON(parsing: try #require(await client.answer()).body.utf8)["result"] ?? .null
    }
    func answer(_ state: JSON, _ action: JSON) -> JSON.Object {
      ["requestState": state, "inputResponses": ["confirm": ["action": action, "content": ["confirm": true]]]]
    }

    // The yes of a form: refused at the other, taken once at the one that asked.
    let yes = answer(try #require(try await bring(first)["requestState"]), "accept")
    for _ in 0..<2 { #expect(try await bring(second, yes).text.contains("only the process that asked takes it")) }
    #expect(try await bring(first, yes)["structuredContent"]?["updated"] == 1)
    #expect(try await bring(first, yes).text.contains("used already"))
    #expect(try await bring(second, yes)["isError"] == true)

    // A no at one becomes no yes at the other, whatever is done to the mark.
    let state = try #require(try await bring(first)["requestState"]?.string)
    #expect(try await bring(first, answer(.string(state), "decline")).text.contains("declined"))
    let otherState = try #require(try await bring(second)["requestState"]?.string)
    let bare = state.drop { $0 != "~" }
    for altered in [state, String(bare.dropFirst()), "\(otherState.prefix { $0 != "~" })\(bare)"] {
      #expect(try await bring(second, answer(.string(altered), "accept"))["structuredContent"] == nil)
    }

    // A confirm token likewise.
    let token = try #require(try await bring(first, forms: false)["structuredContent"]?["confirm_token"]?.string)
    let mark = otherState.prefix { $0 != "~" }
    for altered in [token, String(token.drop { $0 != "~" }.dropFirst()), "\(mark)\(token.drop { $0 != "~" })"] {
      #expect(try await bring(second, token: .string(altered), forms: false)["isError"] == true)
    }
    #expect(try await bring(first, token: .string(token), forms: false)["structuredContent"]?["updated"] == 1)
  }

  @Test func `callers are limited by default`() async throws {
    let (program, port) = try await serve(["--demo"])
    defer { withExtendedLifetime(program) {} }
    // Of tools that cost something, one call a second is let through, and two at once.
    let client = try RawClient(port: port)
    for _ in 0..<16 { post(client, "tools/call", tool: "query_data_lake") }
    var refused = 0
    for _ in 0..<16 where try #require(await client.answer()).body.contains("Rate limit") { refused += 1 }
    #expect(refused > 0)
  }

  @Test func `the authorization server is asked, and Panther never sees a caller's token`() async throws {
    let token = "caller-token/with+signs=="
    let issuer = try StubServer { _ in
      Upstream.json([
        "active": true, "sub": "dana", "aud": "https://mcp.acme.example/mcp", "scope": "panther:read",
        "iss": "https://login.acme.example",
      ])
    }
    let upstream = try Upstream()
    let (program, port) = try await serve(
      [
        "--oauth-issuer", "https://login.acme.example", "--oauth-resource", "https://mcp.acme.example/mcp",
        "--oauth-introspection-url", "\(issuer.url)/introspect", "--oauth-client-id", "mcp:panther", "--log-level",
        "debug",
      ], environment: upstream.environment.merging(["MCP_OAUTH_CLIENT_SECRET": "s3cret%"]) { $1 })
    #expect(try await ask(port).headers["www-authenticate"]?.contains("resource_metadata=") == true)
    let answer = try await ask(port, "tools/call", tool: "get_alert", arguments: ["alert_id": "a1"], token: token)
    #expect(answer.body.contains("Root login"))
    let refused = try await ask(port, "tools/call", tool: "add_alert_comment", token: token)
    #expect(refused.status == 403)
    #expect(issuer.requests.count == 1)
    let question = try #require(issuer.requests.first)
    #expect(question.target == "/introspect")
    let credentials = Data("mcp%3Apanther:s3cret%25".utf8).base64EncodedString()
    #expect(question.headers["authorization"] == "Basic \(credentials)")
    #expect(
      String(decoding: question.body, as: UTF8.self)
        == "token=caller-token%2Fwith%2Bsigns%3D%3D&token_type_hint=access_token")
    for request in upstream.server.requests {
      #expect(!"\(request.headers) \(request.target)".contains("caller-token"))
    }
    kill(program.process, SIGTERM)
    #expect(try await program.exit() == 0)
    #expect(program.errors.contains("by oauth:dana"))
    for secret in ["caller-token", "s3cret", credentials] { #expect(!program.errors.contains(secret)) }
  }

  @Test func `it warns of a missing instance and of files that everybody can read`() async throws {
    let file = try Scratch("ana \(Self.alice)")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    let (open, _) = try await serve(["--http-token-file", file.path])
    _ = try await open.wait(for: "the warnings") {
      open.errors.contains("no call to Panther can succeed yet") ? 1 : nil
    }
    #expect(open.errors.contains("other users of this machine can read the file of --http-token-file"))
    #expect(open.errors.contains("PANTHER_INSTANCE_URL is not set"))
    #expect(!open.errors.contains(Self.alice) && !open.errors.contains(file.path))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    for variables in [[:], ["MCP_PANTHER_DOCKER_RUNTIME": "true"]] {
      let (closed, port) = try await serve(["--http-token-file", file.path, "--demo"], environment: variables)
      #expect(try await ask(port, token: Self.alice).status == 200)
      #expect(!closed.errors.contains("warning"), "\(closed.errors)")
      // In a container, everybody may read what is mounted.
      try FileManager.default.setAttributes([.posixPermissions: 0o646], ofItemAtPath: file.path)
    }
  }

  @Test func `over stdio, it warns of a file of the API token that everybody can change`() async throws {
    let file = try Scratch("token")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
    let program = try ServerProcess(environment: ["PANTHER_API_TOKEN_FILE": file.path])
    program.closeInput()
    #expect(try await program.exit() == 0)
    #expect(program.errors.contains("other users of this machine can change the file of PANTHER_API_TOKEN_FILE"))
    #expect(!program.errors.contains(file.path))
  }

  @Test func `listening for other machines without tokens says the way out`() async throws {
    let program = try ServerProcess(environment: ["MCP_TRANSPORT": "streamable-http", "MCP_HOST": "0.0.0.0"])
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains("listening on 0.0.0.0 lets everybody"))
    #expect(program.errors.contains("set MCP_HTTP_TOKEN, such as to the output of openssl rand -hex 32"))
  }
}
