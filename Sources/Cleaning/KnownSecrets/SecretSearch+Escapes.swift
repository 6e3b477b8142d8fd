import Foundation

/// Finds forms of secrets in which some characters are escaped.
extension UnsafeBufferPointer<UInt8> {
  /// Where a character is escaped. A form with an escaped character in it is looked for from its first one.
  func escapes(withSlashes: Bool) -> [Int] {
    var places: [Int] = []
    find(UInt8(ascii: "%"), &places) { $0.isHexDigit }
    find(UInt8(ascii: "&"), &places) { $0 == UInt8(ascii: "#") }
    find(UInt8(ascii: "\\"), &places) {
      $0 == UInt8(ascii: "u") || $0 == UInt8(ascii: "x") || withSlashes && $0 == UInt8(ascii: "/")
    }
    return places
  }

  /// Finds a byte where the one after it fits.
  private func find(_ byte: UInt8, _ places: inout [Int], before next: (UInt8) -> Bool) {
    guard let base = UnsafeRawPointer(baseAddress) else { return }
    var at = 0
    while at + 1 < count, let found = memchr(base + at, Int32(byte), count - at - 1) {
      let place = base.distance(to: UnsafeRawPointer(found))
      if next(self[place + 1]) { places.append(place) }
      at = place + 1
    }
  }

  /// The character that is escaped here, and where it ends. JSON inside JSON has more backslashes than one.
  private func escaped(at start: Int) -> (byte: UInt8, end: Int)? {
    switch self[start] {
    case UInt8(ascii: "%"): return number(at: start + 1, digits: 2, radix: 16)
    case UInt8(ascii: "&"):
      guard start + 2 < count, self[start + 1] == UInt8(ascii: "#") else { return nil }
      let isHex = self[start + 2] | 0x20 == UInt8(ascii: "x")
      let first = start + (isHex ? 3 : 2)
      let end = Swift.min(end(from: first, while: \.isHexDigit), first + 6)
      guard end < count, self[end] == UInt8(ascii: ";") else { return nil }
      return number(at: first, digits: end - first, radix: isHex ? 16 : 10).map { ($0.byte, end + 1) }
    case UInt8(ascii: "\\"):
      let end = end(from: start) { $0 == UInt8(ascii: "\\") }
      guard end < count else { return nil }
      return switch self[end] {
      case UInt8(ascii: "u"): number(at: end + 1, digits: 4, radix: 16)
      case UInt8(ascii: "x"): number(at: end + 1, digits: 2, radix: 16)
      case UInt8(ascii: "/"): (UInt8(ascii: "/"), end + 1)
      default: nil
      }
    default: return nil
    }
  }

  /// A character by its number; nil for one that is not ASCII.
  private func number(at start: Int, digits: Int, radix: Int) -> (byte: UInt8, end: Int)? {
    guard digits > 0, start + digits <= count else { return nil }
    var value = 0
    for digit in self[start..<start + digits] {
      guard digit.isDigit || radix == 16 && digit.isHexDigit else { return nil }
      value = value * radix + Int(digit.isDigit ? digit & 0x0F : (digit & 0x07) + 9)
    }
    return value < 0x80 ? (UInt8(value), start + digits) : nil
  }

  /// Where a form stands whose first escaped character is here; nil if it does not.
  func escapedPlace(of form: SecretForm, firstEscape: Int) -> Range<Int>? {
    let isSlash = self[firstEscape] == UInt8(ascii: "\\")
    let start = isSlash ? self.start(of: firstEscape) { $0 == UInt8(ascii: "\\") } : firstEscape
    guard let first = escaped(at: start) else { return nil }
    let byte = form.folds(first.byte)
    for index in form.pattern.indices where form.pattern[index] == byte {
      guard holds(form, from: 0, to: index, at: start - index) else { continue }
      if let end = end(of: form, from: index + 1, at: first.end) {
        return wholePlace(of: form, start - index..<end)
      }
    }
    return nil
  }

  private func end(of form: SecretForm, from first: Int, at start: Int) -> Int? {
    var at = start
    for wanted in form.pattern[first...] {
      guard at < count else { return nil }
      let (byte, end) = escaped(at: at) ?? (self[at], at + 1)
      guard form.folds(byte) == wanted else { return nil }
      at = end
    }
    return at
  }
}
