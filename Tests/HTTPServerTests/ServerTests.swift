import TestSupport
import Testing

@testable import HTTPServer

@Suite(.fewAtOnce) struct ServerTests {
  @Test func `answers one request after another on one connection`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      for path in ["/1", "/2", "/3"] {
        client.request("GET", path)
        let answer = try #require(await client.answer())
        #expect(answer.status == 200)
        #expect(answer.body == "GET \(path) ")
        #expect(answer.headers["connection"] == nil)
        #expect(answer.headers["date"]?.hasSuffix(" GMT") ?? false)
      }
      #expect(await stage.server.connectionCount == 1)
    }
  }

  @Test func `answers pipelined requests in order`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      for number in 0..<200 {
        client.request("GET", number.isMultiple(of: 3) ? "/later?\(number)" : "/\(number)")
      }
      for number in 0..<200 {
        let answer = await client.answer()
        #expect(answer?.body == (number.isMultiple(of: 3) ? "\(number)" : "GET /\(number) "))
      }
    }
  }

  @Test func `answers more pipelined requests than it reads ahead`() async throws {
    try await Stage.with {
      $0.pipelinedBytes = 64
    } _: { stage in
      let client = try stage.client()
      for number in 0..<500 { client.request("GET", "/later?\(number)") }
      for number in 0..<500 { #expect(await client.answer()?.body == "\(number)") }
    }
  }

  @Test func `takes bodies with a length or in chunks`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("POST", "/a", body: "first")
      #expect(await client.answer()?.body == "POST /a first")
      client.send(
        "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsec\r\n3;x\r\nond\r\n0\r\nT: x\r\n\r\n")
      #expect(await client.answer()?.body == "POST /b second")
      client.request("POST", "/c", body: String(repeating: "x", count: 1 << 20))
      #expect(await client.answer()?.body.utf8.count == 8 + (1 << 20))
    }
  }

  @Test func `closes after an answer to HTTP 1 0 or Connection close`() async throws {
    try await Stage.with { stage in
      for request in ["GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"] {
        let client = try stage.client()
        client.send(request)
        #expect(await client.answer()?.headers["connection"] == "close")
        #expect(await client.rest() == "")
      }
    }
  }

  @Test func `streams in chunks, to HTTP 1 0 up to the end`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("GET", "/stream")
      let answer = try #require(await client.answer())
      #expect(answer.headers["transfer-encoding"] == "chunked")
      #expect(answer.headers["content-length"] == nil)
      #expect(answer.body == "one two three")
      client.request("GET", "/unfinished")
      #expect(await client.answer()?.body == "all")
      client.request("GET", "/after")
      #expect(await client.answer()?.body == "GET /after ")

      let old = try stage.client()
      old.send("GET /stream HTTP/1.0\r\n\r\n")
      #expect(await old.answer()?.headers["transfer-encoding"] == nil)
      #expect(await old.rest() == "one two three")
    }
  }

  @Test func `sends no body to HEAD`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("HEAD", "/a")
      #expect(await client.answer(isToHead: true)?.headers["content-length"] == "8")
      client.request("HEAD", "/stream")
      #expect(await client.answer(isToHead: true)?.status == 200)
      client.request("GET", "/empty")
      let empty = try #require(await client.answer())
      #expect(empty.status == 204 && empty.headers["content-length"] == nil)
      client.request("GET", "/after")
      #expect(await client.answer()?.body == "GET /after ")
    }
  }

  @Test func `answers 500 when the handler does not answer, or not validly`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      for path in ["/forget", "/split", "/split-stream"] {
        client.request("GET", path)
        let answer = try #require(await client.answer())
        #expect(answer.status == 500, "\(path)")
        #expect(answer.headers["set-cookie"] == nil && !answer.body.contains("secret"))
      }
    }
  }

  @Test func `keeps framing its own`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("GET", "/own")
      let answer = try #require(await client.answer())
      #expect(answer.headers["content-length"] == "4" && answer.headers["x-kept"] == "z")
      #expect(answer.headers["transfer-encoding"] == nil && answer.headers["connection"] == nil)
    }
  }

  @Test func `says 100 to a client that waits before it sends the body`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("POST", "/a", ["Expect: 100-continue", "Content-Length: 4"])
      #expect(await client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      client.send("body")
      #expect(await client.answer()?.body == "POST /a body")
      client.request("POST", "/b", ["Expect: 100-continue"], body: "here")
      #expect(await client.answer()?.body == "POST /b here")
      client.request("POST", "/refused", ["Expect: 100-continue", "Content-Length: 4"])
      #expect(await client.answer()?.status == 403)
      #expect(await client.rest() == "")
    }
  }

  @Test func `refuses from the header alone, and reads a short body away`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("POST", "/refused", body: "short")
      let answer = try #require(await client.answer())
      #expect(answer.status == 403 && answer.headers["connection"] == nil)
      client.request("POST", "/refused", ["Content-Length: 1000000"])
      let second = try #require(await client.answer())
      #expect(second.status == 403 && second.headers["connection"] == "close")
      #expect(await client.rest() == "")
    }
  }

  @Test(arguments: [
    ("GET /\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\n\n", 400),
    ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\n", 414),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40_000))\r\n", 431),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 400), ("GET / HTTP/3.0\r\n\r\n", 505),
  ])
  func `answers malformed input with its status and closes`(_ text: String, _ status: Int) async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("GET", "/before")
      client.send(text)
      #expect(await client.answer()?.body == "GET /before ")
      let answer = try #require(await client.answer())
      #expect(answer.status == status && answer.headers["connection"] == "close")
      // What follows is not answered.
      client.request("GET", "/after")
      #expect(await client.rest() == "")
    }
  }

  @Test func `the answer to an oversized body arrives though the client goes on sending`() async throws {
    try await Stage.with {
      $0.bodyBytes = 1_000
    } _: { stage in
      let client = try stage.client()
      client.request("POST", "/", body: String(repeating: "x", count: 200_000))
      #expect(await client.answer()?.status == 413)
      #expect(await client.rest() == "")
    }
  }

  @Test func `bounds all bodies together`() async throws {
    try await Stage.with {
      $0.allBodiesBytes = 1_000
    } _: { stage in
      let (first, second) = (try stage.client(), try stage.client())
      first.request("POST", "/slow", body: String(repeating: "x", count: 800))
      #expect(await stage.events.next() == "started")
      second.request("POST", "/", body: String(repeating: "x", count: 800))
      #expect(await second.answer()?.status == 503)
      stage.events.goOn()
      #expect(await first.answer()?.status == 200)
      let third = try stage.client()
      third.request("POST", "/", body: String(repeating: "x", count: 800))
      #expect(await third.answer()?.status == 200)
    }
  }

  @Test(arguments: [("::1", true), ("::", true), ("::", false), ("127.0.0.1", false), ("localhost", false)])
  func `serves IPv6 and IPv4 and names the client`(_ host: String, _ isIPv6: Bool) async throws {
    try await Stage.with(host: host) { stage in
      let client = try RawClient(port: stage.server.port, isIPv6: isIPv6)
      client.request("GET", "/remote")
      #expect(await client.answer()?.body == (isIPv6 ? "::1" : "127.0.0.1"))
    }
  }

  @Test func `does not start on a port in use or an address of another machine`() async throws {
    try await Stage.with { stage in
      #expect(throws: ListenError.self) {
        try WebServer(host: "127.0.0.1", port: stage.server.port, handler: Silent())
      }
      #expect(throws: ListenError.self) { try WebServer(host: "192.0.2.1", port: 0, handler: Silent()) }
      #expect(throws: ListenError.self) { try WebServer(host: "no.such.host.invalid", port: 0, handler: Silent()) }
    }
  }
}

private struct Silent: RequestHandler {
  func answer(_ request: WebRequest) -> WebAnswer { .now(WebResponse(status: 204)) }
}
