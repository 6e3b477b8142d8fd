import Foundation
import JSON
import TestSupport
import Testing

/// Callers with Panther tokens of their own, and callers whose access ends.
@Suite(.fewAtOnce, .onOwnThreads) struct CallerTokensTests: ServesHTTP {
  private static func bearer(_ name: String) -> String { "\(name)-0123456789abcdef" }

  /// A Panther whose every answer has a mark of the token that asked.
  private static func upstream() throws -> Upstream {
    try Upstream { request in
      let token = request.headers["x-api-key"] ?? "none"
      let title = JSON.string("data of \(mark(token))")
      switch request.operation {
      case "ExecuteQuery": return Upstream.json(["data": ["executeDataLakeQuery": ["id": "q-\(mark(token))"]]])
      case "QueryResults":
        return Upstream.json([
          "data": [
            "dataLakeQuery": [
              "status": "succeeded",
              "results": ["edges": [["node": ["mark": title]]], "pageInfo": ["hasNextPage": false]],
            ]
          ]
        ])
      case _?: return nil
      case nil:
        if request.target.hasPrefix("/users") {
          return Upstream.json(["results": [["id": "u1", "email": "\(mark(token))@acme.example"]]])
        }
        return Upstream.json(["id": "a1", "title": title, "assignee": ["id": "u1", "type": "user"]])
      }
    }
  }

  /// What an answer says of a token; the token itself would be hidden.
  private static func mark(_ token: String) -> String {
    String(token.utf8.reduce(5381 as UInt64) { $0 &* 33 &+ UInt64($1) })
  }

  private static let own = "panther-token-of-ana-1"
  private static let files = [
    "callers": """
    ana \(bearer("ana")) --panther-token-file=ana.token
    bob \(bearer("bob"))
    cal \(bearer("cal"))
    eve \(bearer("eve")) --expires=2020-01-01

    """, "ana.token": " \(own)\n",
  ]

  private func alert(_ port: UInt16, _ who: String) async throws -> String {
    try await ask(port, "tools/call", tool: "get_alert", arguments: ["alert_id": "a1"], token: Self.bearer(who)).body
  }

