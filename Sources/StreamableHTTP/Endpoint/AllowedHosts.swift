import HTTPServer

/// The hosts and origins by which this server may be called.
///
/// The check stops web pages that make a DNS name point to this machine (DNS rebinding; MCP, Streamable HTTP,
/// Security).
package struct AllowedHosts: Sendable {
  /// The names of hosts, without ports; nil allows every name.
  private let hosts: Set<String>?
  private let origins: Set<String>

  /// Makes the set of allowed hosts and origins.
  ///
  /// - Parameters:
  ///   - listensOnLoopback: if so, only the names of this machine and those in `allowed` are allowed.
  ///   - allowed: further hosts (`mcp.acme.example`) and origins (`https://acme.example`); `*` allows every host.
  package init(listensOnLoopback: Bool, allowed: [String]) {
    let names = allowed.filter { !$0.contains("://") }.map { $0.lowercased() }
    origins = Set(allowed.filter { $0.contains("://") }.map { $0.lowercased() })
    let isOpen = names.contains("*") || (!listensOnLoopback && names.isEmpty)
    hosts = isOpen ? nil : Set(names + ["localhost", "127.0.0.1", "[::1]"])
  }

  /// The response to a request with a Host or an Origin that is not allowed.
  func refusal(of head: RequestHead) -> WebResponse? {
    let host = (head.headers["Host"] ?? "").lowercased()
    let name = Self.name(of: host)
    if let hosts, !hosts.contains(name) {
      return WebResponse(status: 421, text: "This server is not called by this Host; allow it with --allowed-hosts.")
    }
    guard let origin = head.headers["Origin"]?.lowercased() else { return nil }
    // An origin with the same host and port is this server's own, with either scheme, because a proxy may end TLS.
    // But where every name is allowed, a name of an attacker may point here, so only an address is accepted there.
    let isOwn = ["http://\(host)", "https://\(host)"].contains(origin) && (hosts != nil || Self.isAddress(name))
    if isOwn || origins.contains(origin) { return nil }
    return WebResponse(status: 403, text: "This Origin is not allowed; allow it with --allowed-hosts.")
  }

  /// `[::1]:3000` -> `[::1]`.
  private static func name(of host: String) -> String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
    return String(host.prefix { $0 != ":" })
  }

  private static func isAddress(_ name: String) -> Bool {
    name == "localhost" || name.hasPrefix("[") || name.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
  }
}
