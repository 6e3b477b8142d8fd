import Audit
import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

/// All kinds of lines as the built program writes them, compared with the format that the page and the log schema are
/// made from.
@Suite(.fewAtOnce, .onOwnThreads) final class AuditEvidenceTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
  private var file: URL { folder.appending(path: "audit.jsonl") }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func lines(_ file: URL? = nil) throws -> [JSON] {
    try String(contentsOf: file ?? self.file, encoding: .utf8).split(separator: "\n").map { try JSON(parsing: $0.utf8) }
  }

  private func event(_ line: JSON) -> String { line["event"]?.string ?? "" }

  // MARK: The format

  /// What is wrong with the members of an object, and which members were seen.
  private func check(_ object: JSON.Object, _ fields: [AuditField], _ path: String, _ seen: inout Set<String>)
    -> [String]
  {
    var problems = fields.filter { $0.isAlwaysThere && object[$0.name] == nil }.map { "\(path).\($0.name) is missing" }
    for member in object.members {
      let place = "\(path).\(member.key)"
      guard let field = fields.first(where: { $0.name == member.key }) else {
        problems.append("\(place) is in no format")
        continue
      }
      seen.insert(place)
      problems += check(member.value, field.kind, place, &seen)
    }
    return problems
  }

  private func check(_ value: JSON, _ kind: AuditField.Kind, _ place: String, _ seen: inout Set<String>) -> [String] {
    let isRight: Bool
    switch (kind, value) {
    case (.string, .string), (.json, _): isRight = true
    case (.timestamp, .string(let text)):
      isRight = text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
    case (.bigint, .number): isRight = value.int != nil
    case (.float, .number): isRight = true
    case (.strings, .array(let items)): isRight = items.allSatisfy { $0.string != nil }
    case (.object(let fields), .object(let object)): return check(object, fields, place, &seen)
    case (.objects(let fields), .array(let items)):
      return items.flatMap { item in
        item.object.map { check($0, fields, "\(place)[]", &seen) } ?? ["\(place) holds something else than objects"]
      }
    default: isRight = false
    }
    return isRight ? [] : ["\(place) is \(value.text.prefix(100))"]
  }

  private func problems(_ lines: [JSON], _ seen: inout Set<String>) -> [String] {
    lines.flatMap { line -> [String] in
      guard let record = AuditFormat.records.first(where: { $0.event == event(line) }) else {
        return ["there is no record \(line["event"]?.text ?? "without event")"]
      }
      return check(line.object ?? [:], AuditFormat.common + record.fields, record.event, &seen)
    }
  }

  /// The names of all members, with those in objects.
  private func names(_ fields: [AuditField], _ path: String) -> [String] {
    fields.flatMap { field -> [String] in
      let place = "\(path).\(field.name)"
      switch field.kind {
      case .object(let inner): return [place] + names(inner, place)
      case .objects(let inner): return [place] + names(inner, "\(place)[]")
      default: return [place]
      }
    }
  }

  @Test func `every line fits the format, and nothing in the format is never written`() async throws {
    try await overStdio()
    try await overHTTP()
    try await withFaults()
    var seen: Set<String> = []
    let all = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.contains(".jsonl") }.flatMap { try lines($0) }
    #expect(problems(all, &seen) == [])
    let declared = AuditFormat.records.flatMap { names(AuditFormat.common + $0.fields, $0.event) }
    // A missing scope needs an authorization server; `RefusalTests` has that line.
    let elsewhere = ["refused.caller", "refused.tool"]
    #expect(declared.filter { !seen.contains($0) && !elsewhere.contains($0) } == [])
    let unitTests = AuditDetection.tests.map { JSON.object($0.log.withoutLogType) }
    #expect(problems(unitTests, &seen) == [])
  }

  private func overStdio() async throws {
    let server = try ServerProcess([
      "--demo", "--audit-log", file.path, "--audit-required", "--ask", "destructive", "--max-result-chars", "5000",
    ])
    server.send(Message.initialize, Message.initialized)
    server.send(Message.modern(1, "tools/list"))
    _ = try await server.wait(for: "the list") { server.messages.contains { $0["id"] == 1 } ? true : nil }
    #expect(!FileManager.default.fileExists(atPath: file.path), "a process that only lists tools opens no file")

    let meta = #""_meta":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}"#
    server.send(
      #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list_alerts","arguments":{},\#(meta)}}"#,
      Message.call(3, "disable_detection", ["detection_id": "AWS.Root.Login", "detection_type": "rules"]),
      Message.call(5, "list_databases"))
    let comment = #""alert_id":"926f8ccbaf17c4eb8d433070641b2310","comment":"a\nb""#
    server.send(
      #"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"add_alert_comment","arguments":{\#(comment)},\#(meta)}}"#
    )
    _ = try await server.wait(for: "the answers") { server.messages.count >= 6 ? true : nil }
    try FileManager.default.moveItem(at: file, to: folder.appending(path: "audit.jsonl.1"))
    for id in 10..<60 { server.send(Message.call(id, "get_alert", ["nope": "x"])) }
    _ = try await server.wait(for: "the refusals") { server.messages.count >= 56 ? true : nil }
    server.closeInput()
    #expect(try await server.exit() == 0)
    #expect(try lines().first?["event"] == "file")
    #expect(try lines().last?["reason"] == "end of input")
    let start = try #require(try lines(folder.appending(path: "audit.jsonl.1")).first)
    #expect(start["transport"] == "stdio" && start["instance"] == "demo")
    #expect(
      start["switches"] == [
        "--demo", "--max-result-chars=5000", "--ask=destructive", "--audit-log", "--audit-required",
      ])
    let tools = try ServerProcess(["tools", "--demo", "--json", "--ask", "destructive"])
    #expect(try await tools.exit() == 0)
    #expect(try JSON(parsing: tools.text)["digest"] == start["digest"])
  }

  private func overHTTP() async throws {
    let tokens = folder.appending(path: "tokens")
    let file = folder.appending(path: "http.jsonl")
    func write(_ text: String) throws { try text.write(to: tokens, atomically: true, encoding: .utf8) }
    try write("dana dana-0123456789abcdef\nrobot robot-0123456789abcdef\n")
    let server = try ServerProcess(
      [
        "--demo", "--transport", "http", "--port", "0", "--audit-log", file.path, "--http-token-file", tokens.path,
        "--block", "query_data_lake", "--audit-required",
      ],
      environment: ["MCP_HTTP_TOKEN": "everybody-0123456789abcdef", "PANTHER_MCP_BLOCK": "save_query"])
    let port = try await server.wait(for: "its port") {
      server.errors.firstMatch(of: /:(\d+)\/mcp\n/).flatMap { UInt16($0.1) }
    }
    _ = try await server.wait(for: "its start") { try? self.lines(file).first }
    let dana = try RawClient(port: port)
    dana.request(
      "POST", "/mcp",
      [
        "Content-Type: application/json", "Accept: application/json, text/event-stream", "Mcp-Method: tools/call",
        "MCP-Protocol-Version: 2026-07-28", "Mcp-Name: add_alert_comment",
        "Authorization: Bearer dana-0123456789abcdef",
        "X-Forwarded-For: 10.0.0.1, 198.51.100.23",
      ],
      body: Message.call(1, "add_alert_comment", ["alert_id": "926f8ccbaf17c4eb8d433070641b2310", "comment": "a"]))
    #expect(try #require(await dana.answer()).status == 200)
    for number in 0..<3 {
      let client = try RawClient(port: port)
      client.request(
        "POST", "/mcp", ["Authorization: Bearer wrong-\(number)-0123456789", "X-Forwarded-For: 198.51.100.7"])
      #expect(try #require(await client.answer()).status == 401)
    }
    try write("dana dana-fedcba9876543210\ncarol carol-0123456789abcdef\n")
    kill(server.process, SIGHUP)
    _ = try await server.wait(for: "the reload") { server.errors.contains("read anew") ? true : nil }
    try write("nonsense")
    kill(server.process, SIGHUP)
    _ = try await server.wait(for: "the bad reload") { server.errors.contains("not read anew") ? true : nil }
    kill(server.process, SIGTERM)
    #expect(try await server.exit() == 0)
    let lines = try lines(file)
    let calls = lines.filter { $0["tool"] != nil }
    #expect(calls.map(event) == ["request", "intent", "call"])
    #expect(calls.allSatisfy { $0["remote"] == "127.0.0.1" && $0["forwarded_for"] == "198.51.100.23" })
    let others = lines.filter { $0["tool"] == nil }
    #expect(others.map(event) == ["start", "refused", "reload", "reload", "refusals", "stop"])
    #expect(others[0]["authentication"] == ["tokens"] && others[0]["static_tokens"] == 3)
    #expect(
      others[0]["switches"]
        == [
          "--demo", "--port=0", "--http-token-file", "--block=query_data_lake,save_query", "--audit-log",
          "--audit-required",
        ])
    #expect(others[2]["added"] == ["carol"] && others[2]["removed"] == ["robot"] && others[2]["changed"] == ["dana"])
    #expect(others[3]["outcome"] == "error" && others[3]["static_tokens"] == 3)
    #expect(others[4]["requests"] == 2)
    #expect(others[5]["reason"] == "SIGTERM")
    #expect(!"\(lines)".contains("0123456789") && !"\(lines)".contains(tokens.path))
  }

  /// A call whose first attempt Panther answers with 503, and one that it refuses.
  private func withFaults() async throws {
    let requests = Mutex(0)
    let upstream = try Upstream { request in
      guard request.target.contains("alerts") else { return nil }
      let isFirst = requests.withLock { requests in
        requests += 1
        return requests == 1
      }
      return [
        .answer(isFirst ? 503 : 404, headers: ["x-amzn-requestid": "7c2f6a1e"], body: Array("{}".utf8))
      ]
    }
    let file = folder.appending(path: "faults.jsonl")
    let program = try ServerProcess(
      ["call", "get_alert", "alert_id=x", "--audit-log", file.path], environment: upstream.environment)
    #expect(try await program.exit() == 1)
  }
}

extension JSON.Object {
  fileprivate var withoutLogType: JSON.Object {
    var object = self
    _ = object.removeValue(forKey: "p_log_type")
    return object
  }
}
