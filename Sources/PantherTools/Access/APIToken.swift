package import Foundation
package import JSON
import MCP
package import Panther

/// The API token that this program sends, as Panther describes it.
package struct APIToken: Sendable {
  /// The whole answer of `GET /api-tokens/self`.
  package let json: JSON

  /// Reads an answer of `GET /api-tokens/self`.
  package init(_ json: JSON) {
    self.json = json
  }

  /// Asks Panther for the token that `panther` sends.
  /// - Throws: `PantherError`; `forbidden` for a token that lacks `OrganizationAPITokenRead`.
  package static func read(from panther: PantherClient) async throws -> APIToken {
    APIToken(try await panther.get("api-tokens/self"))
  }

  /// The name that a person gave the token.
  package var name: String? { json["name"]?.string }
  /// The names of the token's permissions in the API; nil when the answer has no list of them.
  package var permissions: [String]? { json["permissions"]?.array?.compactMap(\.string) }
  /// The time when the token expires, as Panther writes it; nil for a token that does not expire.
  package var expiresAt: JSON? { json[path: ["expiresAt"]] }

  /// When a token ends.
  package enum Expiry: Sendable, Equatable {
    case never
    case at(Date)
    /// Panther says something that is neither nothing nor a time; this is its text.
    case unclear(String)
  }

  /// When the token expires: at a time or at the beginning of a day, in ISO 8601.
  package var expiry: Expiry {
    guard let expiresAt, !expiresAt.isNull, expiresAt != "" else { return .never }
    guard let text = expiresAt.string else { return .unclear(expiresAt.text) }
    return Date(absolute: text).map(Expiry.at) ?? .unclear(text)
  }

  /// When the token got its present value: when it was made, or rotated last. Nil where Panther does not say it.
  package var madeAt: Date? {
    ["rotatedAt", "createdAt"].lazy.compactMap { json[$0]?.string.flatMap { Date(absolute: $0) } }.first
  }

  /// Whether it may be used from everywhere.
  package var isForAllAddresses: Bool {
    allowedCIDRBlocks.isEmpty || allowedCIDRBlocks.contains { $0.hasSuffix("/0") }
  }

  /// The names of the permissions that none of some tools uses. Reading one's own permissions is of use to this program
  /// itself, and reading users to show people instead of ids.
  package func superfluous(for tools: [Toolset.Entry]) -> [String] {
    let used = tools.flatMap { $0.permissions.list + $0.mayUse } + [.organizationAPITokenRead, .userRead]
    return (permissions ?? []).filter { name in !used.contains { $0.name == name } }
  }

  /// Those of some tools that the token lacks permissions for. `get_permissions` is never among them: it only reads the
  /// token, which Panther has just answered.
  package func unusable(among tools: [Toolset.Entry]) -> [Toolset.Entry] {
    let held = permissions ?? []
    return tools.filter { $0.tool.name != GetPermissions.name && !$0.permissions.isSatisfied(by: held) }
  }

  /// The addresses that the token may be used from, in CIDR notation; empty for all addresses.
  package var allowedCIDRBlocks: [String] { (json["allowedCIDRBlocks"]?.array ?? []).compactMap(\.string) }
}
