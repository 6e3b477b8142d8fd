import Foundation
import MCP
import Panther
import PantherTools
import Synchronization
import Testing
import Wire

/// Answers requests from a script and records what was sent.
final class StubTransport: Transport {
  private struct State {
    var answers: [(match: String, response: HTTPResponse)] = []
    var sent: [HTTPRequest] = []
  }

  private let state = Mutex(State())

  var sent: [HTTPRequest] { state.withLock { $0.sent } }

  /// Answers requests whose line (`GET /alerts?…`, or `query Name` for GraphQL) begins with `match`. The answers of
  /// one match are used in their order, the last one for ever.
  func answer(_ match: String, _ response: HTTPResponse) {
    state.withLock { $0.answers.append((match, response)) }
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try state.withLock { state in
      state.sent.append(request)
      let line = request.line
      let matching = state.answers.indices.filter { line.hasPrefix(state.answers[$0].match) }
      guard let index = matching.first else { throw Unscripted(line: line) }
      return matching.count > 1 ? state.answers.remove(at: index).response : state.answers[index].response
    }
  }

  struct Unscripted: Error {
    let line: String
  }
}

extension HTTPRequest {
  var json: JSON { body.flatMap { try? JSON(parsing: $0) } ?? .null }

  /// `GET /alerts?limit=5`, or `mutation Name` for GraphQL.
  var line: String {
    if let name = json["operationName"]?.string, let document = json["query"]?.string {
      return "\(document.prefix { $0.isLetter }) \(name)"
    }
    return "\(method.rawValue) \(url.replacing("https://acme.example/api", with: ""))"
  }
}

/// The tools over a stub, at a fixed time: 2026-11-20T08:00:00Z.
struct Bench {
  let transport = StubTransport()
  let toolbox: Toolbox<Call>

  init(limits: OutputLimits = OutputLimits()) {
    let configuration = Configuration(
      environment: [
        "PANTHER_INSTANCE_URL": "https://acme.example", "PANTHER_API_TOKEN": "secret-token-of-the-test",
        "PANTHER_REST_API_URL": "https://acme.example/api",
        "PANTHER_GQL_API_URL": "https://acme.example/api/public/graphql",
      ], demo: false)
    let panther = PantherClient(configuration, transport: transport, userAgent: "test")
    let now = Date(timeIntervalSince1970: 1_795_161_600)
    toolbox = Toolbox(Toolset.all.flatMap(\.tools), limits: limits) { Call($0, panther: panther, now: now) }
  }

  /// Scripts a REST answer.
  func answer(_ match: String, _ json: JSON, status: Int = 200) {
    transport.answer(match, HTTPResponse(status: status, json: json))
  }

  /// Scripts a GraphQL answer.
  func answer(_ match: String, data: JSON) {
    transport.answer(match, HTTPResponse(json: ["data": data]))
  }

  func call(_ tool: String, _ arguments: JSON.Object = [:]) async throws -> ToolResult {
    let result = try await toolbox.call(tool, arguments)
    return ToolResult(text: String(decoding: result.text, as: UTF8.self), isError: result.isError)
  }

  /// What was sent, without the host.
  var sent: [String] { transport.sent.map { $0.line.removingPercentEncoding ?? $0.line } }
}

struct ToolResult {
  let text: String
  let isError: Bool

  var json: JSON { (try? JSON(parsing: text)) ?? .null }

  subscript(key: String) -> JSON? { json[key] }

  /// The rows of a table as objects.
  func rows(_ name: String) -> [JSON] {
    let columns = json[name]?["columns"]?.array?.compactMap(\.string) ?? []
    return (json[name]?["rows"]?.array ?? []).map { row in
      .object(JSON.Object(zip(columns, row.array ?? []).map { ($0, $1) }))
    }
  }
}
