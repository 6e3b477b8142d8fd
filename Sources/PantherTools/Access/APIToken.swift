package import JSON
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
  /// The addresses that the token may be used from, in CIDR notation; empty for all addresses.
  package var allowedCIDRBlocks: [String] { (json["allowedCIDRBlocks"]?.array ?? []).compactMap(\.string) }
}
