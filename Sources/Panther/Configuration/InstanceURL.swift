import Foundation
import WebAddresses

/// An absolute http or https URL without query or fragment, in the parts that decide where a token may go.
struct InstanceURL: Sendable, Equatable {
  var scheme: String
  /// In lower case; an IPv6 address has its brackets.
  var host: String
  var port: Int?
  /// Percent-encoded; empty, or with a leading and without a trailing slash.
  var path: String

  var text: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)" }

  /// Reads a URL as people write it: white space around it, a bare host, trailing slashes.
  ///
  /// A bare host means https, or http where it is this machine.
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
    // A single word is more likely half of a name than a host of the local network.
    if !isLoopback && !host.contains(".") { return nil }
  }

  /// Whether the host is this machine.
  var isLoopback: Bool { Loopback.contains(host) }

  /// This URL without a suffix of its path; nil when the path does not end so.
  func removing(suffix: String) -> InstanceURL? {
    guard path.hasSuffix(suffix) else { return nil }
    var shorter = self
    shorter.path = String(path.dropLast(suffix.count))
    return shorter
  }
}
