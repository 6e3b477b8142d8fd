import HTTPServer

/// The hosts and origins by which this server may be called.
///
/// The check stops web pages that make a DNS name point to this machine (DNS rebinding; MCP, Streamable HTTP,
/// Security).
package struct AllowedHosts: Sendable {
  /// The names of hosts, without ports; nil allows every name.
  private let hosts: Set<String>?
  private let origins: Set<String>
  private let listensOnLoopback: Bool

  private static let loopbackNames = ["localhost", "127.0.0.1", "[::1]"]

  /// Makes the set of allowed hosts and origins.
  ///
  /// - Parameters:
  ///   - listensOnLoopback: if so, only the names of this machine and those in `allowed` are allowed, and the names of
  ///     this machine count as one.
  ///   - allowed: further hosts (`mcp.acme.example`) and origins (`https://acme.example`); `*` allows every host.
  package init(listensOnLoopback: Bool, allowed: [String]) {
    let names = allowed.filter { !$0.contains("://") }.map { $0.lowercased() }
    origins = Set(
      allowed.filter { $0.contains("://") }.map { Self.comparable($0.lowercased(), listensOnLoopback) })
    let isOpen = names.contains("*") || (!listensOnLoopback && names.isEmpty)
    hosts = isOpen ? nil : Set(names + Self.loopbackNames)
    self.listensOnLoopback = listensOnLoopback
  }

  /// The response to a request with a Host or an Origin that is not allowed.
  func refusal(of head: RequestHead) -> WebResponse? {
    if let hosts, !hosts.contains(Self.name(of: Self.host(of: head))) {
      return WebResponse(status: 421, text: "This server is not called by this Host; allow it with --allowed-hosts.")
    }
    guard let origin = head.headers["Origin"]?.lowercased() else { return nil }
    if isOwn(origin, head) || isAllowed(origin) { return nil }
    return WebResponse(status: 403, text: "This Origin is not allowed; allow it with --allowed-hosts.")
  }

  /// The origin of a request whose page may read the response, as the client wrote it; nil for all others.
  ///
  /// Those are the origins that the operator allows. A page of this machine may have called a server of this machine by
  /// another of its names.
  func readableOrigin(_ head: RequestHead) -> String? {
    guard let written = head.headers["Origin"] else { return nil }
    let origin = written.lowercased()
    let isOwnMachine = listensOnLoopback && Self.loopbackNames.contains(Self.name(of: Self.host(of: head)))
    return isAllowed(origin) || isOwnMachine && isOwn(origin, head) ? written : nil
  }

  private func isAllowed(_ origin: String) -> Bool { origins.contains(Self.comparable(origin, listensOnLoopback)) }

  /// Whether an origin has the same host and port as this server, with either scheme, because a proxy may end TLS. But
  /// where every name is allowed, a name of an attacker may point here, so only an address is accepted there.
  private func isOwn(_ origin: String, _ head: RequestHead) -> Bool {
    let host = Self.host(of: head)
    let own = ["http://\(host)", "https://\(host)"].map { Self.comparable($0, listensOnLoopback) }
    return own.contains(Self.comparable(origin, listensOnLoopback))
      && (hosts != nil || Self.isAddress(Self.name(of: host)))
  }

  private static func host(of head: RequestHead) -> String { (head.headers["Host"] ?? "").lowercased() }

  /// An origin as browsers write it, without a slash at the end and the port that its scheme has anyway. All names of
  /// this machine are the same one.
  private static func comparable(_ origin: String, _ listensOnLoopback: Bool) -> String {
    guard let start = origin.firstRange(of: "://")?.upperBound else { return origin }
    let scheme = origin[..<start]
    var place = origin[start...]
    if place.hasSuffix("/") { place.removeLast() }
    let name = name(of: String(place))
    var port = place.dropFirst(name.count)
    if (scheme, port) == ("https://", ":443") || (scheme, port) == ("http://", ":80") { port = "" }
    return "\(scheme)\(listensOnLoopback && loopbackNames.contains(name) ? "localhost" : name)\(port)"
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
