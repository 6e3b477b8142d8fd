import Foundation
import HTTPServer

/// Where a request comes from, as far as it matters for sharing what is scarce among those who ask.
package struct Asker: Sendable, Hashable {
  /// The address of the connection. Of IPv6 it is the network, because one machine has all the addresses of its own.
  let peer: String
  /// The address that a proxy saw, where there is one before this server. Nobody else has checked it, so it only
  /// divides what the peer has.
  let client: String

  /// - Parameter forwarded: the value of `X-Forwarded-For`. The nearest proxy adds the last address.
  package init(peer: String, forwarded: String? = nil) {
    self.peer = Self.network(of: peer)
    let last = forwarded?.utf8.split(separator: UInt8(ascii: ",")).last.map { String(Substring($0)) } ?? ""
    client = Self.network(of: String(last.utf8.prefix(60)) ?? "")
  }

  init(of request: WebRequest) {
    self.init(peer: request.remoteAddress, forwarded: request.head.headers["X-Forwarded-For"])
  }

  private static func network(of address: String) -> String {
    let text = address.trimmingCharacters(in: .whitespaces)
    var bytes = in6_addr()
    guard inet_pton(AF_INET6, text, &bytes) == 1 else { return text }
    return withUnsafeBytes(of: bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }
}
