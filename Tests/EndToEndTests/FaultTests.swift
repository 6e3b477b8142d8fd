import Foundation
import JSON
import Logging
import TestSupport
import Testing

/// Whatever the instance does wrong, the call says what it was, and the program goes on.
@Suite(.fewAtOnce, .onOwnThreads) struct FaultTests {
  private static func head(_ lines: String) -> StubServer.Step { .bytes(Array("HTTP/1.1 200 OK\r\n\(lines)\r\n".utf8)) }

  static let faults: [(String, [StubServer.Step], String)] = [
    ("reset", [.reset], "lost its connection"),
    ("closed", [.close], "lost its connection"),
    ("truncated", [head("Content-Length: 100\r\n"), .bytes(Array("{\"id\":".utf8)), .close], "lost its connection"),
    ("garbage", [.answer(body: Array("\u{1}\u{2}garbage".utf8))], "not Panther's JSON"),
    ("html", [.answer(body: Array("<html><title>Log in</title></html>".utf8))], "Log in"),
    ("empty", [.answer(body: [])], "not Panther's JSON"),
    ("list", [.answer(503, body: Array("busy".utf8))], "HTTP 503"),
    ("redirect", [.answer(302, headers: ["Location": "http://localhost:9/stolen"])], "redirected"),
    ("huge", [head("Content-Length: 200000000\r\n"), .awaitClose], "longer than"),
    ("deep", [.answer(body: Array(String(repeating: "[", count: 100_000).utf8))], "not Panther's JSON"),
  ]

  @Test(arguments: faults.indices) func `a fault is an error of the call alone`(_ index: Int) async throws {
    let (name, steps, words) = Self.faults[index]
    let upstream = try Upstream { $0.target.contains("bad") ? steps : nil }
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Message.call(1, "get_alert", ["alert_id": "bad"]))
    let failed = try await server.answer(1)
    #expect(failed["result"]?["isError"] == true, "\(name)")
    let text = failed["result"]?["content"]?.array?[0]["text"]?.string ?? ""
    #expect(text.contains(words), "\(name): \(text)")
    server.send(Message.call(2, "get_alert", ["alert_id": "good"]))
    #expect(try await server.answer(2)["result"]?["isError"] == false, "\(name)")
    server.closeInput()
    #expect(try await server.exit() == 0)
  }

  @Test func `a slow answer holds nobody up, and comes`() async throws {
    let gate = Gate()
    let upstream = try Upstream { request in
      request.target.contains("slow") ? [.hold(gate)] + Upstream.json(["id": "slow"]) : nil
    }
    let server = try ServerProcess(environment: upstream.environment)
    server.send(
      Message.call(1, "get_alert", ["alert_id": "slow"]), Message.call(2, "get_alert", ["alert_id": "a1"]))
    _ = try await server.answer(2)
    gate.open()
    _ = try await server.answer(1)
    #expect(server.messages.map { $0["id"] } == [2, 1])
  }

  @Test func `a huge answer that is within bounds is cut to size`() async throws {
    let events = JSON.array((0..<20_000).map { ["n": JSON($0), "text": .string(String(repeating: "x", count: 100))] })
    let body = JSON.object(["results": events]).bytes
    let upstream = try Upstream { $0.target.contains("/events") ? [.answer(body: body)] : nil }
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Message.call(1, "get_alert_events", ["alert_id": "a1"]))
    let result = try await server.answer(1)["result"]
    #expect(result?["isError"] == false)
    #expect(result?["structuredContent"]?["next_cursor"] != nil)
    #expect(server.text.utf8.count < 60_000)
  }

  static let echoes: [(String, [StubServer.Step])] = [
    ("ok", Upstream.json(["id": "a1", "title": .string("the token is \(Upstream.token)")])),
    ("refused", Upstream.json(["message": .string("bad key \(Upstream.token)")], status: 401)),
    ("broken", Upstream.json(["message": .string("header X-API-Key: \(Upstream.token)")], status: 500)),
    ("garbage", [.answer(body: Array("key=\(Upstream.token)".utf8))]),
    ("redirect", [.answer(302, headers: ["Location": "http://\(Upstream.token).example/?k=\(Upstream.token)"])]),
    ("reset", [.reset]),
  ]

  @Test func `the token is shown nowhere but in the header`() async throws {
    let upstream = try Upstream { request in
      Self.echoes.first { request.target.contains($0.0) && $0.0 != "ok" }?.1
    }
    let environment = upstream.environment.merging(["LOG_LEVEL": "debug"]) { $1 }
    let server = try ServerProcess(environment: environment)
    server.send(Message.initialize, Message.modern(100, "tools/list"), Message.modern(101, "server/discover"))
    for (id, (name, _)) in Self.echoes.enumerated() {
      server.send(Message.call(id, "get_alert", ["alert_id": .string(name)]))
    }
    server.send(Message.call(50, "query_data_lake", ["sql": "SELECT 1"]), Message.call(51, "nope"), "garbage")
    server.send(Message.modern(52, "resources/read", #""uri":"config://panther""#))
    for id in Array(Self.echoes.indices) + [51, 52, 100, 101] { _ = try await server.answer(JSON(id)) }
    kill(server.process, SIGTERM)
    #expect(try await server.exit() == 0)
    #expect(!server.text.contains(Upstream.token))
    #expect(!server.errors.contains(Upstream.token))
    #expect(upstream.server.requests.allSatisfy { $0.headers["x-api-key"] == Upstream.token })
    #expect(upstream.server.requests.allSatisfy { !$0.target.contains(Upstream.token) })
  }

  @Test(arguments: ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
  func `no proxy gets the token for an instance on this machine`(_ variable: String) async throws {
    let upstream = try Upstream()
    let proxy = try StubServer { _ in [.answer()] }
    let environment = upstream.environment.merging([variable: proxy.url, "NO_PROXY": "example.com"]) { $1 }
    let server = try ServerProcess(environment: environment)
    server.send(Message.call(1, "get_alert", ["alert_id": "a1"]))
    #expect(try await server.answer(1)["result"]?["isError"] == false)
    #expect(proxy.connections == 0)
  }

  @Test(arguments: ["URLSessionDebugLibcurl", "URLSessionDebug"])
  func `URLSession's own debugging does not show the token`(_ variable: String) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment.merging([variable: "1"]) { $1 })
    server.send(Message.call(1, "get_alert", ["alert_id": "a1"]))
    _ = try await server.answer(1)
    server.closeInput()
    _ = try await server.exit()
    #expect(!server.errors.contains(Upstream.token))
  }
}
