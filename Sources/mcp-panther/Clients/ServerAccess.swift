import Cleaning
import Foundation
import WebAddresses

/// How a client gets to this server.
enum ServerAccess {
  /// The client starts the program.
  case launch(ClientLaunch)
  /// The program runs somewhere and serves HTTP.
  case address(ServerAddress)
}

/// Where a server over HTTP is reached, and how a client proves who it is.
struct ServerAddress {
  let url: String
  /// The host in the URL, as `MCP_ALLOWED_HOSTS` takes it.
  let host: String
  let port: Int?
  let isEncrypted: Bool

  /// The variable from which a client takes its token. It is also that from which the server takes the one for all.
  static let tokenVariable = "MCP_HTTP_TOKEN"

  /// Takes a URL as a person writes it. One without a path means the endpoint of this program.
  ///
  /// - Throws: for what is no such URL, and for one with a secret in it.
  init(_ text: String, environment: [String: String]) throws(UsageError) {
    guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "https" || scheme == "http", let host = parts.percentEncodedHost?.lowercased(), !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.fragment == nil, parts.query == nil,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
    else {
      throw UsageError(
        "\(Flag.url.rawValue) takes the URL of a server over HTTP, such as https://mcp.acme.example/mcp, without user "
          + "name, password and query")
    }
    guard Settings.secrets(in: environment).hidden(in: text) == text else {
      throw UsageError("\(Flag.url.rawValue) holds a secret that has a variable of its own. What it holds is not shown")
    }
    if parts.path.isEmpty || parts.path == "/" { parts.path = "/mcp" }
    guard let url = parts.string else { throw UsageError("\(Flag.url.rawValue) takes a URL") }
    self.host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    (self.url, port, isEncrypted) = (url, parts.port, scheme == "https")
  }

  var isLoopback: Bool { Loopback.contains(host) }

  /// The header field by which a client proves who it is.
  ///
  /// - Parameter reference: the token, or how the client's configuration names it.
  static func authorization(_ reference: String) -> String { "Bearer \(reference)" }
}
