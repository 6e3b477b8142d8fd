import Foundation
import JSON
import Logging
import Panther
import PantherTools

@testable import MCP

/// The tools over a stub, at a fixed time: 2026-11-20T08:00:00Z.
struct Bench {
  static let base = "https://acme.example/api"
  static let token = "secret-token-of-the-test"
  static let now = Date(timeIntervalSince1970: 1_795_161_600)

  let transport = StubTransport()
  let toolbox: Toolbox<Call>
  let panther: PantherClient

  /// - Parameters:
  ///   - patience: how long tools may wait, where it is not the usual time.
  ///   - policy: what may be seen, and what asks; everything and nothing when left out.
  ///   - cursors: how lists go on.
  ///   - people: who has which id; nil where answers do not tell.
  ///   - knowsAPI: whether the addresses of the API are given, so that no page is asked for them.
  ///   - mayChange: whether any tool that changes something is offered.
  ///   - sharesToken: whether other callers have the same token.
  init(
    limits: OutputLimits = OutputLimits(), redacts: Bool = true, patience: Duration? = nil, policy: Policy? = nil,
    audit: (any AuditTrail)? = nil, cursors: any CursorCarrier = CursorHandles(), banner: JSON.Object = [:],
    people: PeopleDirectory? = nil, token: String = Bench.token, mayChange: Bool = true, knowsAPI: Bool = true,
    sharesToken: Bool = false
  ) {
    var environment = ["PANTHER_INSTANCE_URL": "https://acme.example", "PANTHER_API_TOKEN": token]
    if knowsAPI {
      environment["PANTHER_REST_API_URL"] = Self.base
      environment["PANTHER_GQL_API_URL"] = Self.base + "/public/graphql"
    }
    let configuration = Configuration(environment: environment, demo: false)
    let panther = PantherClient(configuration, transport: transport, userAgent: "test")
    self.panther = panther
    let borders = policy?.borders ?? .none
    let started = StartedQueries()
    let tools = policy?.tools.map(\.tool) ?? Toolset.all.flatMap(\.tools)
    // On a busy machine a test may have to wait for its turn longer than a client would.
    toolbox = Toolbox(
      tools, limits: limits, redacts: redacts, banner: banner,
      gates: Gates(asks: policy?.asks ?? [], cursors: cursors, audit: audit),
      patience: .seconds(100),
      now: { Self.now }
    ) { call in
      var call = Call(
        call, panther: panther, people: people, mayChange: mayChange, borders: borders, started: started,
        sharesToken: sharesToken)
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

  /// Calls a tool as a modern client does that declares no capabilities.
  func converse(_ tool: String, _ arguments: JSON.Object, as caller: String = "local") async throws -> JSON {
    try await converse("tools/call", params: ["name": .string(tool), "arguments": .object(arguments)], as: caller)
  }

  /// Sends any request as such a client does.
  func converse(_ method: String, params: JSON.Object, as caller: String = "local") async throws -> JSON {
    let identity = Identity(name: "test", title: "Test", version: "1", instructions: "")
    let (lines, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let book = PromptBook(pantherPrompts)
    let library = ResourceShelf([], pantherTemplates, toolbox: toolbox)
    let completions = Completions(book, library)
    let service = Service(
      identity: identity, features: [toolbox, book, library, completions], log: Log(level: .error))
    let session = Session(service, caller: caller) { continuation.yield($0) }
    var params = params
    params["_meta"] = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]
    let request: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]
    session.receive(line: request.bytes)
    for await line in lines { return try JSON(parsing: line) }
    return .null
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

  /// The items of a list: the rows of one or several tables as objects, or whole objects.
  func items(_ name: String) -> [JSON] {
    (json[name]?.array ?? json[name].map { [$0] } ?? []).flatMap { list -> [JSON] in
      guard let rows = list["rows"]?.array else { return [list] }
      let columns = list["columns"]?.array?.compactMap(\.string) ?? []
      let same = list["same_in_all_rows"]?.object ?? [:]
      return rows.map { row in
        row.array.map { .object(JSON.Object(zip(columns, $0).map { ($0, $1) }).merging(same)) } ?? row
      }
    }
  }
}
