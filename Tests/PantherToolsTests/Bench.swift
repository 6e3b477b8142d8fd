import Foundation
import Panther
import PantherTools
import Wire

@testable import MCP

/// The tools over a stub, at a fixed time: 2026-11-20T08:00:00Z.
struct Bench {
  static let base = "https://acme.example/api"
  static let token = "secret-token-of-the-test"
  static let now = Date(timeIntervalSince1970: 1_795_161_600)

  let transport = StubTransport()
  let toolbox: Toolbox<Call>

  /// - Parameter patience: how long tools may wait, where it is not the usual time.
  init(limits: OutputLimits = OutputLimits(), patience: Duration? = nil) {
    let configuration = Configuration(
      environment: [
        "PANTHER_INSTANCE_URL": "https://acme.example", "PANTHER_API_TOKEN": Self.token,
        "PANTHER_REST_API_URL": Self.base, "PANTHER_GQL_API_URL": Self.base + "/public/graphql",
      ], demo: false)
    let panther = PantherClient(configuration, transport: transport, userAgent: "test")
    toolbox = Toolbox(Toolset.all.flatMap(\.tools), limits: limits) { call in
      var call = Call(call, panther: panther, now: Self.now)
      if let patience { call.deadline = .now + patience }
      return call
    }
  }

  /// Scripts an answer of the REST API.
  func answer(_ match: String, _ json: JSON, status: Int = 200) {
    transport.answer(match) { _ in HTTPResponse(status: status, json: json) }
  }

  /// Scripts an answer of the GraphQL API.
  func answer(_ match: String, data: JSON) {
    answer(match, ["data": data])
  }

  /// Scripts an answer that is made from its request.
  func answer(_ match: String, _ handler: @escaping StubTransport.Handler) {
    transport.answer(match, handler)
  }

  func call(_ tool: String, _ arguments: JSON.Object = [:]) async throws -> ToolResult {
    ToolResult(try await toolbox.call(tool, arguments))
  }

  /// What was sent, decoded and without the host.
  var sent: [String] { transport.sent.map { $0.line.removingPercentEncoding ?? $0.line } }
  /// What was sent, as it was sent.
  var lines: [String] { transport.sent.map(\.line) }
  /// The bodies that were sent.
  var bodies: [JSON] { transport.sent.map(\.json) }
  /// The variables of the operations that were sent.
  var variables: [JSON] { transport.sent.map(\.variables) }
}

struct ToolResult: CustomStringConvertible {
  let text: String
  let isError: Bool
  /// The result of tools/call, with the text and its structure.
  let body: [UInt8]
  /// Null for an error.
  let json: JSON

  var description: String { text }

  init(_ result: MCP.ToolResult) {
    text = String(decoding: result.text, as: UTF8.self)
    isError = result.isError
    body = result.body(hasStructure: true)
    json = (try? JSON(parsing: result.text)) ?? .null
  }

  subscript(key: String) -> JSON? { json[key] }

  /// The items of a list: the rows of a table as objects, or whole objects.
  func items(_ name: String) -> [JSON] {
    if let items = json[name]?.array { return items }
    let columns = json[name]?["columns"]?.array?.compactMap(\.string) ?? []
    return (json[name]?["rows"]?.array ?? []).map { row in
      .object(JSON.Object(zip(columns, row.array ?? []).map { ($0, $1) }))
    }
  }
}
