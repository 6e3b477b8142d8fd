import Foundation

/// Finds forms of secrets in which some characters are escaped.
extension UnsafeBufferPointer<UInt8> {
  /// Where a character is escaped. A form with an escaped character in it is looked for from its first one.
  func escapes(withSlashes: Bool) -> [Int] {
    var places: [Int] = []
    find(UInt8(ascii: "%"), &places) { $0.isHexDigit }
    find(UInt8(ascii: "&"), &places) { $0 == UInt8(ascii: "#") }
    find(UInt8(ascii: "\\"), &places) {
      $0 == UInt8(ascii: "u") || $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "n") || $0 == UInt8(ascii: "r")
        || withSlashes && $0 == UInt8(ascii: "/")
    }
    // Lines end between characters of base64 in e-mail, and a hidden character may stand anywhere.
    find(0x0A, &places) { $0.isCredentialByte }
    find(0xC2, &places) { $0 == 0xAD }
    find(0xE2, &places) { $0 == 0x80 || $0 == 0x81 }
    find(0xEF, &places) { $0 == 0xBB || $0 == 0xB8 }
    find(0xF3, &places) { $0 == 0xA0 }
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
    case UInt8(ascii: "%"):
      // The sign itself may have been encoded again, as in `%255A`.
      var digits = start + 1
      while starts("25", at: digits), digits + 3 < count, self[digits + 2].isHexDigit, self[digits + 3].isHexDigit {
        digits += 2
      }
      return number(at: digits, digits: 2, radix: 16)
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

  /// The end of what stands here without being a part of the form: a hidden character, or the end of a line in base64.
  private func gapEnd(at start: Int, in form: SecretForm) -> Int? {
    switch self[start] {
    case 0x0A, 0x0D: return form.isBase64 ? start + 1 : nil
    case UInt8(ascii: "\\"):
      let letter = end(from: start) { $0 == UInt8(ascii: "\\") }
      guard letter < count else { return nil }
      switch self[letter] {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): return form.isBase64 ? letter + 1 : nil
      case UInt8(ascii: "u"):
        let braced = starts("{", at: letter + 1)
        let digits = letter + (braced ? 2 : 1)
        let end = end(from: digits, while: \.isHexDigit)
        let last = braced ? end : Swift.min(end, digits + 4)
        guard last - digits >= 2, last - digits <= 6, !braced || starts("}", at: end),
          let value = UInt32(String(decoding: self[digits..<last], as: UTF8.self), radix: 16), value >= 0x80
        else { return nil }
        return ScalarKind(value) == .hidden ? last + (braced ? 1 : 0) : nil
      default: return nil
      }
    case 0xC2..<0xF5:
      let length = self[start] < 0xE0 ? 2 : self[start] < 0xF0 ? 3 : 4
      guard start + length <= count,
        let scalar = String(decoding: self[start..<start + length], as: UTF8.self).unicodeScalars.first
      else { return nil }
      return scalar.value != 0xFFFD && ScalarKind(scalar.value) == .hidden ? start + length : nil
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
    var start = isSlash ? self.start(of: firstEscape) { $0 == UInt8(ascii: "\\") } : firstEscape
    if start > 0, self[start] == 0x0A, self[start - 1] == 0x0D { start -= 1 }
    if let next = gapEnd(at: start, in: form) {
      guard start > 0 else { return nil }
      let before = form.folds(self[start - 1])
      for index in form.pattern.indices.dropFirst() where form.pattern[index - 1] == before {
        guard holds(form, from: 0, to: index, at: start - index) else { continue }
        if let end = end(of: form, from: index, at: next) { return wholePlace(of: form, start - index..<end) }
      }
      return nil
    }
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
      while at < count, let next = gapEnd(at: at, in: form) { at = next }
      guard at < count else { return nil }
      let (byte, end) = escaped(at: at) ?? (self[at], at + 1)
      guard form.folds(byte) == wanted else { return nil }
      at = end
    }
    return at
  }
}
