import Foundation
import JSON
import TestSupport
import Testing

/// The built program in conversation with a client, in both eras.
@Suite(.fewAtOnce, .onOwnThreads) struct ConversationTests {
  @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
  func `serves a legacy client`(_ revision: String) async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    server.send(Message.legacyInitialize(revision), Message.initialized)
    let opening = try await server.answer("init")
    #expect(opening["result"]?["protocolVersion"] == .string(revision))
    #expect(opening["result"]?["serverInfo"]?["name"] == "mcp-panther")
    server.send(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, Message.legacyCall(2, "get_alert", ["alert_id": "a1"]))
    let tools = try await server.answer(1)["result"]?["tools"]?.array
    #expect(tools?.contains { $0["name"] == "get_alert" } == true)
    let call = try await server.answer(2)
    #expect(call["result"]?["isError"] == false)
    #expect(call["result"]?["resultType"] == nil)
    #expect(call["result"]?["content"]?.array?[0]["text"]?.string?.contains("Root login") == true)
    #expect(upstream.server.requests.map(\.target) == ["/alerts/a1"])
    #expect(upstream.server.requests[0].headers["x-api-key"] == Upstream.token)
    server.closeInput()
    #expect(try await server.exit() == 0)
  }

  @Test func `the demo instance switches a detection off and on, and does not say that its tests passed`() async throws
  {
    let server = try ServerProcess(["--demo"])
    let rule: JSON.Object = ["detection_id": "AWS.Console.LoginWithoutMFA"]
    server.send(Message.call(1, "disable_detection", rule))
    #expect(try await server.answer(1)["result"]?["structuredContent"]?["enabled"] == false)
    server.send(Message.call(2, "enable_detection", rule))
    let on = try await server.answer(2)["result"]?["structuredContent"]
    #expect(on?["enabled"] == true && on?["changed"] == true)
    #expect(on?["tests"] == "Not run: the demo instance runs no detection code.")
  }

  @Test func `serves a modern client, with no opening`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    server.send(
      Message.modern(1, "server/discover"), Message.modern(2, "tools/list"),
      Message.call(3, "get_alert", ["alert_id": "a1"]))
    #expect(try await server.answer(1)["result"]?["supportedVersions"] == ["2026-07-28"])
    #expect(try await server.answer(2)["result"]?["tools"]?.array?.isEmpty == false)
    let result = try await server.answer(3)["result"]
    #expect(result?["resultType"] == "complete")
    #expect(result?["structuredContent"]?["alert"]?["title"] == "Root login")
  }

  @Test func `every process lists the same, byte for byte`() async throws {
    var lists: [String] = []
    for _ in 0..<2 {
      let server = try ServerProcess()
      server.send(Message.modern(1, "tools/list"), Message.modern(2, "nope"), Message.modern(1, "tools/list"))
      try await server.wait(for: "three answers") { server.messages.count == 3 ? true : nil }
      lists += server.text.split(separator: "\n").map(String.init).filter { $0.contains("get_alert") }
    }
    #expect(lists.count == 4)
    #expect(Set(lists).count == 1)
  }

  @Test func `serves both eras in one process`() async throws {
    let server = try ServerProcess()
    server.send(Message.modern(1, "server/discover"), Message.initialize, Message.modern(2, "tools/list"))
    #expect(try await server.answer(1)["result"] != nil)
    #expect(try await server.answer("init")["result"] != nil)
    #expect(try await server.answer(2)["result"]?["resultType"] == "complete")
  }

  @Test func `a message may come one byte at a time`() async throws {
    let server = try ServerProcess()
    for byte in "\(Message.modern(7, "tools/list"))\n".utf8 {
      server.write([byte])
      await Task.yield()
    }
    #expect(try await server.answer(7)["result"] != nil)
  }

  @Test func `a thousand requests at once get a thousand answers`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment)
    let requests = (0..<1_000).map { id in
      switch id % 4 {
      case 0: Message.modern(id, "tools/list").replacing("tools/list", with: "server/discover")
      case 1: Message.modern(id, "nope")
      case 2: Message.call(id, "get_alert", ["alert_id": "a1"])
      default: Message.call(id, "get_alert", [:])
      }
    }
    server.write((requests.joined(separator: "\n") + "\n").utf8)
    try await server.wait(for: "all answers") { server.lineCount >= 1_000 ? true : nil }
    server.closeInput()
    #expect(try await server.exit() == 0)
    let messages = server.messages
    #expect(messages.count == 1_000)
    #expect(Set(messages.compactMap { $0["id"]?.int }) == Set(0..<1_000))
    #expect(messages.allSatisfy { $0["jsonrpc"] == "2.0" && ($0["result"] == nil) != ($0["error"] == nil) })
  }

  @Test func `two messages on one line are none`() async throws {
    let server = try ServerProcess()
    let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    server.send(ping + ping, #"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
    _ = try await server.answer(2)
    #expect(server.messages.count == 2)
    #expect(server.messages[0]["error"]?["code"] == -32700)
    #expect(server.messages[0]["id"] == .null)
  }

  @Test func `a reader that comes late gets whole lines`() async throws {
    let upstream = try Upstream()
    let server = try ServerProcess(environment: upstream.environment, readsOutput: false)
    // The answers are more than a pipe holds, and less than what makes the program stop reading its input.
    let requests =
      (0..<40).map { Message.modern($0, "tools/list") } + [Message.call(40, "get_alert", ["alert_id": "a1"])]
    server.write((requests.joined(separator: "\n") + "\n").utf8)
    // A list is answered before the next line is read, so by then the program has answered all of them.
    try await server.wait(for: "the last request") { upstream.server.requests.isEmpty ? nil : true }
    #expect(server.text.isEmpty)
    server.readOutput()
    try await server.wait(for: "all answers") { server.lineCount >= 41 ? true : nil }
    #expect(server.text.utf8.count > 1 << 20)
    let messages = server.messages
    #expect(messages.map { $0["id"] } == (0...40).map { JSON($0) })
    #expect(messages.dropLast().allSatisfy { $0["result"]?["tools"]?.array?.isEmpty == false })
    #expect(messages.last?["result"]?["isError"] == false)
  }

  @Test func `a standard error that nobody reads stops nothing`() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    // The pipe is full before the program starts. Writing to it blocks again, as it does with most pipes.
    let flags = fcntl(ends[1], F_GETFL)
    _ = fcntl(ends[1], F_SETFL, flags | O_NONBLOCK)
    while write(ends[1], [UInt8](repeating: 0x20, count: 4_096), 4_096) > 0 {}
    #expect(errno == EAGAIN)
    _ = fcntl(ends[1], F_SETFL, flags)
    let upstream = try Upstream()
    let environment = upstream.environment.merging(["LOG_LEVEL": "debug"]) { $1 }
    let server = try ServerProcess(environment: environment, errors: ends[1])
    for id in 0..<200 { server.send("not JSON", Message.call(id, "get_alert", ["alert_id": "a1"])) }
    try await server.wait(for: "all answers") { server.lineCount >= 400 ? true : nil }
    let messages = server.messages
    #expect(messages.count == 400)
    #expect(Set(messages.filter { $0["result"]?["isError"] == false }.compactMap { $0["id"]?.int }) == Set(0..<200))
    #expect(messages.count { $0["error"]?["code"] == -32700 && $0["id"] == .null } == 200)

    // The program had lines to log all this time: they come as soon as the pipe is read.
    _ = fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK)
    var errors: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    try await server.wait(for: "what was logged") {
      let count = read(ends[0], &chunk, chunk.count)
      if count > 0 { errors += chunk[..<count] }
      return String(decoding: errors, as: UTF8.self).contains("unreadable line") ? true : nil
    }
    server.closeInput()
    #expect(try await server.exit() == 0)
  }

  @Test func `standard output holds nothing but messages, whatever is logged`() async throws {
    let upstream = try Upstream { $0.target.contains("bad") ? Upstream.json(["message": "oh\nno"], status: 500) : nil }
    let environment = upstream.environment.merging(["LOG_LEVEL": "debug"]) { $1 }
    let server = try ServerProcess(environment: environment)
    server.send(
      Message.initialize, Message.initialized, "garbage", "", "[]", "\u{FEFF}{}", Message.modern(1, "tools/list"),
      Message.call(2, "get_alert", ["alert_id": "bad"]), Message.call(3, "nope"), Message.call(4, "get_alert"),
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}}"#,
      Message.legacyCall(5, "get_alert", ["alert_id": "a1"]))
    for id in 1...5 { _ = try await server.answer(JSON(id)) }
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(server.text.hasSuffix("\n"))
    #expect(server.messages.allSatisfy { $0["jsonrpc"] == "2.0" })
    #expect(!server.errors.isEmpty)
  }
}
