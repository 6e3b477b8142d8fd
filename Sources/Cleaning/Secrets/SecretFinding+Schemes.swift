/// What an `Authorization` header carries: `Bearer …`, `Basic …` and the like.
extension UnsafeBufferPointer<UInt8> {
  /// The credentials after the name of a scheme; the name stays because it is evidence. Signatures of AWS requests and
  /// digests stay, too: they say who signed what, and nobody can use them again.
  func schemeCredentials(_ range: Range<Int>) -> Secret? {
    let scheme = self[range].firstIndex { !$0.isNameByte } ?? range.upperBound
    if scheme == range.upperBound {
      let value = self[range]
      guard range.count >= 16, value.contains(where: \.isDigit), value.contains(where: \.isLetter) else { return nil }
      return Secret(range: range, kind: "authorization")
    }
    guard self[scheme] == 0x20 else {
      let end = Swift.min(range.upperBound, end(from: range.lowerBound) { $0.isCredentialByte })
      guard end - range.lowerBound >= 16, self[range.lowerBound..<end].contains(where: \.isDigit) else { return nil }
      return Secret(range: range.lowerBound..<end, kind: "authorization")
    }
    let start = scheme + 1
    let end = Swift.min(range.upperBound, end(from: start) { $0.isCredentialByte })
    guard end - start >= 6, !isPlaceholder(start..<end) else { return nil }
    if startsAnyCase("bearer ", at: range.lowerBound) { return Secret(range: start..<end, kind: "bearer token") }
    if startsAnyCase("basic ", at: range.lowerBound) { return Secret(range: start..<end, kind: "basic credentials") }
    guard end - start >= 16, self[start..<end].contains(where: \.isDigit), !starts("Credential=", at: start) else {
      return nil
    }
    return Secret(range: start..<end, kind: "authorization")
  }

  /// The credentials after `Bearer` or `Basic` without a header's name before. In prose both are ordinary words, so
  /// what follows has to look like credentials.
  func authorizationValue(_ at: Int, _ floor: Int) -> Secret? {
    guard beginsWord(at, floor) else { return nil }
    if startsAnyCase("bearer ", at: at) {
      let end = end(from: at + 7) { $0.isCredentialByte }
      guard end - at >= 23, self[at + 7..<end].contains(where: \.isDigit) else { return nil }
      return Secret(range: at + 7..<end, kind: "bearer token")
    }
    guard startsAnyCase("basic ", at: at) else { return nil }
    let end = end(from: at + 6) { $0.isCredentialByte }
    guard isUserAndPassword(at + 6..<end) else { return nil }
    return Secret(range: at + 6..<end, kind: "basic credentials")
  }

  /// Whether the text is Base64 of printable ASCII with a colon in it.
  func isUserAndPassword(_ range: Range<Int>) -> Bool {
    guard range.count >= 8, range.count <= 512, range.count % 4 == 0 else { return false }
    var bits: UInt32 = 0
    var hasColon = false
    for (index, byte) in self[range].enumerated() {
      guard let digit = byte.base64Digit else {
        return byte == UInt8(ascii: "=") && index >= range.count - 2 && hasColon
      }
      bits = bits << 6 | digit
      guard index % 4 > 0 else { continue }
      let letter = bits >> (6 - 2 * UInt32(index % 4)) & 0xFF
      guard letter >= 0x20, letter != 0x7F else { return false }
      hasColon = hasColon || letter == 0x3A
    }
    return hasColon
  }
}

extension UInt8 {
  fileprivate var base64Digit: UInt32? {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(self - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(self - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
