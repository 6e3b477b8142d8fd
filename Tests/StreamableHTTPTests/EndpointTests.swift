import JSON
import TestSupport
import Testing

/// What holds for every request, and what is refused before a body is read.
@Suite(.fewAtOnce) struct EndpointTests {
  @Test func `there is one endpoint`() async throws {
    try await Stage.with { stage in
      for path in ["/", "/mcp/", "/mcp/x", "/MCP", "/sse"] {
        let client = try stage.client()
        client.request("POST", path, ["Content-Type: application/json"], body: "{}")
        #expect(await client.answer()?.status == 404, "\(path)")
      }
    }
  }

  @Test(arguments: ["POST", "GET", "DELETE", "OPTIONS"])
  func `foreign origins are refused, whatever the method`(_ method: String) async throws {
    try await Stage.with { stage in
      for origin in ["http://evil.example", "null", "http://localhost.evil.example", "http://localhost:1", ""] {
        let client = try stage.client()
        client.request(method, "/mcp", ["Origin: \(origin)"], body: method == "POST" ? "{}" : nil)
        let answer = try #require(await client.answer())
        #expect(answer.status == 403, "\(origin)")
        #expect(answer.headers["access-control-allow-origin"] == nil)
      }
    }
  }

  @Test(arguments: [
    ("evil.example", 421), ("evil.example:3000", 421), ("localhost.evil.example", 421), ("localhost:3000", 200),
    ("127.0.0.1:3000", 200), ("[::1]:3000", 200), ("LOCALHOST", 200), ("mcp.acme.example", 200),
  ])
  func `a loopback listener serves its own names only`(_ host: String, _ status: Int) async throws {
    try await Stage.with(try await Stage(allowed: ["mcp.acme.example"])) { stage in
      let client = try stage.client()
      let body = message("tools/list", ["_meta": .object(meta)])
      client.send(
        """
        POST /mcp HTTP/1.1\r\nHost: \(host)\r\nContent-Type: application/json\r\nMCP-Protocol-Version: 2026-07-28\r\n\
        Mcp-Method: tools/list\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
        """)
      #expect(await client.answer()?.status == status)
    }
  }

  @Test func `where every host is allowed, a rebound name is still no allowed origin`() async throws {
    try await Stage.with(try await Stage(listensOnLoopback: false)) { stage in
      for (host, status) in [("evil.example:3000", 403), ("10.1.2.3:3000", 406), ("localhost", 406)] {
        let client = try stage.client()
        client.send("GET /mcp HTTP/1.1\r\nHost: \(host)\r\nOrigin: http://\(host)\r\nAccept: text/html\r\n\r\n")
        #expect(await client.answer()?.status == status, "\(host)")
      }
    }
  }

  @Test(arguments: ["PUT", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW"])
  func `other methods are not allowed`(_ method: String) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request(method, "/mcp")
      let answer = try #require(await client.answer(isToHead: method == "HEAD"))
      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "POST, GET, DELETE")
    }
  }

  @Test(arguments: [
    ("text/html", 406), ("application/xml, text/plain", 406), ("application/json;q=0", 406),
    ("application/json;q=0, text/event-stream;q=0.000, */*;q=0", 406), ("text/event-stream;q=0, */*", 200),
    ("*/*", 200), ("application/*", 200), ("application/json", 200), ("APPLICATION/JSON ; q=0.5", 200),
    ("application/json, text/event-stream", 200), ("text/html;q=1, */*;q=0.1", 200),
  ])
  func `Accept is honoured`(_ accept: String, _ status: Int) async throws {
    try await Stage.with { stage in
      let answer = try await stage.client().modern("tools/list", with: ["Accept": accept])
      #expect(answer.status == status)
      if status == 200 { #expect(answer.headers["content-type"] == "application/json") }
    }
  }

  @Test func `a client that accepts only streams gets a stream, one without Accept gets JSON`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      for method in ["tools/list", "tools/call"] {
        let params: JSON.Object = method == "tools/call" ? ["name": "echo"] : [:]
        let answer = try await client.modern(method, params, with: ["Accept": "text/event-stream"])
        #expect(answer.headers["content-type"] == "text/event-stream")
        #expect(answer.events.map { $0["id"] } == [1])
      }
      #expect(try await client.modern("tools/list", with: ["Accept": nil]).json["result"] != nil)
    }
  }

  @Test(arguments: [
    ("text/plain", 415), ("application/jsonp", 415), ("", 415), ("application/json; charset=utf-8", 200),
    ("Application/JSON", 200),
  ])
  func `a body must be JSON`(_ type: String, _ status: Int) async throws {
    try await Stage.with { stage in
      let answer = try await stage.client().modern("tools/list", with: ["Content-Type": type])
      #expect(answer.status == status)
    }
  }

  @Test(arguments: [
    ("", -32700), ("{", -32700), ("hello", -32700), ("{}{}", -32700), (#"{"a":"# + "\u{0}" + "}", -32700),
    ("{}", -32600), ("7", -32600), ("null", -32600), (#""text""#, -32600),
  ])
  func `what is no message is refused`(_ body: String, _ code: JSON) async throws {
    try await Stage.with { stage in
      for headers in [[:], RawClient.fields(for: "tools/list")] {
        let client = try stage.client()
        let answer = try await client.ask(body, headers)
        #expect(answer.status == 400)
        #expect(answer.code == code)
        #expect(answer.json["id"] == .null)
        #expect(try await client.modern("tools/list").status == 200)
      }
    }
  }

  @Test func `bodies above the limit are refused`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("POST", "/mcp", ["Content-Type: application/json", "Content-Length: 9999999999"])
      #expect(await client.answer()?.status == 413)
      #expect(try await stage.client().modern("tools/list").status == 200)
    }
  }

  @Test func `slow and ambiguous requests do not hold up others`() async throws {
    try await Stage.with { stage in
      let slow = try stage.client()
      slow.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n")
      let unfinished = try stage.client()
      unfinished.request("POST", "/mcp", ["Content-Type: application/json", "Content-Length: 100"])
      let ambiguous = try stage.client()
      ambiguous.send(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
      #expect(await ambiguous.answer()?.status == 400)
      #expect(try await stage.client().modern("tools/list").status == 200)
    }
  }

  @Test func `everybody may ask for health`() async throws {
    for (problem, ready) in [(nil, 200), ("PANTHER_API_TOKEN is not set", 503)] as [(String?, Int)] {
      try await Stage.with(try await Stage(problem: problem)) { stage in
        let client = try stage.client()
        client.send("GET /healthz HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\nGET /readyz HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n")
        #expect(await client.answer()?.status == 200)
        let answer = try #require(await client.answer())
        #expect(answer.status == ready)
        #expect(!answer.body.contains("TOKEN"))
      }
    }
  }
}
