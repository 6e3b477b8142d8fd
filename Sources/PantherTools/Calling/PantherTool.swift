package import JSON
package import MCP
import Panther

/// A tool that talks to a Panther instance.
package protocol PantherTool: Tool where Context == Call {
  /// What the API token must hold for the tool.
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

  /// An error as a part of an answer.
  func words(_ error: any Error) -> String { describe(error)?.description ?? "\(error)" }

  /// Makes one of several requests of a call, so that a refusal names the permission of just this one.
  func needing<Value>(_ permissions: Permissions, _ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error as PantherError where error.kind == .forbidden {
      throw failure(error, needing: permissions)
    }
  }
}
