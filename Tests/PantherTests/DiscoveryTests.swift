import Foundation
import JSON
import Panther
import Synchronization
import TestSupport
import Testing

@Suite(.fewAtOnce) struct DiscoveryTests {
  func client(_ url: String, _ transport: StubTransport) -> PantherClient {
    let environment = ["PANTHER_INSTANCE_URL": url, "PANTHER_API_TOKEN": "tok-3f1c9e27"]
    return PantherClient(Configuration(environment: environment, demo: false), transport: transport, userAgent: "t/1")
  }

  static func page(_ settings: JSON) -> HTTPResponse {
    let html =
      #"<html><script type="application/json" id="__PANTHER_CONFIG__" nonce="x">"# + settings.text + "</script></html>"
    return HTTPResponse(status: 200, headers: ["content-type": "text/html"], body: Array(html.utf8))
  }

  @Test(
    arguments: [
      ("https://acme.runpanther.net", ["rest": "https://api.acme.runpanther.net/"], "https://api.acme.runpanther.net"),
      (
        "https://acme.runpanther.net",
        ["WEB_APPLICATION_GRAPHQL_API_ENDPOINT": "https://api.acme.runpanther.net/internal/graphql"],
        "https://api.acme.runpanther.net"
      ),
      ("https://panther.corp.com", ["rest": "https://api.panther.corp.com/v1"], "https://api.panther.corp.com/v1"),
      ("https://panther.corp.com", ["rest": "https://panther.corp.com:8443/v1"], "https://panther.corp.com:8443/v1"),
      ("http://127.0.0.1:1", ["rest": "http://localhost:2"], "http://localhost:2"),
      ("https://panther.corp.com", ["other": "x"], "https://panther.corp.com"),
      ("https://panther.corp.com", ["rest": "/api"], "https://panther.corp.com"),
    ] as [(String, [String: String], String)])
  func `the page names the APIs`(url: String, settings: [String: String], rest: String) async throws {
    let transport = StubTransport(Self.page(.object(JSON.Object(settings.map { ($0, .string($1)) }))))
    let endpoints = try await client(url, transport).endpoints()
    #expect(endpoints.rest == rest)
    #expect(endpoints.graphQL == rest + "/public/graphql")
    let request = try #require(transport.requests.first)
    #expect(request.url == url + "/")
    #expect(request.header("X-API-Key") == nil)
    #expect(request.header("User-Agent") == "t/1")
  }

  @Test(arguments: [
    ("https://panther.corp.com", "https://api.evil.com"),
    ("https://panther.corp.com", "https://corp.com.evil.com"),
    ("https://panther.corp.com", "https://evilcorp.com"),
    ("https://panther.corp.com", "http://api.panther.corp.com"),
    ("https://panther.corp.com", "http://127.0.0.1"),
    ("https://panther.corp.com", "https://api.corp.com"),
    ("https://panther.corp.com", "https://corp.com"),
    ("https://panther.corp.com", "https://evilpanther.corp.com"),
    ("https://panther.corp.co.uk", "https://evil.co.uk"),
    ("https://acme.runpanther.net", "https://api.other.runpanther.net"),
    ("https://a.cloudfront.net", "https://b.cloudfront.net"),
    ("https://a.lambda-url.us-east-1.on.aws", "https://b.lambda-url.us-east-1.on.aws"),
    ("https://a.ngrok.dev", "https://b.ngrok.dev"),
    ("https://a.x.azurecontainerapps.io", "https://b.y.azurecontainerapps.io"),
    ("http://127.0.0.1:1", "https://api.evil.com"),
    ("https://10.0.0.1", "https://10.0.0.2"),
  ])
  func `the token does not go to a stranger that the page names`(url: String, named: String) async throws {
    let transport = StubTransport { request, _ in
      request.url == url + "/"
        ? Self.page(["rest": .string(named)]) : HTTPResponse(status: 200, body: Array("<html>".utf8))
    }
    let client = client(url, transport)
    let error = try await failure { try await client.get("/alerts") }
    let own = url.replacing("https://acme.runpanther.net", with: "https://api.acme.runpanther.net")
    #expect(transport.requests.map(\.url) == [url + "/", own + "/alerts"])
    #expect(error?.description.contains("set PANTHER_REST_API_URL to \(named)") == true)
    #expect(try await client.endpoints().note?.contains("was not sent there") == true)
  }

  @Test func `callers share one search, and one that leaves does not end it`() async throws {
    let gate = AsyncStream.makeStream(of: Void.self)
    let transport = StubTransport { request, _ in
      guard request.url.hasSuffix(".com/") else { return HTTPResponse(json: ["id": 1]) }
      for await _ in gate.stream { break }
      return Self.page(["rest": "https://api.panther.corp.com"])
    }
    let client = client("https://panther.corp.com", transport)
    let calls = (0..<10).map { _ in Task { try await client.get("/alerts") } }
    while transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    calls[0].cancel()
    calls[5].cancel()
    await #expect(throws: CancellationError.self) { try await calls[0].value }
    gate.continuation.yield()
    for index in [1, 2, 3, 4, 6, 7, 8, 9] { _ = try await calls[index].value }
    #expect(transport.requests.filter { $0.url == "https://panther.corp.com/" }.count == 1)
    #expect(transport.requests.filter { $0.url == "https://api.panther.corp.com/alerts" }.count == 8)
  }

  @Test func `a failure of the network is not remembered, a page without settings is`() async throws {
    let transport = StubTransport { request, count in
      guard request.url.hasSuffix(".com/") else { return HTTPResponse(json: ["id": 1]) }
      switch count {
      case 0: throw PantherError(.unreachable)
      case 2: return HTTPResponse(status: 503)
      default: return HTTPResponse(status: 404)
      }
    }
    let client = client("https://panther.corp.com", transport)
    for _ in 0..<5 { _ = try await client.get("/alerts") }
    #expect(transport.requests.filter { $0.url.hasSuffix(".com/") }.count == 3)
    #expect(transport.requests.filter { $0.url.hasSuffix(".com/alerts") }.count == 5)
  }
}
