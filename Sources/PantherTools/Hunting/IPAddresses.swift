import Foundation

/// A network of IPv4 addresses, from /16 to /32.
struct IPv4Network {
  let first: UInt32
  let bits: Int

  /// Reads `10.1.0.0/16`. Any address of the network may stand in it.
  /// - Throws: `IndicatorProblem` for a network of another size, and for IPv6.
  init(_ text: String) throws(IndicatorProblem) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let bits = Int(parts[1]) else { throw IndicatorProblem("is no network") }
    guard let address = Self.address(parts[0]) else {
      throw IndicatorProblem("is a network of IPv6, which cannot be searched for: give single addresses")
    }
    guard (16...32).contains(bits) else {
      throw IndicatorProblem("is a network that cannot be searched for: give one from /16 to /32")
    }
    self.bits = bits
    first = bits == 32 ? address : (address >> UInt32(32 - bits)) << UInt32(32 - bits)
  }

  /// Whether an address in dotted form is in the network.
  func contains(_ text: String) -> Bool {
    IPv4Network.address(text).map { $0 >= first && UInt64($0) < UInt64(first) + (1 << UInt64(32 - bits)) } ?? false
  }

  /// The condition in SQL that an address is in the network.
  ///
  /// - Parameter value: an SQL expression of the address as text.
  func condition(_ value: String) -> String {
    let (a, b) = (first >> 24, first >> 16 & 0xFF)
    let low = first & 0xFFFF
    let high = low + UInt32((1 << (32 - bits)) - 1)
    // No network is larger than /16, so all of its addresses have the same first two bytes.
    return """
      (\(value) LIKE '\(a).\(b).%' AND TRY_TO_NUMBER(SPLIT_PART(\(value), '.', 3)) * 256 \
      + TRY_TO_NUMBER(SPLIT_PART(\(value), '.', 4)) BETWEEN \(low) AND \(high))
      """
  }

  /// The number of an address in dotted form; nil for another text, also for one with leading zeros.
  static func address(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy(\.isDigit), let byte = UInt8(part),
        part == "\(byte)"
      else { return nil }
      number = number << 8 | UInt32(byte)
    }
    return number
  }
}

/// The ways in which logs write one IPv6 address, in lower case.
struct IPv6Spellings {
  let all: [String]

  /// Nil for a text that is no address.
  init?(_ text: String) {
    var address = in6_addr()
    let plain = text.split(separator: "%", maxSplits: 1).first.map(String.init) ?? text
    guard plain.contains(":"), inet_pton(AF_INET6, plain, &address) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: &address) { Array($0) }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil else { return nil }
    let short = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let whole = groups.map { String($0, radix: 16) }
    let padded = whole.map { String(repeating: "0", count: 4 - $0.utf8.count) + $0 }
    var seen: Set<String> = []
    all = [short, whole.joined(separator: ":"), padded.joined(separator: ":"), plain].filter {
      seen.insert($0).inserted
    }
  }
}
