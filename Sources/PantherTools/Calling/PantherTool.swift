package import JSON
package import MCP

/// A tool that talks to a Panther instance.
package protocol PantherTool: Tool where Context == Call {
  /// The permissions that the API token needs for the tool.
  static var permissions: Permissions { get }
  /// The kinds of data that the answers of the tool come from.
  static var dataRead: [DataKind] { get }
  /// Permissions that only some calls need besides.
  static var mayUse: [Permission] { get }
  /// A request that the tool answers, in a person's words.
  static var sample: String { get }
  /// The permissions that this call needs, where they depend on its arguments.
  var needed: Permissions { get }
}

extension PantherTool {
  /// Calls need no others.
  package static var mayUse: [Permission] { [] }

  /// The permissions that every call of the tool needs.
  package var needed: Permissions { Self.permissions }

  /// The permissions, for `_meta` in the listing.
  package static var metadata: JSON.Object {
    permissions.list.isEmpty ? [:] : ["mcp-panther/permissions": permissions.json]
  }
}
