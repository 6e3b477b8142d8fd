import Foundation

/// Finds forms of secrets in which some characters are escaped, or that have hidden characters in them.
extension UnsafeBufferPointer<UInt8> {
  /// Where a character is escaped or hidden. A form with such a character in it is looked for from its first one.
  func escapes(withSlashes: Bool) -> [Int] {
    var places: [Int] = []
    find(UInt8(ascii: "%"), &places) { $0.isHexDigit }
    find(UInt8(ascii: "&"), &places) { $0 == UInt8(ascii: "#") || $0.lowercased == UInt8(ascii: "a") }
    find(UInt8(ascii: "\\"), &places) {
      $0.standsForControl || $0 == UInt8(ascii: "u") || $0 == UInt8(ascii: "x")
        || withSlashes && $0 == UInt8(ascii: "/")
    }
    findControls(&places)
    find(0x7F, &places) { _ in true }
    find(0xC2, &places) { $0 < 0xA0 || $0 == 0xAD }
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

  /// Finds control characters. Nearly every text in JSON has none, so it looks at 64 bytes at a time: one of them is
  /// less than a space where the subtraction sets its highest bit, which was not set before.
  private func findControls(_ places: inout [Int]) {
    let bytes = UnsafeRawBufferPointer(self)
    let space = SIMD16<UInt8>(repeating: 0x20)
    var at = 0
    while at < count {
      if at + 64 <= count {
        var highest = SIMD16<UInt8>()
        for offset in 0..<4 {
          let part = bytes.loadUnaligned(fromByteOffset: at + offset * 16, as: SIMD16<UInt8>.self)
          highest |= (part &- space) & ~part
        }
        let halves = unsafeBitCast(highest, to: SIMD2<UInt64>.self)
        guard (halves[0] | halves[1]) & 0x8080_8080_8080_8080 != 0 else {
          at += 64
          continue
        }
      }
      let end = Swift.min(at + 64, count)
      while at < end {
        if self[at] < 0x20 { places.append(at) }
        at += 1
      }
    }
  }

  /// The scalar that is escaped here, and where its escape ends.
  private func escaped(at start: Int) -> (value: UInt32, end: Int)? {
    switch self[start] {
    case UInt8(ascii: "%"): percentEncoded(at: start)
    case UInt8(ascii: "&"): reference(at: start)
    case UInt8(ascii: "\\"): backslashed(at: start)
    default: nil
    }
  }

  /// `%5A`, and `%E2%80%8B` for a scalar of several bytes. The sign itself may have been encoded again, as in `%255A`.
  private func percentEncoded(at start: Int) -> (value: UInt32, end: Int)? {
    var digits = start + 1
    while starts("25", at: digits), digits + 3 < count, self[digits + 2].isHexDigit, self[digits + 3].isHexDigit {
      digits += 2
    }
    guard let first = number(at: digits, digits: 2, radix: 16) else { return nil }
    if first.value < 0x80 { return first }
    guard (0xC2..<0xF5).contains(first.value) else { return nil }
    let before = digits - start
    var bytes = [UInt8(first.value)]
    var end = first.end
    while bytes.count < (first.value < 0xE0 ? 2 : first.value < 0xF0 ? 3 : 4) {
      guard end < count, self[end] == self[start], let next = number(at: end + before, digits: 2, radix: 16) else {
        return nil
      }
      bytes.append(UInt8(next.value))
      end = next.end
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first.map { ($0.value, end) }
  }

  /// `&#90;` and `&#x5A;`, also without the semicolon. The sign itself may have been escaped again, as in `&amp;#90;`
  /// and `&#38;#90;`.
  private func reference(at start: Int) -> (value: UInt32, end: Int)? {
    var at = start + 1
    while true {
      if startsAnyCase("amp;", at: at) {
        at += 4
        if startsAnyCase("amp;", at: at) { continue }
        guard at < count, self[at] == UInt8(ascii: "#") else { return (UInt32(UInt8(ascii: "&")), at) }
      }
      guard let found = numericReference(at: at) else { return nil }
      let goesOn = found.end < count && self[found.end] == UInt8(ascii: "#") || startsAnyCase("amp;", at: found.end)
      guard found.value == UInt32(UInt8(ascii: "&")), goesOn else { return found }
      at = found.end
    }
  }

  /// `#90;` and `#x5A;`. Without the semicolon, a digit may follow that is no part of it.
  private func numericReference(at start: Int) -> (value: UInt32, end: Int)? {
    guard start + 1 < count, self[start] == UInt8(ascii: "#") else { return nil }
    let isHex = self[start + 1].lowercased == UInt8(ascii: "x")
    var value: UInt32 = 0
    var short: (value: UInt32, end: Int)?
    var end = isHex ? start + 2 : start + 1
    let last = Swift.min(count, end + 8)
    while end < last, let digit = self[end].hexValue, isHex || digit < 10 {
      value = value &* (isHex ? 16 : 10) &+ digit
      end += 1
      if value < 0x80 { short = (value, end) }
    }
    return end < count && self[end] == UInt8(ascii: ";") && short != nil ? (value, end + 1) : short
  }

  /// `\u005A`, `\u{5A}`, `\x5A`, `\n` and the like. JSON inside JSON has more backslashes than one.
  private func backslashed(at start: Int) -> (value: UInt32, end: Int)? {
    let letter = end(from: start) { $0 == UInt8(ascii: "\\") }
    guard letter < count else { return nil }
    switch self[letter] {
    case UInt8(ascii: "/"): return (UInt32(UInt8(ascii: "/")), letter + 1)
    case UInt8(ascii: "x"): return number(at: letter + 1, digits: 2, radix: 16)
    case UInt8(ascii: "u"):
      guard starts("{", at: letter + 1) else { return number(at: letter + 1, digits: 4, radix: 16) }
      let end = end(from: letter + 2, while: \.isHexDigit)
      guard end - letter <= 8, starts("}", at: end) else { return nil }
      return number(at: letter + 2, digits: end - letter - 2, radix: 16).map { ($0.value, end + 1) }
    case let byte: return byte.standsForControl ? (0, letter + 1) : nil
    }
  }

  /// The end of what stands here and is no part of any form: a character that cannot be seen, such as the end of a line
  /// in base64.
  private func gapEnd(at start: Int) -> Int? {
    switch self[start] {
    case 0x00..<0x20, 0x7F: return start + 1
    case 0xC2..<0xF5:
      let length = self[start] < 0xE0 ? 2 : self[start] < 0xF0 ? 3 : 4
      guard start + length <= count,
        let scalar = String(decoding: self[start..<start + length], as: UTF8.self).unicodeScalars.first
      else { return nil }
      return scalar.value != 0xFFFD && ScalarKind(scalar.value) == .hidden ? start + length : nil
    default:
      guard let escape = escaped(at: start) else { return nil }
      let isSeen =
        escape.value < 0x80 ? escape.value >= 0x20 && escape.value < 0x7F : ScalarKind(escape.value) != .hidden
      return isSeen ? nil : escape.end
    }
  }

  /// A number, and where it ends.
  private func number(at start: Int, digits: Int, radix: UInt32) -> (value: UInt32, end: Int)? {
    guard digits > 0, start + digits <= count else { return nil }
    var value: UInt32 = 0
    for byte in self[start..<start + digits] {
      guard let digit = byte.hexValue, digit < radix else { return nil }
      value = value * radix + digit
    }
    return (value, start + digits)
  }

  /// Where a form stands whose first escaped or hidden character is here; nil if there is none.
  func escapedPlace(of search: SecretSearch, firstEscape: Int) -> Range<Int>? {
    let isSlash = self[firstEscape] == UInt8(ascii: "\\")
    let start = isSlash ? self.start(of: firstEscape) { $0 == UInt8(ascii: "\\") } : firstEscape
    let gap = gapEnd(at: start)
    // A form is found by the block that follows, or close to its end by the one before.
    if let block = shownBlock(at: gap ?? start) {
      for (form, index) in search.candidates(block) where gap == nil || index > 0 {
        if let end = end(of: form, after: index, firstEscape: start, gap ?? start) {
          return wholePlace(of: form, start - index..<end)
        }
      }
    }
    guard start >= SecretSearch.length else { return nil }
    for (form, index) in search.candidates(block(at: start - SecretSearch.length)) {
      let index = index + SecretSearch.length
      guard index < form.pattern.count, index > form.pattern.count - SecretSearch.length else { continue }
      if let end = end(of: form, after: index, firstEscape: start, gap ?? start) {
        return wholePlace(of: form, start - index..<end)
      }
    }
    return nil
  }

  /// The end of a form of which so many bytes stand before its first escape; nil if it is not there.
  /// - Parameter next: where the form goes on.
  private func end(of form: SecretForm, after index: Int, firstEscape start: Int, _ next: Int) -> Int? {
    holds(form, from: 0, to: index, at: start - index) ? end(of: form, from: index, at: next) : nil
  }

  /// The block of the next four characters of a form, if it goes on here.
  private func shownBlock(at start: Int) -> UInt32? {
    var block: UInt32 = 0
    var at = start
    for place in 0..<SecretSearch.length {
      guard let (byte, end) = character(at: at) else { return nil }
      block |= SecretSearch.part(byte, at: place)
      at = end
    }
    return block
  }

  /// The most hidden characters that may stand between two of a form. Without a bound, a text of nothing but hidden
  /// characters would cost the square of its length.
  private var mostGaps: Int { 8 }

  private func end(of form: SecretForm, from first: Int, at start: Int) -> Int? {
    var at = start
    for wanted in form.pattern[first...] {
      guard let (byte, end) = character(at: at), form.folds(byte) == wanted else { return nil }
      at = end
    }
    return at
  }

  /// The character that stands here, behind hidden ones, as it is or escaped; and where it ends.
  private func character(at start: Int) -> (byte: UInt8, end: Int)? {
    var at = start
    var gaps = 0
    while gaps < mostGaps, at < count, let next = gapEnd(at: at) { (at, gaps) = (next, gaps + 1) }
    guard at < count else { return nil }
    let (value, end) = escaped(at: at) ?? (UInt32(self[at]), at + 1)
    return value <= 0xFF ? (UInt8(value), end) : nil
  }
}

extension UInt8 {
  /// Whether a backslash before this letter makes it a control character in JSON.
  fileprivate var standsForControl: Bool {
    switch self {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): true
    default: false
    }
  }

  fileprivate var hexValue: UInt32? {
    isDigit ? UInt32(self & 0x0F) : isHexDigit ? UInt32(self & 0x07) + 9 : nil
  }
}
