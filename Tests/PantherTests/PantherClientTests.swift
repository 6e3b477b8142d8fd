import JSON
import Panther
import Synchronization
import TestSupport
import Testing

@Suite(.fewAtOnce) struct PantherClientTests {
  let host = "https://api.acme.runpanther.net"

  @Test func `a read is one GET with the key and no body`() async throws {
    let transport = StubTransport(HTTPResponse(json: ["id": "a"]))
    var client = PantherClient(transport)
    client.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    let id = "A B/C%2f?limit=1"
    let answer = try await client.get("/alerts/\(id)", ["limit": 5, "severity": ["HIGH", "LOW"], "cursor": "a+b/c="])
    #expect(answer == ["id": "a"])
    let request = try #require(transport.requests.first)
    #expect(transport.requests.count == 1)
    #expect(
      request.url == host
        + "/alerts/A%20B%2FC%252f%3Flimit%3D1?limit=5&severity=HIGH&severity=LOW&cursor=a%2Bb%2Fc%3D")
    #expect(request.method == .get && request.isRead && request.body == nil)
    #expect(request.header("X-API-Key") == PantherClient.token)
    #expect(request.header("Accept") == "application/json")
    #expect(request.header("User-Agent") == "test/1")
    #expect(request.header("traceparent") == client.traceparent)
    #expect(request.header("Content-Type") == nil)
    #expect(request.timeout == .seconds(15))
  }

  @Test(arguments: ["", ".", ".."]) func `an id that is no segment is refused before anything is sent`(
    id: String
  ) async throws {
    let transport = StubTransport(HTTPResponse(json: ["id": 1]))
    let error = try await failure { try await PantherClient(transport).get("/alerts/\(id)/events") }
    #expect(error?.kind == .invalid)
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [200, 204]) func `an empty answer to a write is null`(status: Int) async throws {
    let transport = StubTransport(HTTPResponse(status: status))
    let answer = try await PantherClient(transport).send(.patch, "/alerts", body: ["ids": ["a"]])
    #expect(answer == .null)
    let request = try #require(transport.requests.first)
    #expect(request.method == .patch && !request.isRead)
    #expect(request.body == Array(#"{"ids":["a"]}"#.utf8))
    #expect(request.header("Content-Type") == "application/json")
  }

  @Test func `an operation carries its name and the variables that are there`() async throws {
    let transport = StubTransport(HTTPResponse(json: ["data": ["rows": [1]]]))
    let operation = Operation("query Rows($a: String) { rows(a: $a) }")
    let data = try await PantherClient(transport).run(operation, ["a": "x", "b": .null])
    #expect(data == ["rows": [1]])
    let request = try #require(transport.requests.first)
    #expect(request.url == host + "/public/graphql")
    #expect(request.method == .post && request.isRead)
    let body: JSON = [
      "query": "query Rows($a: String) { rows(a: $a) }", "operationName": "Rows", "variables": ["a": "x"],
    ]
    #expect(try JSON(parsing: request.body ?? []) == body)
  }

  @Test func `a mutation is a write`() async throws {
    let transport = StubTransport { _, _ in throw PantherError(.disconnected) }
    let operation = Operation("mutation Execute { executeDataLakeQuery { id } }")
    let error = try await failure { try await PantherClient(transport).run(operation) }
    #expect(error?.kind == .unknownOutcome)
    #expect(transport.requests.count == 1)
    #expect(transport.requests.first?.isRead == false)
  }

  @Test func `every request is observed`() async throws {
    let transport = StubTransport { _, count in
      if count == 0 { throw PantherError(.disconnected) }
      return HTTPResponse(status: 200, headers: ["x-request-id": "r1"], body: Array(#"{"id":1}"#.utf8))
    }
    let seen = Mutex<[HTTPExchange]>([])
    var client = PantherClient(transport)
    client.observe = { exchange in seen.withLock { $0.append(exchange) } }
    _ = try await client.get("/alerts/x", ["limit": 1])
    let exchanges = seen.withLock(\.self)
    #expect(exchanges.map(\.path) == ["/alerts/x", "/alerts/x"])
    #expect(exchanges.map(\.status) == [nil, 200])
    #expect(exchanges.map(\.attempt) == [1, 2])
    #expect(exchanges.last?.requestID == "r1")
  }

  @Test func `no more than 64 requests run at once`() async throws {
    let running = Mutex((now: 0, most: 0))
    let transport = StubTransport { _, _ in
      running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      try await Task.sleep(for: .milliseconds(5))
      running.withLock { $0.now -= 1 }
      return HTTPResponse(json: ["id": 1])
    }
    let client = PantherClient(transport)
    try await withThrowingTaskGroup { group in
      for _ in 0..<200 { group.addTask { _ = try await client.get("/alerts") } }
      try await group.waitForAll()
    }
    #expect(running.withLock(\.most) == 64)
    #expect(transport.requests.count == 200)
  }

  @Test func `waiting for a place can be cancelled, and loses none`() async throws {
    let transport = StubTransport { request, _ in
      if request.url.hasSuffix("/slow") { try await Task.sleep(for: .seconds(60)) }
      return HTTPResponse(json: ["id": 1])
    }
    let client = PantherClient(transport)
    let slow = (0..<64).map { _ in Task { try await client.get("/slow") } }
    while transport.requests.count < 64 { try await Task.sleep(for: .milliseconds(1)) }
    let waiting = (0..<20).map { _ in Task { try await client.get("/waiting") } }
    for task in waiting { task.cancel() }
    for task in waiting { await #expect(throws: CancellationError.self) { try await task.value } }
    for task in slow { task.cancel() }
    _ = try await client.get("/after")
    #expect(transport.requests.count == 65)
  }

  @Test func `a read whose connection is dropped is sent again`() async throws {
    let server = try StubServer { request in
      request.turn == 1 ? [.answer(body: Array(#"{"data":{}}"#.utf8))] : [.close]
    }
    let environment = ["PANTHER_REST_API_URL": server.url, "PANTHER_API_TOKEN": "t"]
    let client = PantherClient(
      Configuration(environment: environment, demo: false), transport: URLSessionTransport(), userAgent: "test")
    for _ in 0..<3 { _ = try await client.run(Operation("query A { a }")) }
    #expect(server.requests.count == 5)
  }
}
