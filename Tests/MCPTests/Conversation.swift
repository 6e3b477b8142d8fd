import Foundation
import JSON
import Logging
import Synchronization
import Testing

@testable import MCP

/// A session with a small set of tools, and the lines it wrote.
final class Conversation: Sendable {
  private let lines = Mutex<[JSON]>([])
  private let session: Mutex<Session?> = Mutex(nil)

  /// - Parameter features: what the server offers besides its tools.
  init(
    _ tools: [AnyTool<ToolCall>] = TestTools.all, limits: OutputLimits = OutputLimits(), gates: Gates = Gates(),
    caller: String = "local", features: (Toolbox<ToolCall>) -> [any Feature] = { _ in [] }
  ) {
    let toolbox = Toolbox(tools, limits: limits, gates: gates) { $0 }
    let identity = Identity(name: "mcp-panther", title: "Panther", version: "1.2.3", instructions: "Be good.")
    let service = Service(identity: identity, features: [toolbox] + features(toolbox), log: Log(level: .error))
    let new = Session(service, caller: caller) { line in
      // A line that is not JSON, or that has a line end within it, shows as a word that no test expects.
      let json = (try? JSON(parsing: line)) ?? "unreadable"
      self.lines.withLock { $0.append(line.contains(0x0A) ? "line end" : json) }
    }
    session.withLock { $0 = new }
  }

  var it: Session {
    guard let it = session.withLock({ $0 }) else { preconditionFailure("set at the end of init") }
    return it
  }
  var written: [JSON] { lines.withLock { $0 } }

  func send(_ text: String) {
    it.receive(line: Array(text.utf8))
  }

  /// Sends text and returns what came at once.
  func ask(_ text: String) -> [JSON] {
    let before = written.count
    send(text)
    return Array(written.dropFirst(before))
  }

  /// Sends a request and waits for its answer.
  func request(_ text: String) async throws -> JSON {
    let id = try JSON(parsing: text)["id"]
    let before = written.count
    send(text)
    return try await wait { $0.dropFirst(before).first { $0["id"] == id && $0["method"] == nil } }
  }

  /// Sends a request of a revision, after `initialize` where the revision has one, and waits for its answer.
  func request(in revision: Revision, _ method: String, _ params: String = "") async throws -> JSON {
    if revision.isModern { return try await request(Self.modern(method, params)) }
    if it.revision == nil { initialize(revision) }
    return try await request(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{\#(params)}}"#)
  }

  /// Runs work that blocks on a thread of its own, because the pool of tasks has about one thread per core.
  func blocking(_ work: @escaping @Sendable (Session) -> Void) async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        work(self.it)
        continuation.resume()
      }
    }
  }

  @discardableResult
  func wait<T>(_ find: ([JSON]) -> T?) async throws -> T {
    for _ in 0..<20_000 {
      if let found = find(written) { return found }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw TimedOut()
  }

  struct TimedOut: Error {}

  @discardableResult
  func initialize(_ revision: Revision = .november2025, capabilities: String = "{}") -> JSON {
    ask(
      #"{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"\#(revision.rawValue)","capabilities":\#(capabilities),"clientInfo":{"name":"test","version":"1"}}}"#
    )[0]
  }

  /// Answers the next request that the server sends, once it is there.
  /// - Parameter answer: `"result":…` or `"error":…`.
  /// - Returns: the request.
  @discardableResult
  func respond(_ answer: String) async throws -> JSON {
    let question = try await wait { $0.last { $0["method"] != nil && $0["id"] != nil } }
    send(#"{"jsonrpc":"2.0","id":\#(question["id"]?.text ?? "0"),\#(answer)}"#)
    return question
  }

  static func meta(_ capabilities: String) -> String {
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":\#(capabilities)}"#
  }

  /// The text of a modern request.
  static func modern(
    _ method: String, id: String = "1", _ params: String = "", capabilities: String = "{}"
  ) -> String {
    let members = params.isEmpty ? meta(capabilities) : "\(meta(capabilities)),\(params)"
    return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(members)}}"#
  }

  static func modernCall(_ tool: String, _ arguments: String = "{}", id: String = "1") -> String {
    modern("tools/call", id: id, #""name":"\#(tool)","arguments":\#(arguments)"#)
  }
}
