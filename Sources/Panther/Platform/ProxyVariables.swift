import Foundation

/// The proxy that variables such as `HTTPS_PROXY` name for requests over https.
///
/// On Linux libcurl reads them by itself. URLSession on Apple systems knows only the system's settings, so there it is
/// told: see `URLSessionConfiguration.readProxyVariables`.
package struct ProxyVariables: Equatable, Sendable {
  /// Whether the way to the proxy itself is over TLS, or it speaks SOCKS instead of HTTP.
  enum Kind: Equatable, Sendable {
    case http, https, socks
  }

  let kind: Kind
  let host: String
  let port: UInt16
  /// Nil where the proxy asks for no credentials.
  let user: String?
  let password: String
  /// Domains that are reached without the proxy, with all names below them.
  let exceptions: [String]

  /// Reads the variables as libcurl does: a name in lower case comes first.
  /// - Returns: nil where they name no proxy, or one of a kind that is not known.
  init?(_ environment: [String: String]) {
    func value(_ name: String) -> String? {
      [name, name.uppercased()].compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard let text = value("https_proxy") ?? value("all_proxy"),
      let url = URL(string: text.contains("://") ? text : "http://\(text)"), let host = url.host(), !host.isEmpty,
      let kind = Self.kinds[url.scheme?.lowercased() ?? ""]
    else { return nil }
    let exceptions = (value("no_proxy") ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    guard exceptions != ["*"] else { return nil }
    self.kind = kind
    self.host = host
    port = url.port.flatMap(UInt16.init(exactly:)) ?? (kind == .https ? 443 : 1080)
    user = url.user(percentEncoded: false)
    password = url.password(percentEncoded: false) ?? ""
    self.exceptions =
      NetworkVariables.thisMachine.filter { !$0.contains("/") } + exceptions.map { String($0.drop { $0 == "." }) }
  }

  private static let kinds: [String: Kind] = [
    "http": .http, "https": .https, "socks5": .socks, "socks5h": .socks,
  ]

  /// The variables of this environment that name a proxy and are read on this system.
  package static func named(in environment: [String: String]) -> [String] {
    read.filter { environment[$0]?.isEmpty == false }
  }

  #if canImport(Darwin)
    private static let read = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    /// What counts where no variable names a proxy.
    package static let none = "no variable names one, so the system's settings count"
  #else
    private static let read = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
    /// What counts where no variable names a proxy.
    package static let none = "none"
  #endif
}
