import Foundation
import JSON
import TestSupport
import Testing

let meta: JSON.Object = [
  "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
]

/// The text of a request.
func message(_ method: String, id: JSON? = 1, _ params: JSON.Object = [:]) -> String {
  var message: JSON.Object = ["jsonrpc": "2.0"]
  message["id"] = id
  message["method"] = .string(method)
  if !params.isEmpty { message["params"] = .object(params) }
  return JSON.object(message).text
}

extension RawClient {
  /// Header fields; nil removes one that would be sent.
  typealias Fields = [String: String?]

  /// Sends a POST.
  func post(_ body: String, _ headers: Fields = [:]) {
    var fields: Fields = [
      "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
    ]
    for (name, value) in headers { fields[name] = .some(value) }
    request("POST", "/mcp", fields.compactMap { name, value in value.map { "\(name): \($0)" } }, body: body)
  }

  func ask(_ body: String, _ headers: Fields = [:]) async throws -> Answer {
    post(body, headers)
    return try #require(await answer())
  }

  /// The header fields that repeat the body, with changes.
  static func fields(for method: String, name: String? = nil, with changes: Fields = [:]) -> Fields {
    var fields: Fields = ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method]
    if let name { fields["Mcp-Name"] = name }
    for (name, value) in changes { fields[name] = .some(value) }
    return fields
  }

  func modern(
    _ method: String, _ params: JSON.Object = [:], meta extra: JSON.Object = [:], id: JSON? = 1,
    with changes: Fields = [:]
  ) async throws -> Answer {
    postModern(method, params, meta: extra, id: id, with: changes)
    return try #require(await answer())
  }

  func postModern(
    _ method: String, _ params: JSON.Object = [:], meta extra: JSON.Object = [:], id: JSON? = 1,
    with changes: Fields = [:]
  ) {
    var params = params
    var all = meta
    for member in extra.members { all[member.key] = member.value }
    params["_meta"] = .object(all)
    let name = params["name"]?.string ?? params["uri"]?.string
    post(message(method, id: id, params), Self.fields(for: method, name: name, with: changes))
  }

  func callModern(
    _ tool: String, _ arguments: JSON.Object = [:], meta extra: JSON.Object = [:], with changes: Fields = [:]
  ) async throws -> Answer {
    try await modern(
      "tools/call", ["name": .string(tool), "arguments": .object(arguments)], meta: extra, with: changes)
  }

  /// Opens a session, and returns its id.
  func initialize(
    _ revision: String = "2025-11-25", capabilities: JSON = [:], with headers: Fields = [:]
  ) async throws -> String {
    let answer = try await ask(
      message(
        "initialize",
        [
          "protocolVersion": .string(revision), "capabilities": capabilities,
          "clientInfo": ["name": "test", "version": "1"],
        ]), headers)
    #expect(answer.status == 200)
    return try #require(answer.headers["mcp-session-id"])
  }

  func call(
    _ tool: String, _ arguments: JSON.Object = [:], session: String, _ headers: Fields = [:]
  ) async throws -> Answer {
    var headers = headers
    headers["Mcp-Session-Id"] = session
    return try await ask(
      message("tools/call", ["name": .string(tool), "arguments": .object(arguments)]), headers)
  }
}

extension RawClient.Answer {
  var json: JSON { (try? JSON(parsing: body.utf8)) ?? .null }

  /// The messages of a stream; comments are left out.
  var events: [JSON] {
    body.components(separatedBy: "\n\n").compactMap { event in
      event.components(separatedBy: "\n").first { $0.hasPrefix("data: ") }
        .flatMap { try? JSON(parsing: $0.dropFirst(6).utf8) }
    }
  }

  /// The response, however it came.
  var response: JSON { headers["content-type"] == "text/event-stream" ? events.last ?? .null : json }
  var facts: JSON { response["result"]?["structuredContent"] ?? .null }
  var code: JSON? { response["error"]?["code"] }
  var challenge: String { headers["www-authenticate"] ?? "" }
}
