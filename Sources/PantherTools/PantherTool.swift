package import Foundation
package import MCP
package import Panther
package import Wire

/// A tool that talks to a Panther instance.
package protocol PantherTool: Tool where Context == Call {
  static var permissions: Permissions { get }
  /// What this very call needs, where that depends on its arguments.
  var needed: Permissions { get }
}

extension PantherTool {
  package var needed: Permissions { Self.permissions }

  package static var metadata: JSON.Object {
    permissions.list.isEmpty ? [:] : ["mcp-panther/permissions": permissions.json]
  }

  package func describe(_ error: any Error) -> String? { describe(error, needing: needed) }

  /// What Panther refused, with the permission that it takes by its title and its name.
  func describe(_ error: any Error, needing permissions: Permissions) -> String? {
    guard let error = error as? PantherError else { return nil }
    guard error.kind == .forbidden, !permissions.list.isEmpty else { return error.description }
    return "\(error.description)\nThis call needs the permission \(permissions.text)."
  }
}

/// What a tool may need to answer one call.
package struct Call: Sendable {
  package let panther: PantherClient
  package let progress: CallProgress?
  package let deadline: ContinuousClock.Instant
  /// The time that relative times count from; the demo instance may have a time of its own.
  package let now: Date
  package let arguments: JSON.Object

  package init(_ call: ToolCall, panther: PantherClient, now: Date) {
    var panther = panther
    panther.deadline = call.deadline
    panther.traceparent = call.request?.meta["traceparent"]?.string
    self.panther = panther
    self.now = now
    progress = call.progress
    deadline = call.deadline
    arguments = call.arguments
  }
}

/// A failure in words of the tool's own.
struct Failure: ToolError {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
