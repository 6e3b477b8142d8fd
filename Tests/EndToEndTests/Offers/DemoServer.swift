import JSON
import Synchronization
import Testing

/// The built program over its demo instance, at a fixed time, talked to in one era.
final class DemoServer: Sendable {
  enum Era: CaseIterable {
    case legacy, modern
  }

  private let program: ServerProcess
  private let era: Era
  private let count = Mutex(0)

  init(_ era: Era, _ flags: [String] = []) throws {
    program = try ServerProcess(["--demo"] + flags, environment: ["PANTHER_DEMO_NOW": "2026-11-20T08:00:00Z"])
    self.era = era
    if era == .legacy { program.send(Message.initialize, Message.initialized) }
  }

  /// What the server tells a model of itself, before any tool is called.
  func instructions() async throws -> String {
    try #require(try await opening()["result"]?["instructions"]?.string)
  }

  /// Its answer to the first request of a client.
  func opening() async throws -> JSON {
    switch era {
    case .legacy: try await program.answer("init")
    case .modern: try await ask("server/discover")
    }
  }

  /// Sends a request and waits for the whole answer to it.
  func ask(_ method: String, _ params: JSON.Object = [:]) async throws -> JSON {
    let id = count.withLock { count in
      count += 1
      return count
    }
    var params = params
    if era == .modern {
      params["_meta"] = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
      ]
    }
    let request: JSON = ["jsonrpc": "2.0", "id": JSON(id), "method": .string(method), "params": .object(params)]
    program.send(request.text)
    return try await program.answer(JSON(id))
  }

  /// All that a list shows, which has one page.
  func list(_ method: String, _ key: String) async throws -> [JSON] {
    let result = try #require(try await ask(method)["result"])
    #expect(result["nextCursor"] == nil)
    return try #require(result[key]?.array)
  }

  /// Calls a tool and gives back the text of its answer as JSON.
  func call(_ tool: String, _ arguments: JSON.Object = [:]) async throws -> JSON {
    let result = try await ask("tools/call", ["name": .string(tool), "arguments": .object(arguments)])["result"]
    #expect(result?["isError"] == false)
    return try JSON(parsing: try #require(result?["content"]?.array?.first?["text"]?.string))
  }
}
