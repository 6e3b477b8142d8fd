import Foundation
import Panther
import TestSupport
import Testing

/// Calls that are cancelled at random moments, while an upstream misbehaves. URLSession on Linux ends the process where
/// a cancel meets a wrong moment, so this test fails by ending the whole run.
@Suite(.fewAtOnce, .onOwnThreads) struct CancelTests {
  /// How many calls are cancelled; more with `CANCELS=50000 swift test --filter CancelTests`.
  static let count = ProcessInfo.processInfo.environment["CANCELS"].flatMap { Int($0) } ?? 2_000

  static let answers: [[StubServer.Step]] = [
    [.answer(302, headers: ["Location": "http://127.0.0.1/login"], body: Array("moved".utf8))],
    [.answer(307, headers: ["Location": "/elsewhere"])],
    [.wait(.milliseconds(1)), .answer(301, headers: ["Location": "https://example.com/"])],
    [.answer(401, headers: ["WWW-Authenticate": "Basic realm=\"x\""])],
    [.answer(401, headers: ["WWW-Authenticate": "Bearer"]), .close],
    [.answer(body: [UInt8](repeating: 0x20, count: 200_000))],
    [.answer()], [.reset], [.close], [.wait(.milliseconds(1)), .reset],
    [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8)), .wait(.milliseconds(1)), .reset],
    [.bytes(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n".utf8)), .awaitClose],
    [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[".utf8)), .wait(.milliseconds(1)), .bytes([0x5D])],
  ]

  @Test func `no moment at which a call is cancelled ends the process`() async throws {
    let server = try StubServer { _ in Self.answers.randomElement() ?? [] }
    let transport = URLSessionTransport(largestAnswer: 100_000)
    try await withThrowingTaskGroup { group in
      for _ in 0..<16 {
        group.addTask {
          for _ in 0..<Self.count / 16 {
            try await Self.cancelled(at: .microseconds(Int.random(in: 0..<4_000)), transport, server.url)
          }
        }
      }
      try await group.waitForAll()
    }
    // The transport still works.
    let other = try StubServer { _ in [.answer(204)] }
    #expect(try await transport.send(HTTPRequest(.get, other.url, isRead: true, timeout: .seconds(30))).status == 204)
  }

  private static func cancelled(
    at moment: Duration, _ transport: URLSessionTransport, _ url: String
  ) async throws {
    let isRead = Bool.random()
    let request = HTTPRequest(
      Bool.random() ? .get : .post, url, body: nil, isRead: isRead, timeout: .milliseconds(Int.random(in: 1..<2_000)))
    let call = Task { try await transport.send(request) }
    try await Task.sleep(for: moment)
    call.cancel()
    switch await call.result {
    case .success(let answer): #expect([200, 301, 302, 307, 401].contains(answer.status))
    case .failure(let error): #expect(error is CancellationError || error is PantherError)
    }
  }
}
