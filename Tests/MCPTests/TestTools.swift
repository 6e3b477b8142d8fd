import JSON
import Synchronization

@testable import MCP

enum Colour: String, CaseIterable, ArgumentValue {
  case darkRed = "DARK_RED"
  case blue = "BLUE"
}

struct EchoArguments: Tool {
  typealias Context = ToolCall
  static let summary = "Answers with its arguments."
  static let effect = Effect.reads
  @Argument("A text") var text: String
  @Argument("A number", .range(1...50)) var pageSize = 25
  @Argument("Colours") var colours: [Colour] = []
  @Argument("Maybe") var maybe: Int?
  @Argument("A switch") var isLoud = false
  @Argument("Some ids", .count(1...3)) var alertIDs: [String] = ["a"]

  func answer(_ call: ToolCall) async throws -> Answer {
    .facts([
      "text": .string(text), "page_size": JSON(pageSize), "colours": JSON(colours.map(\.rawValue)),
      "maybe": maybe.map { JSON($0) } ?? .null, "is_loud": .bool(isLoud), "alert_ids": JSON(alertIDs),
      "given": .bool($pageSize.isGiven),
    ])
  }
}

/// Waits until it is cancelled, reporting progress.
struct WaitForever: Tool {
  typealias Context = ToolCall
  static let summary = "Never ends."
  static let effect = Effect.writes
  static let cancelled = Mutex(0)

  func answer(_ call: ToolCall) async throws -> Answer {
    do {
      for step in 1... {
        call.progress?.report(Double(step), of: 100, "step \(step)")
        try await Task.sleep(for: .milliseconds(20))
      }
    } catch {
      Self.cancelled.withLock { $0 += 1 }
      throw error
    }
    return .facts([:])
  }
}

struct WaitShortly: Tool {
  typealias Context = ToolCall
  static let summary = "Ends after a moment."
  static let effect = Effect.reads

  func answer(_ call: ToolCall) async throws -> Answer {
    call.progress?.report(1, of: 2)
    call.progress?.report(1, of: 2)
    try await Task.sleep(for: .milliseconds(50))
    return .facts(["done": true])
  }
}

struct FailInWords: Tool {
  typealias Context = ToolCall
  struct Problem: ToolError { let description: String }
  static let summary = "Fails."
  static let effect = Effect.destructive
  func answer(_ call: ToolCall) async throws -> Answer { throw Problem(description: "The thing is broken.") }
}

struct FailUnexpectedly: Tool {
  typealias Context = ToolCall
  struct Secret: Error { let token = "hunter2-hunter2" }
  static let summary = "Fails without words."
  static let effect = Effect.reads
  func answer(_ call: ToolCall) async throws -> Answer { throw Secret() }
}

enum TestTools {
  static let all: [AnyTool<ToolCall>] = [
    AnyTool(EchoArguments.self), AnyTool(WaitForever.self), AnyTool(WaitShortly.self), AnyTool(FailInWords.self),
    AnyTool(FailUnexpectedly.self),
  ]
}
