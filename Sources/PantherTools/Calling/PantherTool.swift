package import JSON
package import MCP
import Panther

/// A tool that talks to a Panther instance.
package protocol PantherTool: Tool where Context == Call {
  /// The permissions that the API token needs for the tool.
  static var permissions: Permissions { get }
  /// A request that the tool answers, in a person's words.
  static var sample: String { get }
  /// The permissions that this call needs, where they depend on its arguments.
  var needed: Permissions { get }
}

extension PantherTool {
  /// The permissions that every call of the tool needs.
  package var needed: Permissions { Self.permissions }

  /// The permissions, for `_meta` in the listing.
  package static var metadata: JSON.Object {
    permissions.list.isEmpty ? [:] : ["mcp-panther/permissions": permissions.json]
  }

  /// Puts an error of the Panther client into words; nil for other errors.
  package func describe(_ error: any Error) -> ToolFailure? {
    (error as? PantherError).map { failure($0, needing: needed) }
  }

  /// Puts an error into words. For a refusal, the words name the permissions that the call needs.
  func failure(_ error: PantherError, needing permissions: Permissions) -> ToolFailure {
    guard error.kind == .forbidden, !permissions.list.isEmpty else {
      return ToolFailure(error.description, isNotFound: error.kind == .notFound)
    }
    return ToolFailure("\(error.description)\nThis call needs the permission \(permissions.text).")
  }

  /// An error in words, as a part of an answer.
  func words(_ error: any Error) -> String { describe(error)?.description ?? "\(error)" }

  /// Makes one of several requests of a call. If Panther refuses it, the error names only the permissions that this
  /// request needs.
  func needing<Value>(_ permissions: Permissions, _ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error as PantherError where error.kind == .forbidden {
      throw failure(error, needing: permissions)
    }
  }
}
