import MCP
import Text

/// A value to look for in logs, such as an address or a hash, and where logs have it.
struct Indicator {
  enum Kind: String {
    case address = "IP address"
    case network
    /// `first.last` is written like a domain.
    case domain = "domain or user name"
    case email = "e-mail"
    case md5 = "MD5 hash"
    case sha1 = "SHA-1 hash"
    case sha256 = "SHA-256 hash"
    case arn = "ARN"
    case account = "AWS account"
    case instance = "AWS instance"
    case mac = "MAC address"
    case user = "user name"

    /// The columns of Panther's that have values of this kind.
    var columns: [String] {
      switch self {
      case .address, .network: ["p_any_ip_addresses"]
      case .domain: ["p_any_domain_names", "p_any_usernames", "p_any_actor_ids"]
      case .email: ["p_any_emails", "p_any_usernames", "p_any_actor_ids"]
      case .md5: ["p_any_md5_hashes"]
      case .sha1: ["p_any_sha1_hashes"]
      case .sha256: ["p_any_sha256_hashes"]
      case .arn: ["p_any_aws_arns", "p_any_actor_ids"]
      case .account: ["p_any_aws_account_ids"]
      case .instance: ["p_any_aws_instance_ids"]
      case .mac: ["p_any_mac_addresses"]
      case .user: ["p_any_usernames", "p_any_actor_ids", "p_any_emails"]
      }
    }
  }

  let kind: Kind
  /// The value as it is searched for, with nothing defanged.
  let value: String
  /// The ways in which logs may write it, in lower case.
  let forms: [String]
  /// The addresses of a network; nil for any other kind.
  var network: IPv4Network?

  /// The longest value that is searched for, and the longest that all of a call may be, in characters: a statement of
  /// the data lake has an end.
  static let (longest, longestTogether) = (10_240, 40_960)
  /// The value as an answer names it: the beginning of a very long one.
  var shown: String {
    let count = value.unicodeScalars.count
    return count > 300 ? "\(value.beginning(300))… (\(count) characters)" : value
  }

  /// Whether a value of a log is the one that is searched for.
  func matches(_ text: String) -> Bool {
    guard let network else { return forms.contains(text.lowercased()) }
    return network.contains(text)
  }

  /// Finds out what a text is.
  /// - Throws: `IndicatorProblem` for what cannot be searched for.
  init(_ given: String) throws(IndicatorProblem) {
    let text = Self.refanged(given)
    guard !text.isEmpty else { throw IndicatorProblem("is empty") }
    guard text.unicodeScalars.count <= Self.longest else {
      throw IndicatorProblem("is longer than \(Self.longest) characters")
    }
    value = text
    let lower = text.lowercased()
    if let slash = lower.firstIndex(of: "/"), Self.isNetwork(lower, slash) {
      network = try IPv4Network(lower)
      (kind, forms) = (.network, [])
    } else if IPv4Network.address(lower) != nil {
      // Some logs write it as an address of IPv6.
      (kind, forms) = (.address, [lower, "::ffff:" + lower])
    } else if let spellings = IPv6Spellings(lower) {
      (kind, forms) = (.address, spellings.all)
    } else if let mac = Self.spellings(ofMAC: lower) {
      (kind, forms) = (.mac, mac)
    } else if lower.hasPrefix("arn:") {
      (kind, forms) = (.arn, [lower])
    } else if lower.utf8.allSatisfy(\.isLowercaseHex),
      let hash = [32: Kind.md5, 40: .sha1, 64: .sha256][lower.utf8.count]
    {
      (kind, forms) = (hash, [lower])
    } else if lower.utf8.count == 12, lower.utf8.allSatisfy(\.isDigit) {
      (kind, forms) = (.account, [lower])
    } else if lower.hasPrefix("i-"), [8, 17].contains(lower.utf8.count - 2),
      lower.utf8.dropFirst(2).allSatisfy(\.isLowercaseHex)
    {
      (kind, forms) = (.instance, [lower])
    } else if lower.contains("@") {
      (kind, forms) = (.email, [lower])
    } else if Self.isDomain(lower) {
      (kind, forms) = (.domain, [lower])
    } else {
      (kind, forms) = (.user, [lower])
    }
  }

  /// The text as it was before somebody made it harmless to click on: `hxxp://evil[.]com` is `evil.com`.
  static func refanged(_ text: String) -> String {
    var text = text.trimmed
    for (defanged, plain) in [
      ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[@]", "@"),
      ("[at]", "@"),
      ("(at)", "@"), ("[/]", "/"), ("[://]", "://"),
    ] {
      text = text.replacing(defanged, with: plain)
    }
    // Of a URL, logs have the host in a column of its own.
    for scheme in ["hxxps://", "hxxp://", "https://", "http://", "fxp://", "ftp://"]
    where text.lowercased().hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      let host = rest.split(separator: "@").last ?? rest
      text = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : String(host.prefix { $0 != ":" })
    }
    return host(of: text) ?? text
  }

  /// The host of a text that goes on with a port, a path or a dot: `203.0.113.7:443`, `evil.example/x`, `evil.example.`.
  /// Nil for any other text, such as a network.
  private static func host(of text: String) -> String? {
    let lower = text.lowercased()
    if lower.hasPrefix("::ffff:"), IPv4Network.address(String(lower.dropFirst(7))) != nil {
      return String(text.dropFirst(7))
    }
    if let slash = lower.firstIndex(of: "/"), isNetwork(lower, slash) { return nil }
    guard let match = text.wholeMatch(of: /([^\/:@\s]+?)\.?(:[0-9]{1,5})?(\/.*)?/), match.1.count < text.count else {
      return nil
    }
    let host = String(match.1)
    return IPv4Network.address(host) != nil || isDomain(host.lowercased()) ? host : nil
  }

  private static func isNetwork(_ text: String, _ slash: String.Index) -> Bool {
    let bits = text[text.index(after: slash)...]
    let address = String(text[..<slash])
    guard !bits.isEmpty, bits.utf8.count <= 3, bits.utf8.allSatisfy(\.isDigit) else { return false }
    return IPv4Network.address(address) != nil || IPv6Spellings(address) != nil
  }

  private static func spellings(ofMAC text: String) -> [String]? {
    let digits = text.utf8.filter(\.isLowercaseHex)
    guard digits.count == 12, text.utf8.count > 12,
      text.utf8.allSatisfy({ $0.isLowercaseHex || ":-.".utf8.contains($0) })
    else {
      return nil
    }
    let plain = String(decoding: digits, as: UTF8.self)
    func joined(_ length: Int, _ separator: String) -> String {
      stride(from: 0, to: 12, by: length).map { String(plain.dropFirst($0).prefix(length)) }.joined(
        separator: separator)
    }
    return [joined(2, ":"), joined(2, "-"), joined(4, "."), plain]
  }

  private static func isDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, last.count > 1, last.contains(where: \.isLetter) else {
      return false
    }
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
  }
}

/// Why a value cannot be searched for, in words that follow it.
struct IndicatorProblem: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  /// Whether it is a hexadecimal digit in lower case.
  var isLowercaseHex: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
}
