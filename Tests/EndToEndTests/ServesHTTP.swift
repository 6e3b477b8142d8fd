import Foundation
import JSON
import TestSupport
import Testing

/// A folder with the files of callers, which is removed at the end of the test.
final class Folder: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "callers-\(UUID().uuidString)").path
  init(_ files: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(path)/\(name)")
  }
}

/// Tests of the built program over HTTP.
protocol ServesHTTP {}

extension ServesHTTP {
  /// The program on a free port.
  func serve(
    _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> (program: ServerProcess, port: UInt16) {
    let program = try ServerProcess(
      ["--transport", "streamable-http", "--port", "0"] + arguments, environment: environment)
    let port = try await program.wait(for: "its port") {
      program.errors.firstMatch(of: /http:\/\/[^ ]*:(\d+)\/mcp\n/).flatMap { UInt16($0.1) }
    }
    return (program, port)
  }

  func post(
    _ client: RawClient, _ method: String, tool: String? = nil, arguments: JSON.Object = [:], token: String? = nil
  ) {
    var headers = [
      "Content-Type: application/json", "Accept: application/json, text/event-stream",
      "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: \(method)",
    ]
    if let tool { headers.append("Mcp-Name: \(tool)") }
    if let token { headers.append("Authorization: Bearer \(token)") }
    client.request(
      "POST", "/mcp", headers, body: tool.map { Message.call(1, $0, arguments) } ?? Message.modern(1, method))
  }

  func ask(
    _ port: UInt16, _ method: String = "tools/list", tool: String? = nil, arguments: JSON.Object = [:],
    token: String? = nil
  ) async throws -> RawClient.Answer {
    let client = try RawClient(port: port)
    post(client, method, tool: tool, arguments: arguments, token: token)
    return try #require(await client.answer())
  }

  func tools(_ answer: RawClient.Answer) throws -> [String] {
    try JSON(parsing: answer.body.utf8)["result"]?["tools"]?.array?.compactMap { $0["name"]?.string } ?? []
  }
}
