import HTTPServer

/// Which hosts and origins are let in, against pages that rebind DNS names to this machine (B-002 to B-004).
package struct Access: Sendable {
  /// Host names, without ports, by which this server may be called; nil allows every one.
  private let hosts: Set<String>?
  private let origins: Set<String>

  /// - Parameters:
  ///   - listensOnLoopback: then only names of this machine and those in `allowed` are let in.
  ///   - allowed: further hosts (`mcp.acme.example`) and origins (`https://acme.example`); `*` allows every host.
  package init(listensOnLoopback: Bool, allowed: [String]) {
    let names = allowed.filter { !$0.contains("://") }.map { $0.lowercased() }
    origins = Set(allowed.filter { $0.contains("://") }.map { $0.lowercased() })
    let isOpen = names.contains("*") || (!listensOnLoopback && names.isEmpty)
    hosts = isOpen ? nil : Set(names + ["localhost", "127.0.0.1", "[::1]"])
  }

  func refusal(of head: RequestHead) -> WebResponse? {
    let host = (head.headers["Host"] ?? "").lowercased()
    let name = Self.name(of: host)
    if let hosts, !hosts.contains(name) {
      return WebResponse(status: 421, text: "This server is not called by this Host; allow it with --allowed-hosts.")
    }
    guard let origin = head.headers["Origin"]?.lowercased() else { return nil }
    // Its own pages: the same host and port, over either scheme, because TLS may end before us. Where every name is
    // allowed, one that an attacker owns may lead here; an address is nobody's.
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
