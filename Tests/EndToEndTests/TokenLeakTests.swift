import Foundation
import JSON
import TestSupport
import Testing

/// The API token appears in nothing that the built program writes, however it comes in.
@Suite(.fewAtOnce, .onOwnThreads) final class TokenLeakTests {
  private static let token = "Qb7ZtK2vXw9LmN4pRs6TyU8aCd3EfGh5"
  private let folder = FileManager.default.temporaryDirectory.appending(path: "leak-\(UUID().uuidString)")
  private var audit: String { folder.appending(path: "audit.log").path }
  private var log: String { folder.appending(path: "log").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var flags: [String] { ["--audit-log", audit, "--log-file", log, "--log-level", "debug", "--no-redact"] }

  private func written(by program: ServerProcess) -> String {
    let files = [audit, log].compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    return ([program.text, program.errors] + files).joined(separator: "\n")
  }

  /// The token with case and escapes taken away, and each of its forms in base64.
  private func expectNoToken(in text: String, _ location: SourceLocation = #_sourceLocation) {
    #expect(!text.lowercased().contains(Self.token.lowercased()), "\(text.suffix(2000))", sourceLocation: location)
    for before in ["", "a", "ab"] {
      let base64 = Data((before + Self.token).utf8).base64EncodedString().dropFirst(4).prefix(36)
      #expect(!text.contains(base64), "\(text.suffix(2000))", sourceLocation: location)
    }
  }

  @Test func `a call with the token in its arguments is refused, and nothing of it is written or sent`() async throws {
    let upstream = try Upstream()
    let environment = upstream.environment.merging(["PANTHER_API_TOKEN": Self.token]) { $1 }
    let server = try ServerProcess(flags, environment: environment)
    let base64 = Data("user:\(Self.token)".utf8).base64EncodedString()
    let texts = [Self.token, "x" + Self.token, Self.token.lowercased(), base64]
    for (index, text) in texts.enumerated() {
      server.send(Message.call(index + 1, "get_alert", ["alert_id": .string(text)]))
      let result = try await server.answer(JSON(index + 1))["result"]
      #expect(result?["isError"] == true)
      #expect(result?["content"]?.array?[0]["text"]?.string?.contains("hold a secret of this server") == true)
    }
    server.send(
      Message.call(11, "get_alert", [Self.token: "x"]), Message.call(12, Self.token), Message.modern(13, Self.token),
      Message.modern(14, "resources/read", "\"uri\":\"panther://alerts/\(Self.token)\""),
      Message.modern(15, "prompts/get", "\"name\":\"\(Self.token)\""))
    for id in 11...15 { _ = try await server.answer(JSON(id)) }
    server.closeInput()
    _ = try await server.exit()
    let lines = try String(contentsOfFile: audit, encoding: .utf8)
    #expect(lines.contains("the arguments hold a secret of this server"))
    expectNoToken(in: written(by: server))
    #expect(!upstream.server.requests.contains { "\($0)".contains(Self.token.lowercased()) })
  }

  @Test func `an answer that repeats the token hides it, whatever its form`() async throws {
    let escaped = Self.token.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
    let percent = Self.token.utf8.map { "%" + String($0, radix: 16) }.joined()
    let base64 = Data("user:\(Self.token)".utf8).base64EncodedString()
    let body = #"{"id":"a1","title":"\#(escaped) \#(percent) \#(base64) \#(Self.token.uppercased())"}"#
    let upstream = try Upstream { _ in
      [.answer(200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))]
    }
    let environment = upstream.environment.merging(["PANTHER_API_TOKEN": Self.token]) { $1 }
    let server = try ServerProcess(flags, environment: environment)
    server.send(Message.call(1, "get_alert", ["alert_id": "a1"]))
    let text = try await server.answer(1)["result"]?["content"]?.array?[0]["text"]?.string
    #expect(text?.contains("(hidden) (hidden) ") == true, "\(text ?? "")")
    server.closeInput()
    _ = try await server.exit()
    expectNoToken(in: written(by: server))
    #expect(!written(by: server).contains(percent))
  }

  @Test(arguments: ["PANTHER_API_TOKEN_FILE", "PANTHER_INSTANCE_URL"])
  func `a token in the wrong variable is not shown`(name: String) async throws {
    let environment = ["PANTHER_INSTANCE_URL": "https://acme.runpanther.net"].merging([name: Self.token]) { $1 }
    for words in [["doctor"], ["doctor", "--json"], ["config", "goose"], ["call", "list_alerts"]] {
      let program = try ServerProcess(words + flags, environment: environment)
      #expect(try await program.exit() != 0)
      expectNoToken(in: written(by: program))
    }
    let server = try ServerProcess(flags, environment: environment)
    server.send(Message.call(1, "list_alerts"), Message.modern(2, "resources/read", #""uri":"config://panther""#))
    for id in 1...2 { _ = try await server.answer(JSON(id)) }
    expectNoToken(in: written(by: server))
  }

  @Test(arguments: [
    ["MCP_HTTP_TOKEN_FILE": token], ["PANTHER_MCP_STATE_KEY_FILE": token],
    ["MCP_OAUTH_ISSUER": "https://u:\(token)@a.example", "MCP_OAUTH_RESOURCE": "https://b.example"],
    ["MCP_OAUTH_RESOURCE": token],
  ])
  func `a secret in place of a file or a URL is not shown`(_ environment: [String: String]) async throws {
    let program = try ServerProcess(["--transport", "http", "--port", "0", "--demo"], environment: environment)
    #expect(try await program.exit() == 64)
    expectNoToken(in: program.text + program.errors)
  }
}
