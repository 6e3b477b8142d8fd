import Foundation

extension String {
  /// Whether the UTF-8 bytes are equal. Swift's own `==` calls two strings equal that Unicode normalization makes
  /// equal, and would take two different ids or keys for one.
  @inlinable package func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && hasBytes(of: other)
  }

  /// Whether the bytes are equal, for a text of the same length.
  @usableFromInline func hasBytes(of other: String) -> Bool {
    let isSame = other.utf8.withContiguousStorageIfAvailable { isUTF8($0) }
    return isSame ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether its UTF-8 bytes are these.
  package func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8.count == bytes.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { own in
      guard let own = own.baseAddress, let start = bytes.baseAddress else { return true }
      return memcmp(own, start, bytes.count) == 0
    }
    return isSame ?? utf8.elementsEqual(bytes)
  }

  /// Whether the bytes of another text stand in this one, in time that the two lengths add up to.
  package func containsBytes(of other: String) -> Bool {
    let wanted = Array(other.utf8)
    guard !wanted.isEmpty else { return true }
    guard wanted.count <= utf8.count else { return false }
    // For each place in the wanted bytes: how many of its first bytes stand right before it, too (Knuth, Morris,
    // Pratt).
    var repeated = [0]
    func step(_ matched: Int, _ byte: UInt8) -> Int {
      var matched = matched
      while matched > 0, wanted[matched] != byte { matched = repeated[matched - 1] }
      return wanted[matched] == byte ? matched + 1 : 0
    }
    for byte in wanted.dropFirst() { repeated.append(step(repeated[repeated.count - 1], byte)) }
    var matched = 0
    for byte in utf8 {
      matched = step(matched, byte)
      if matched == wanted.count { return true }
    }
    return false
  }
}

extension Sequence<String> {
  /// Whether one of the texts has the same bytes. Most are told apart by their lengths alone.
  package func containsBytes(of text: String) -> Bool {
    contains { $0.hasSameBytes(as: text) }
  }
}
