/// The target of a request: a path with a query, a whole http URI, or `*` for OPTIONS (RFC 9112, 3.2).
struct RequestTarget {
  /// The path as it was sent, percent-encoding included.
  let path: String
  let query: String?
  /// The host and port of a whole URI; they replace the Host field.
  let authority: String?

  /// Reads a target. CONNECT and its form of target are for proxies, and are refused.
  init(_ target: ArraySlice<UInt8>, method: String) throws(Refusal) {
    guard target.isEncoded(\.isTargetCharacterOrBracket) else { throw .malformed("The target is no valid URI") }
    if target.first == UInt8(ascii: "/") {
      (path, query) = Self.split(target)
      authority = nil
    } else if target.elementsEqual("*".utf8), method == "OPTIONS" {
      (path, query, authority) = ("*", nil, nil)
    } else if let rest = Self.afterScheme(target), method != "CONNECT" {
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      guard end > rest.startIndex, Authority.isValid(rest[..<end]) else {
        throw .malformed("The target has no valid host")
      }
      authority = String(decoding: rest[..<end], as: UTF8.self)
      let (path, query) = Self.split(rest[end...])
      (self.path, self.query) = (path.isEmpty ? "/" : path, query)
    } else {
      throw .malformed("The target is neither a path nor an http URI")
    }
    guard path.utf8.allSatisfy({ $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }) else {
      throw .malformed("The target is no valid URI")
    }
  }

  private static func split(_ target: ArraySlice<UInt8>) -> (path: String, query: String?) {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else {
      return (String(decoding: target, as: UTF8.self), nil)
    }
    return (
      String(decoding: target[..<mark], as: UTF8.self), String(decoding: target[(mark + 1)...], as: UTF8.self)
    )
  }

  private static func afterScheme(_ target: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for scheme in ["http://", "https://"]
    where target.count > scheme.utf8.count && zip(target, scheme.utf8).allSatisfy({ $0.lowercased == $1 }) {
      return target.dropFirst(scheme.utf8.count)
    }
    return nil
  }
}

/// The host and port in a target or a Host field.
enum Authority {
  /// Whether the text is a host, perhaps with a port, and has no user information (RFC 9110, 7.2). The host may be
  /// empty.
  static func isValid(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    var host = text[...]
    if let colon = text.lastIndex(of: .colon), text[colon...].dropFirst().allSatisfy(\.isDigit) {
      host = text[..<colon]
    }
    guard host.first == UInt8(ascii: "[") else { return host.isEncoded(\.isHostCharacter) }
    return host.last == UInt8(ascii: "]") && host.count > 2
      && host.dropFirst().dropLast().allSatisfy { $0.hexValue != nil || $0 == .colon || $0 == UInt8(ascii: ".") }
  }
}

extension UInt8 {
  /// Brackets are allowed too: they enclose an IPv6 address, and some clients send them in queries.
  fileprivate var isTargetCharacterOrBracket: Bool {
    isTargetCharacter || self == UInt8(ascii: "[") || self == UInt8(ascii: "]")
  }
}
