import Foundation
import JSON
import TestSupport
import Testing

/// How the program ends: at the end of its input, by a signal, or when nobody reads its output.
@Suite(.fewAtOnce, .onOwnThreads) struct EndingTests {
  private static let query = Message.call(1, "query_data_lake", ["sql": "SELECT 1", "timeout": 300])

  @Test func `the end of input at once ends it, with nothing said`() async throws {
    let server = try ServerProcess()
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.text.isEmpty)
  }

  @Test func `a last message needs no line end`() async throws {
    let server = try ServerProcess()
    server.write(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#.utf8)
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.messages == [["jsonrpc": "2.0", "id": 1, "result": [:]]])
  }

  @Test func `the end within a message is unreadable input, and the end`() async throws {
    let server = try ServerProcess()
    server.write(#"{"jsonrpc":"2.0","id":1,"meth"#.utf8)
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.messages.map { $0["error"]?["code"] } == [-32700])
  }

  @Test func `calls that finish after the end of input are answered`() async throws {
    // The request is read before the end of input, and answered after it.
    let upstream = try Upstream { _ in [.wait(.milliseconds(300))] + Upstream.json(["id": "slow"]) }
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Message.call(1, "get_alert", ["alert_id": "slow"]))
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.messages.count == 1)
    #expect(server.messages.first?["result"]?["isError"] == false, "\(server.messages)")
  }

  @Test func `calls that do not are cancelled, upstream too`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Self.query)
    try await server.wait(for: "the query") { upstream.operations.contains("QueryResults") ? true : nil }
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.text.isEmpty)
    #expect(upstream.operations.filter { $0 == "CancelQuery" }.count == 1)
    #expect(upstream.operations.filter { $0 == "ExecuteQuery" }.count == 1)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `a signal cancels what runs, and ends it`(_ signal: Int32) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Self.query)
    try await server.wait(for: "the query") { upstream.operations.contains("QueryResults") ? true : nil }
    kill(server.process, signal)
    #expect(try await server.exit() == 0)
    #expect(server.text.isEmpty)
    #expect(upstream.operations.filter { $0 == "CancelQuery" }.count == 1)
  }

  @Test func `a signal when nothing runs ends it`() async throws {
    let server = try ServerProcess()
    server.send(Message.modern(1, "server/discover"))
    _ = try await server.answer(1)
    kill(server.process, SIGTERM)
    #expect(try await server.exit() == 0)
  }

  @Test func `a cancelled call cancels its query and is not answered`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Self.query)
    try await server.wait(for: "the query") { upstream.operations.contains("QueryResults") ? true : nil }
    server.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    try await server.wait(for: "the cancel") { upstream.operations.contains("CancelQuery") ? true : nil }
    server.send(Message.modern(2, "tools/list"))
    _ = try await server.answer(2)
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.messages.count == 1)
    #expect(upstream.operations.filter { $0 == "CancelQuery" }.count == 1)
  }

  @Test func `it ends when nobody reads its output any more`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment, readsOutput: false)
    server.send(Self.query)
    try await server.wait(for: "the query") { upstream.operations.contains("QueryResults") ? true : nil }
    server.closeOutput()
    server.send(Message.modern(2, "tools/list"))
    #expect(try await server.exitUnread() == 0)
    #expect(upstream.operations.filter { $0 == "CancelQuery" }.count == 1)
  }
}
