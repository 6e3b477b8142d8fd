/// The hosts that are this machine.
package enum Loopback {
  /// Whether a host is a name or an address of this machine: `localhost` and names under it (RFC 6761, 6.3),
  /// `127.0.0.0/8`, and `::1` with or without brackets. No name is looked up.
  package static func contains(_ host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "[::1]" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
  }
}
