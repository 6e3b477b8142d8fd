package import Foundation
package import MCP
package import Panther
package import JSON

/// A tool that talks to a Panther instance.
package protocol PantherTool: Tool where Context == Call {
  static var permissions: Permissions { get }
  /// A request that this tool answers, in a person's words.
  static var sample: String { get }
  /// What this very call needs, where that depends on its arguments.
  var needed: Permissions { get }
}

extension PantherTool {
  package var needed: Permissions { Self.permissions }

  package static var metadata: JSON.Object {
    permissions.list.isEmpty ? [:] : ["mcp-panther/permissions": permissions.json]
  }

  package func describe(_ error: any Error) -> ToolFailure? {
    (error as? PantherError).map { failure($0, needing: needed) }
  }

  /// What Panther refused, with the permission that it takes by its title and its name.
  func failure(_ error: PantherError, needing permissions: Permissions) -> ToolFailure {
    guard error.kind == .forbidden, !permissions.list.isEmpty else {
      return ToolFailure(error.description, isNotFound: error.kind == .notFound)
    }
    return ToolFailure("\(error.description)\nThis call needs the permission \(permissions.text).")
  }
}

/// What a tool may need to answer one call.
package struct Call: Sendable {
  package let panther: PantherClient
  package let progress: CallProgress?
  /// By when an answer must be made.
  package var deadline: ContinuousClock.Instant
  /// The time that relative times count from; the demo instance may have a time of its own.
  package let now: Date
  /// The tool that was called.
  package let tool: String
  package let arguments: JSON.Object

  package init(_ call: ToolCall, panther: PantherClient, now: Date) {
    var panther = panther
    panther.deadline = call.deadline
    panther.traceparent = call.request?.meta["traceparent"]?.string
    panther.observe = { call.record($0.evidence) }
    self.panther = panther
    self.now = now
    progress = call.progress
    deadline = call.deadline
    tool = call.tool
    arguments = call.arguments
  }
}

extension HTTPExchange {
  /// As the audit log shows it.
  fileprivate var evidence: JSON {
    var evidence: JSON.Object = ["method": .string(method.rawValue), "path": .string(String(path.prefix(300)))]
    evidence["operation"] = operation.map(JSON.string)
    evidence["status"] = status.map { JSON($0) }
    evidence["request_id"] = requestID.map(JSON.string)
    evidence["ms"] = JSON((duration / .milliseconds(1) * 10).rounded() / 10)
    if attempt > 1 { evidence["attempt"] = JSON(attempt) }
    return .object(evidence)
  }
}

/// A failure in words of the tool's own.
typealias Failure = ToolFailure

extension PantherTool {
  /// An error as a part of an answer.
  func words(_ error: any Error) -> String { describe(error)?.description ?? "\(error)" }
}
