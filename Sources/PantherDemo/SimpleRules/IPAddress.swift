import Foundation

/// An IP address of version 4 or 6.
struct IPAddress: Sendable {
  /// 4 or 16 bytes.
  let bytes: [UInt8]

  init?(_ text: String) {
    guard text.utf8.count < 50, !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      bytes = withUnsafeBytes(of: six) { Array($0) }
    } else {
      return nil
    }
  }

  /// Python's `is_private`: not only private networks, but all that are for documentation or another special use.
  var isPrivate: Bool { Self.privateNetworks.contains { $0.contains(self) } }

  /// Python's `is_global`. The addresses of carriers' networks are neither private nor global.
  var isGlobal: Bool { !isPrivate && !(IPNetwork("100.64.0.0/10")?.contains(self) ?? false) }

  private static let privateNetworks = [
    "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29", "192.0.0.170/31",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "::/127",
    "::ffff:0:0/96", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10",
  ].compactMap(IPNetwork.init)
}

/// A block of addresses, such as `10.0.0.0/8`.
struct IPNetwork: Sendable {
  private let address: IPAddress
  private let length: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
    guard let length = parts.count == 1 ? address.bytes.count * 8 : Int(parts[1]),
      0...address.bytes.count * 8 ~= length
    else { return nil }
    (self.address, self.length) = (address, length)
  }

  func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    return zip(address.bytes, other.bytes).enumerated().allSatisfy { place, bytes in
      let bits = min(8, max(0, length - place * 8))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      return bytes.0 & mask == bytes.1 & mask
    }
  }
}
