import Foundation
import JSON

/// This server as a resource that an authorization server protects (RFC 9728).
package struct ProtectedResource: Sendable {
  /// The URL by which clients know the endpoint. Tokens must be made for it.
  package let url: String
  /// The URL of the authorization server.
  package let issuer: String
  /// The name of this server for people.
  package let name: String
  /// All scopes of this server. The first one is what a caller needs at least.
  package let scopes: [String]

  /// Describes a resource.
  package init(url: String, issuer: String, name: String, scopes: [String]) {
    (self.url, self.issuer, self.name, self.scopes) = (url, issuer, name, scopes)
  }

  private static let path = "/.well-known/oauth-protected-resource"

  /// The URL of the metadata. The well-known path stands before the path of the resource (RFC 9728, 3.1).
  var metadataURL: String { origin + metadataPath }

  /// The paths that serve the metadata. Behind a proxy the path may be another, and some clients know only the origin.
  var metadataPaths: [String] { [metadataPath, Self.path + Endpoint.path, Self.path] }

  private var metadataPath: String {
    let path = url.dropFirst(origin.count)
    return Self.path + (path == "/" ? "" : path)
  }

  private var origin: String {
    let start = url.range(of: "://")?.upperBound ?? url.startIndex
    return String(url[..<(url[start...].firstIndex(of: "/") ?? url.endIndex)])
  }

  /// The metadata (RFC 9728, 2).
  var metadata: JSON {
    [
      "resource": .string(url), "resource_name": .string(name), "authorization_servers": JSON([issuer]),
      "scopes_supported": JSON(scopes), "bearer_methods_supported": ["header"],
    ]
  }
}
