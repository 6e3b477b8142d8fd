import Foundation
import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce, .onOwnThreads) struct URLSessionTransportTests {
  let transport = URLSessionTransport(largestAnswer: 1 << 20)

  func read(_ url: String, within timeout: Duration = .seconds(100)) -> HTTPRequest {
    HTTPRequest(.get, url, headers: [("X-API-Key", "secret")], isRead: true, timeout: timeout)
  }

  func post(_ url: String, isRead: Bool, within timeout: Duration = .seconds(100)) -> HTTPRequest {
    HTTPRequest(
      .post, url, headers: [("Content-Type", "application/json")], body: Array(#"{"a":1}"#.utf8), isRead: isRead,
      timeout: timeout)
  }

  /// The kind of failure that sending ends with; nil for an answer.
  func failure(_ request: HTTPRequest) async throws -> PantherError.Kind? {
    do {
      _ = try await transport.send(request)
      return nil
    } catch let error as PantherError {
      return error.kind
    }
  }

  @Test func `an answer arrives whole, and the request as it was built`() async throws {
    let server = try StubServer { _ in [.answer(201, headers: ["X-Request-Id": "r1"], body: Array("[1]".utf8))] }
    let answer = try await transport.send(post(server.url + "/a%2Fb?c=%2B%2F%3D", isRead: false))
    #expect(answer.status == 201)
    #expect(answer.headers["x-request-id"] == "r1")
    #expect(answer.body == Array("[1]".utf8))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/a%2Fb?c=%2B%2F%3D")
    #expect(request.body == Array(#"{"a":1}"#.utf8))
    #expect(request.headers["content-type"] == "application/json")
  }

  @Test func `status and body of a refusal are an answer`() async throws {
    let server = try StubServer { _ in [.answer(404, body: Array(#"{"message":"no"}"#.utf8))] }
    let answer = try await transport.send(read(server.url))
    #expect(answer.status == 404)
    #expect(answer.body == Array(#"{"message":"no"}"#.utf8))
  }

  @Test(arguments: ["Basic realm=\"x\"", "Bearer", "Digest realm=\"x\"", "junk"])
  func `a 401 is an answer at once, whatever it asks for`(_ challenge: String) async throws {
    let server = try StubServer { _ in
      [.answer(401, headers: ["WWW-Authenticate": challenge], body: Array("{}".utf8))]
    }
    #expect(try await transport.send(read(server.url)).status == 401)
    #expect(try await transport.send(post(server.url, isRead: false)).status == 401)
    #expect(server.requests.count == 2)
  }

  @Test(arguments: [true, false]) func `a reset before an answer is a lost connection`(isRead: Bool) async throws {
    let server = try StubServer { _ in [.reset] }
    #expect(try await failure(post(server.url, isRead: isRead)) == .disconnected)
    #expect(server.requests.count == 1)
  }

  static let broken: [[StubServer.Step]] = [
    [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".utf8)), .close],
    [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".utf8)), .reset],
    [.bytes(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2]".utf8)), .close],
    [.bytes(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1]\r\n".utf8)), .close],
    [.close],
  ]
  @Test(arguments: broken.indices) func `a truncated answer is an error`(index: Int) async throws {
    let server = try StubServer { _ in Self.broken[index] }
    #expect(try await failure(read(server.url)) == .disconnected)
  }

  @Test func `an answer that is not HTTP cannot be read`() async throws {
    let server = try StubServer { _ in [.bytes(Array("SSH-2.0-x\r\n\r\n".utf8)), .close] }
    #expect(try await failure(read(server.url)) == .unreadable)
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func `a redirect is not followed`(status: Int) async throws {
    let other = try StubServer { _ in [.answer()] }
    let target = "http://localhost:\(other.port)/stolen"
    let server = try StubServer { _ in [.answer(status, headers: ["Location": target])] }
    let answer = try await transport.send(read(server.url))
    #expect(answer.status == status)
    #expect(answer.headers["location"] == target)
    #expect(other.requests.isEmpty)
  }

  @Test(arguments: [true, false]) func `too long an answer is cancelled`(hasLength: Bool) async throws {
    let length = hasLength ? "Content-Length: 400000000\r\n" : ""
    let chunk = StubServer.Step.bytes([UInt8](repeating: 0x20, count: 1 << 18))
    let server = try StubServer { _ in
      [.bytes(Array("HTTP/1.1 200 OK\r\n\(length)\r\n".utf8))] + Array(repeating: chunk, count: 8) + [.awaitClose]
    }
    #expect(try await failure(read(server.url)) == .tooLarge)
  }

  @Test func `gzip is undone`() async throws {
    let packed: [UInt8] = [
      0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x4a, 0x54,
      0xb2, 0x32, 0xac, 0x05, 0x00, 0xaf, 0xac, 0x1b, 0x56, 0x07, 0x00, 0x00, 0x00,
    ]
    let server = try StubServer { _ in [.answer(headers: ["Content-Encoding": "gzip"], body: packed)] }
    let answer = try await transport.send(read(server.url))
    #expect(String(decoding: answer.body, as: UTF8.self) == #"{"a":1}"#)
  }

  @Test func `reads share a connection, each write has its own`() async throws {
    let server = try StubServer { _ in [.answer()] }
    for _ in 0..<3 { _ = try await transport.send(post(server.url, isRead: true)) }
    #expect(server.connections == 1)
    for _ in 0..<3 { _ = try await transport.send(post(server.url, isRead: false)) }
    #expect(server.connections == 4)
  }

  @Test func `a read on a kept connection that was dropped fails at once`() async throws {
    let server = try StubServer { $0.turn == 1 ? [.answer()] : [.close] }
    _ = try await transport.send(post(server.url, isRead: true))
    // Without our own handling it would be `timedOut`, and much later.
    #expect(try await failure(post(server.url, isRead: true)) == .disconnected)
    #expect(server.requests.count == 2)
    _ = try await transport.send(post(server.url, isRead: true))
  }

  @Test func `a write is sent once, whatever became of the kept connection`() async throws {
    let server = try StubServer { $0.method == "GET" ? [.answer()] : [.close] }
    _ = try await transport.send(read(server.url))
    #expect(try await failure(post(server.url, isRead: false)) == .disconnected)
    #expect(server.requests.filter { $0.method == "POST" }.count == 1)
  }

  @Test func `cancelling throws at once and closes the connection`() async throws {
    let server = try StubServer { _ in [.awaitClose] }
    let task = Task { [transport, read = read(server.url, within: .seconds(60))] in try await transport.send(read) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    while server.closedByClient == 0 { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    let server = try StubServer { _ in [.awaitClose] }
    let task = Task { [transport, read = read(server.url)] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(read)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `the time-out bounds the whole answer, however it drips`() async throws {
    let drop: [StubServer.Step] = [.bytes([0x20]), .wait(.milliseconds(50))]
    let server = try StubServer { _ in
      [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n".utf8))]
        + Array(repeating: drop, count: 60).joined()
    }
    #expect(try await failure(read(server.url, within: .milliseconds(300))) == .timedOut)
  }

  @Test func `fifty slow calls run side by side`() async throws {
    let gate = Gate()
    let server = try StubServer { _ in [.hold(gate), .answer()] }
    let read = read(server.url, within: .seconds(60))
    try await withThrowingTaskGroup { group in
      for _ in 0..<50 { group.addTask { [transport] in _ = try await transport.send(read) } }
      // No call is answered before the last one is there.
      for _ in 0..<4_000 where server.requests.count < 50 { try await Task.sleep(for: .milliseconds(5)) }
      gate.open()
      try await group.waitForAll()
    }
    #expect(server.connections > 40)
    #expect(server.requests.count == 50)
  }

  @Test func `nobody listening is unreachable`() async throws {
    let url = try StubServer { _ in [] }.url
    #expect(try await failure(post(url, isRead: false)) == .unreachable)
  }

  @Test func `a host without TLS is not connected to securely`() async throws {
    let server = try StubServer(greeting: .bytes(Array("220 not TLS\r\n".utf8))) { _ in [.answer()] }
    let url = server.url.replacing("http:", with: "https:")
    #expect(try await failure(read(url)) == .tls)
  }
}
