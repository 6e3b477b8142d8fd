import JSON
import StreamableHTTP
import TestSupport
import Testing

/// Which web pages may use the server, and what a browser is told about it.
@Suite(.fewAtOnce) struct CrossOriginTests {
  private let app = "https://app.acme.example"

  private func grant(_ answer: RawClient.Answer) -> String? { answer.headers["access-control-allow-origin"] }

  private func expectNoGrant(_ answer: RawClient.Answer, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!answer.headers.keys.contains { $0.hasPrefix("access-control") }, sourceLocation: sourceLocation)
  }

  private func preflight(_ stage: Stage, _ path: String, _ origin: String) async throws -> RawClient.Answer {
    let client = try stage.client()
    client.request(
      "OPTIONS", path,
      [
        "Origin: \(origin)", "Access-Control-Request-Method: POST",
        "Access-Control-Request-Headers: authorization,content-type,mcp-protocol-version",
      ])
    return try #require(await client.answer())
  }

  @Test func `a page of an allowed origin may ask, and read the answer`() async throws {
    try await Stage.with(try await Stage(allowed: [app, "mcp.acme.example"])) { stage in
      let client = try stage.client()
      for origin in [app, "https://APP.acme.example"] {
        let answer = try await client.modern("tools/list", with: ["Origin": origin])
        #expect(answer.status == 200)
        #expect(grant(answer) == origin)
        #expect(answer.headers["vary"] == "Origin")
        #expect(answer.headers["access-control-allow-credentials"] == nil)
      }
      let opened = try await client.ask(
        message("initialize", ["protocolVersion": "2025-11-25", "capabilities": [:]]), ["Origin": app])
      #expect(opened.headers["mcp-session-id"] != nil)
      #expect(opened.headers["access-control-expose-headers"]?.contains("Mcp-Session-Id") == true)
      #expect(try await client.modern("tools/list", with: ["Origin": "http://app.acme.example"]).status == 403)
    }
  }

  @Test func `streams and errors can be read, too`() async throws {
    let table = try TokenTable([.init(name: "ana", token: "ana-0123456789abcdef")]) { _ in
      Offer(Stage.service(Events()))
    }
    try await Stage.with(try await Stage(allowed: [app]) { _, _ in table }) { stage in
      let fields: RawClient.Fields = ["Origin": app, "Authorization": "Bearer ana-0123456789abcdef"]
      let stream = try await stage.client().modern(
        "tools/list", with: fields.merging(["Accept": "text/event-stream"]) { $1 })
      #expect(stream.headers["content-type"] == "text/event-stream")
      #expect(grant(stream) == app)
      for wrong in [["Authorization": "Bearer wrong"], ["Content-Type": "text/plain"], ["Accept": "text/html"]] {
        let answer = try await stage.client().modern(
          "tools/list", with: fields.merging(wrong.mapValues { $0 }) { $1 })
        #expect(answer.status >= 400)
        #expect(grant(answer) == app)
      }
    }
  }

  @Test func `a browser's question is answered without a token`() async throws {
    let table = try TokenTable([.init(name: "ana", token: "ana-0123456789abcdef")]) { _ in
      Offer(Stage.service(Events()))
    }
    try await Stage.with(try await Stage(allowed: [app]) { _, _ in table }) { stage in
      let answer = try await preflight(stage, "/mcp", app)
      #expect(answer.status == 204)
      #expect(grant(answer) == app)
      #expect(answer.headers["access-control-allow-methods"] == "POST, GET, DELETE")
      let allowed = answer.headers["access-control-allow-headers"]?.lowercased() ?? ""
      for name in [
        "authorization", "content-type", "mcp-protocol-version", "mcp-session-id", "mcp-method", "mcp-name",
        "last-event-id",
      ] {
        #expect(allowed.contains(name), "\(name)")
      }
      // Only where there is something, and only for that question.
      #expect(try await preflight(stage, "/x", app).status == 404)
      let client = try stage.client()
      client.request("OPTIONS", "/mcp", ["Origin: \(app)"])
      #expect(await client.answer()?.status == 405)
    }
  }

  @Test(arguments: [
    "https://evil.example", "null", "https://app.acme.example.evil.example", "https://app.acme.example:444",
  ])
  func `a page of another origin is refused and told nothing`(_ origin: String) async throws {
    try await Stage.with(try await Stage(allowed: [app])) { stage in
      let asked = try await preflight(stage, "/mcp", origin)
      #expect(asked.status == 403)
      expectNoGrant(asked)
      let answer = try await stage.client().modern("tools/list", with: ["Origin": origin])
      #expect(answer.status == 403)
      expectNoGrant(answer)
    }
  }

  @Test(arguments: ["https://app.acme.example/", "https://app.acme.example:443", "HTTPS://App.Acme.Example"])
  func `an operator may write an origin in other ways than browsers do`(_ written: String) async throws {
    try await Stage.with(try await Stage(allowed: [written])) { stage in
      let answer = try await stage.client().modern("tools/list", with: ["Origin": app])
      #expect(answer.status == 200)
      #expect(grant(answer) == app)
    }
  }

  @Test func `programs without an origin are told nothing`() async throws {
    try await Stage.with(try await Stage(allowed: [app])) { stage in
      expectNoGrant(try await stage.client().modern("tools/list"))
      // A cache may keep this one, and must know that it is another for a page of the origin.
      let client = try stage.client()
      client.request("GET", "/healthz")
      let answer = try #require(await client.answer())
      expectNoGrant(answer)
      #expect(answer.headers["vary"] == "Origin")
    }
  }

  private func status(_ stage: Stage, host: String, origin: String) async throws -> RawClient.Answer {
    let body = message("tools/list", ["_meta": .object(meta)])
    let client = try stage.client()
    client.send(
      """
      POST /mcp HTTP/1.1\r\nHost: \(host)\r\nOrigin: \(origin)\r\nContent-Type: application/json\r\n\
      MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """)
    return try #require(await client.answer())
  }

  @Test func `the names of this machine are one origin for a server of this machine`() async throws {
    let names = ["localhost", "127.0.0.1", "[::1]"]
    try await Stage.with(try await Stage(allowed: ["http://localhost:6274"])) { stage in
      for host in names {
        for name in names {
          // Its own port, under another name.
          let own = try await status(stage, host: "\(host):3000", origin: "http://\(name):3000")
          #expect(own.status == 200 && grant(own) == "http://\(name):3000", "\(host) \(name)")
          // A port that the operator allows, under another name.
          let allowed = try await status(stage, host: "\(host):3000", origin: "http://\(name):6274")
          #expect(allowed.status == 200 && grant(allowed) == "http://\(name):6274", "\(host) \(name)")
          #expect(try await status(stage, host: "\(host):3000", origin: "http://\(name):1").status == 403)
        }
        #expect(
          try await status(stage, host: "\(host):3000", origin: "http://localhost.evil.example:3000").status == 403)
      }
    }
  }

  @Test func `a server for other machines takes each name by itself`() async throws {
    try await Stage.with(try await Stage(allowed: ["http://localhost:6274"], listensOnLoopback: false)) { stage in
      #expect(try await status(stage, host: "10.0.0.1:3000", origin: "http://localhost:6274").status == 200)
      #expect(try await status(stage, host: "10.0.0.1:3000", origin: "http://127.0.0.1:6274").status == 403)
      // A page of the same host and port needs no grant.
      let own = try await status(stage, host: "10.0.0.1:3000", origin: "http://10.0.0.1:3000")
      #expect(own.status == 200)
      expectNoGrant(own)
    }
  }
}
