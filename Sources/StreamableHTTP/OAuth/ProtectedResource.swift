import Foundation
package import MCP
import JSON

/// This server as a resource that an authorization server protects (RFC 9728).
package struct ProtectedResource: Sendable {
  /// The URL under which clients know the endpoint; tokens must be made for it.
  package let url: String
  package let issuer: String

  package init(url: String, issuer: String) {
    (self.url, self.issuer) = (url, issuer)
  }

  private static let path = "/.well-known/oauth-protected-resource"

  /// Where the metadata is: the well-known path comes before that of the resource.
  var metadataURL: String { origin + metadataPath }

  /// Also the paths where a proxy, or a client that knows only the origin, may ask.
  var metadataPaths: [String] { [metadataPath, Self.path + Endpoint.path, Self.path] }

  private var metadataPath: String {
    let path = url.dropFirst(origin.count)
    return Self.path + (path == "/" ? "" : path)
  }

  private var origin: String {
    let start = url.range(of: "://")?.upperBound ?? url.startIndex
    return String(url[..<(url[start...].firstIndex(of: "/") ?? url.endIndex)])
  }

  var metadata: JSON {
    [
      "resource": .string(url), "resource_name": "Panther (mcp-panther)", "authorization_servers": JSON([issuer]),
      "scopes_supported": JSON(Effect.allCases.map(\.scope)), "bearer_methods_supported": ["header"],
    ]
  }
}

extension Effect {
  /// The scope that tools of this effect take.
  package var scope: String {
    switch self {
    case .reads: "panther:read"
    case .spends: "panther:spend"
    case .writes: "panther:write"
    case .destructive: "panther:destructive"
    }
  }
}
