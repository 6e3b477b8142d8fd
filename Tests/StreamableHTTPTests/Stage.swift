import HTTPServer
import JSON
import Logging
import MCP
import StreamableHTTP
import Synchronization
import TestSupport
import Testing

/// A server on a free port with three tools.
struct Stage: Sendable {
  let endpoint: Endpoint
  let server: WebServer
  let events: Events

  init(
    allowed: [String] = [], listensOnLoopback: Bool = true, events: Events = Events(),
    problem: String? = nil, audit: (any AuditTrail)? = nil, pulse: Duration = .seconds(15),
    authenticator: (Events, Consent) throws -> any Authenticator = { NoAuthentication(Stage.service($0, $1)) }
  ) async throws {
    self.events = events
    endpoint = Endpoint(
      realm: "mcp-panther", allowedHosts: AllowedHosts(listensOnLoopback: listensOnLoopback, allowed: allowed),
      authenticator: try authenticator(events, Consent()), log: Log(level: .error), audit: audit, pulse: pulse
    ) { problem }
    var limits = ServerLimits()
    limits.bodyBytes = 1 << 20
    // On a busy machine a test may be slow to send.
    limits.headerTime = .seconds(300)
    server = try WebServer(host: "127.0.0.1", port: 0, limits: limits, handler: endpoint)
    await server.start()
  }

  /// Runs a test against a stage and stops it.
  static func with(_ stage: Stage, _ test: (Stage) async throws -> Void) async throws {
    do {
      try await test(stage)
    } catch {
      await stage.server.stop(drain: .zero)
      throw error
    }
    await stage.server.stop(drain: .zero)
  }

  static func with(_ test: (Stage) async throws -> Void) async throws {
    try await with(try await Stage(), test)
  }

  func client() throws -> RawClient { try RawClient(port: server.port) }

  /// A service with the tools of these effects.
  static func service(
    _ events: Events, _ consent: Consent = Consent(), effects: [Effect] = Effect.allCases,
    asks: Set<String> = ["change"],
    isPersonal: Bool = false
  ) -> Service {
    let toolbox = Toolbox(
      tools.filter { effects.contains($0.effect) }, gates: Gates(asks: asks, consent: consent)
    ) { TestCall(call: $0, events: events) }
    return Service(
      identity: Identity(name: "test", title: "Test", version: "1", instructions: ""), features: [toolbox],
      log: Log(level: .error), isPersonal: isPersonal)
  }

  static let tools: [AnyTool<TestCall>] = [AnyTool(Echo.self), AnyTool(Wait.self), AnyTool(Change.self)]
}

struct TestCall: Sendable {
  let call: ToolCall
  let events: Events
}

struct Echo: Tool {
  typealias Context = TestCall
  static let summary = "Answers with its argument."
  static let effect = Effect.reads
  @Argument("A text") var text = "nothing"

  func answer(_ context: TestCall) async throws -> Answer {
    .facts(["text": .string(text), "caller": .string(context.call.request?.caller ?? "")])
  }
}

/// Reports progress, then waits until the test lets it go on.
struct Wait: Tool {
  typealias Context = TestCall
  static let summary = "Waits."
  static let effect = Effect.spends

  func answer(_ context: TestCall) async throws -> Answer {
    context.call.progress?.report(1, of: 2, "half")
    context.events.note("started")
    guard await context.events.permission() else {
      context.events.note("cancelled")
      throw CancellationError()
    }
    return .facts(["done": true])
  }
}

struct Change: Tool {
  typealias Context = TestCall
  static let summary = "Changes something."
  static let effect = Effect.writes
  @Argument("What") var what = "it"

  func answer(_ context: TestCall) async throws -> Answer { .facts(["changed": .string(what)]) }
}