  @Test func `each caller calls Panther with the token that is meant for them, and sees nothing of another's`()
    async throws
  {
    let (folder, upstream) = (try Folder(Self.files), try Self.upstream())
    let (program, port) = try await serve(
      ["--http-token-file", "\(folder.path)/callers"], environment: upstream.environment)
    defer { withExtendedLifetime(program) {} }
    for _ in 0..<2 {
      for (who, token) in [("ana", Self.own), ("bob", Upstream.token), ("cal", Upstream.token)] {
        let body = try await alert(port, who)
        #expect(body.contains("data of \(Self.mark(token))"))
        #expect(body.contains("\(Self.mark(token))@acme.example"))
        for other in [Self.own, Upstream.token] where other != token { #expect(!body.contains(Self.mark(other))) }
      }
    }
    #expect(Set(upstream.server.requests.map { $0.headers["x-api-key"] }) == [Self.own, Upstream.token])
    #expect(!upstream.server.requests.contains { "\($0)".contains("0123456789abcdef") })
    let late = try await ask(port, token: Self.bearer("eve"))
    let unknown = try await ask(port, token: Self.bearer("zoe"))
    #expect(late == unknown && late.status == 401)
    try await program.wait(for: "the reason") {
      program.errors.contains("the access of eve ended at 2020-01-01T00:00:00Z") ? true : nil
    }
  }

  @Test func `an id of a query counts for its caller where the token is shared`() async throws {
    let (folder, upstream) = (try Folder(Self.files), try Self.upstream())
    let (program, port) = try await serve(
      ["--http-token-file", "\(folder.path)/callers", "--rate-limit", "1000"], environment: upstream.environment)
    defer { withExtendedLifetime(program) {} }
    func facts(_ who: String, _ tool: String, _ arguments: JSON.Object) async throws -> JSON {
      let answer = try await ask(port, "tools/call", tool: tool, arguments: arguments, token: Self.bearer(who))
      return try JSON(parsing: answer.body.utf8)["result"]?["structuredContent"] ?? .null
    }
    let started = try await facts("bob", "query_data_lake", ["sql": "SELECT 1"])
    let handle = try #require(started["query_id"])
    let plain = JSON.string("q-\(Self.mark(Upstream.token))")
    #expect(handle != plain)
    #expect(try await facts("bob", "get_data_lake_query_results", ["query_id": handle])["status"] == "succeeded")
    let before = upstream.server.requests.count
    for (who, id) in [("cal", handle), ("cal", plain), ("bob", plain)] {
      for tool in ["get_data_lake_query_results", "cancel_data_lake_query"] {
        #expect(try await facts(who, tool, ["query_id": id]) == .null)
      }
    }
    #expect(upstream.server.requests.count == before)
    // With a token of her own, Panther decides.
    let own = try await facts("ana", "query_data_lake", ["sql": "SELECT 1"])
    #expect(own["query_id"] == .string("q-\(Self.mark(Self.own))"))
    #expect(try await facts("ana", "get_data_lake_query_results", ["query_id": plain])["query_id"] == plain)
  }

  @Test func `one token for everybody has plain ids of queries`() async throws {
    let upstream = try Self.upstream()
    let variables = upstream.environment.merging(["MCP_HTTP_TOKEN": Self.bearer("all")]) { $1 }
    let (program, port) = try await serve(environment: variables)
    defer { withExtendedLifetime(program) {} }
    let answer = try await ask(
      port, "tools/call", tool: "query_data_lake", arguments: ["sql": "SELECT 1"], token: Self.bearer("all"))
    #expect(answer.body.contains("\"q-\(Self.mark(Upstream.token))\""))
  }

  @Test func `a token is rotated by SIGHUP, sessions live on, and a bad file changes nothing`() async throws {
    let (folder, upstream) = (try Folder(Self.files), try Self.upstream())
    let (program, port) = try await serve(
      ["--http-token-file", "\(folder.path)/callers"], environment: upstream.environment)
    let client = try RawClient(port: port)
    var headers = [
      "Content-Type: application/json", "Accept: application/json, text/event-stream",
      "Authorization: Bearer \(Self.bearer("ana"))",
    ]
    client.request("POST", "/mcp", headers, body: Message.initialize)
    headers.append("Mcp-Session-Id: \(try #require(await client.answer()?.headers["mcp-session-id"]))")
    func call() async throws -> String {
      client.request("POST", "/mcp", headers, body: Message.legacyCall(1, "get_alert", ["alert_id": "a1"]))
      return try #require(await client.answer()).body
    }
    #expect(try await call().contains(Self.mark(Self.own)))
    for bad in ["", " \n", "${TOKEN}", "two words", nil] as [String?] {
      let before = program.errors.components(separatedBy: "not read anew").count
      if let bad { try folder.write(bad, to: "ana.token") } else { unlink("\(folder.path)/ana.token") }
      kill(program.process, SIGHUP)
      try await program.wait(for: "its complaint") {
        program.errors.components(separatedBy: "not read anew").count > before ? true : nil
      }
      #expect(try await call().contains(Self.mark(Self.own)))
    }
    #expect(program.errors.contains("the caller ana in the file of --http-token-file"))
    #expect(program.errors.contains("--panther-token-file of ana"))
    let newer = "panther-token-of-ana-2"
    try folder.write(newer, to: "ana.token")
    kill(program.process, SIGHUP)
    try await program.wait(for: "the new tokens") { program.errors.contains("were read anew") ? true : nil }
    #expect(try await call().contains(Self.mark(newer)))
    #expect(try await alert(port, "bob").contains(Self.mark(Upstream.token)))
    // No caller can send any of these secrets on, and no answer shows one.
    for secret in [Self.own, newer, Upstream.token] {
      let answer = try await ask(
        port, "tools/call", tool: "get_alert", arguments: ["alert_id": .string(secret)], token: Self.bearer("bob"))
      #expect(answer.body.contains("hold a secret of this server"))
    }
    kill(program.process, SIGTERM)
    #expect(try await program.exit() == 0)
    for secret in [Self.own, newer, folder.path] { #expect(!program.errors.contains(secret)) }
  }

  @Test func `with --require-own-token nobody needs the server's token`() async throws {
    let (folder, upstream) = (try Folder(Self.files), try Self.upstream())
    let variables = upstream.environment.merging(["MCP_REQUIRE_OWN_TOKEN": "true"]) { $1 }
      .filter { $0.key != "PANTHER_API_TOKEN" }
    let (program, port) = try await serve(["--http-token-file", "\(folder.path)/callers"], environment: variables)
    defer { withExtendedLifetime(program) {} }
    let client = try RawClient(port: port)
    client.request("GET", "/readyz")
    #expect(await client.answer()?.status == 200)
    #expect(try await alert(port, "ana").contains(Self.mark(Self.own)))
    let refused = try await ask(port, token: Self.bearer("bob"))
    #expect(refused.status == 403 && refused.body.contains("own Panther API token"))
    #expect(program.errors.contains("bob is refused, because --require-own-token"))
    #expect(Set(upstream.server.requests.map { $0.headers["x-api-key"] }) == [Self.own])
  }

  @Test(arguments: [
    ("--panther-token-file=none", "names cannot be read"), ("--panther-token-file=empty", "without a token in it"),
    ("--panther-token-file=placeholder", "holds a placeholder"), ("--panther-token-file=words", "has white space"),
    ("--panther-token-file=.", "names cannot be read"), ("--panther-token-file=", "needs a value"),
    ("--expires=tomorrow", "--expires takes a time"), ("--expires=24h", "--expires takes a time"),
    ("--expires=2026-13-01", "--expires takes a time"), ("--expires=2026-12", "--expires takes a time"),
    ("--expires=2026-12-31 --expires=2027-01-01", "is given twice"), ("--port=1", "cannot be set for one caller"),
  ])
  func `a bad line of a caller ends the start with 64`(_ flags: String, _ words: String) async throws {
    let folder = try Folder([
      "callers": "ana \(Self.bearer("ana")) \(flags)", "empty": "\n", "placeholder": "<your-token>",
      "words": "a b-secret",
    ])
    let program = try ServerProcess([
      "--transport", "http", "--port", "0", "--demo", "--http-token-file", "\(folder.path)/callers",
    ])
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains("the caller ana") && program.errors.contains(words), "\(program.errors)")
    #expect(!program.errors.contains("b-secret") && !program.errors.contains(Self.bearer("ana")))
  }

  @Test(arguments: [
    (["--expires", "2026-12-31"], "--expires belongs to one caller"),
    (["--panther-token-file", "x"], "--panther-token-file belongs to one caller"),
    (["--transport", "http", "--require-own-token"], "needs the callers and their Panther tokens"),
    (["--transport", "http", "--oauth-callers-file", "/dev/null"], "needs an authorization server"),
  ])
  func `flags for callers mean nothing without callers`(_ flags: [String], _ words: String) async throws {
    let program = try ServerProcess(flags)
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains(words), "\(program.errors)")
  }
}
