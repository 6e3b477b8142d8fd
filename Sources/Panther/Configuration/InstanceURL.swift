import Foundation
import WebAddresses

/// An absolute http or https URL without query or fragment, in the parts by which it is decided where a token may go.
struct InstanceURL: Sendable, Equatable {
  var scheme: String
  /// The host in lower case; an IPv6 address has its brackets.
  var host: String
  var port: Int?
  /// The path, percent-encoded. It is empty, or begins with a slash and does not end with one.
  var path: String

  var text: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)" }

  /// Reads a URL as people write it, also a host alone and with slashes at the end.
  ///
  /// A host alone means https, or http when it is this machine.
  init?(_ text: String) {
    let hasScheme = text.contains("://")
    guard let parts = URLComponents(string: hasScheme ? text : "https://\(text)"),
      let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http",
      let name = parts.percentEncodedHost?.lowercased(), !name.isEmpty, !name.contains("%"),
      parts.user == nil, parts.password == nil
    else { return nil }
    self.scheme = scheme
    host = name.contains(":") && !name.hasPrefix("[") ? "[\(name)]" : name
    port = parts.port
    path = String(parts.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
    guard !hasScheme else { return }
    if isLoopback { self.scheme = "http" }
    // A single word is more likely a part of a name than a host of the local network.
    if !isLoopback && !host.contains(".") { return nil }
  }

  /// Whether the host is this machine.
  var isLoopback: Bool { Loopback.contains(host) }

  /// This URL without a suffix of its path; nil when the path does not end with it.
  func removing(suffix: String) -> InstanceURL? {
    guard path.hasSuffix(suffix) else { return nil }
    var shorter = self
    shorter.path = String(path.dropLast(suffix.count))
    return shorter
  }
}
