/// Strings and their escapes.
extension JSONParser {
  mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    var isASCII = true
    while true {
      skipPlainASCII()
      switch byte {
      case UInt8(ascii: "\""):
        let slice = UnsafeBufferPointer(rebasing: text[start..<at])
        // Shorter strings need no memory of their own.
        if slice.count > 15 { try take(slice.count + Self.allocation) }
        at += 1
        if isASCII { return String(decoding: slice, as: UTF8.self) }
        return try validated(slice, from: start)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0x80...:
        isASCII = false
        repeat { at += 1 } while byte >= 0x80
      default: throw error("control character in a string")
      }
    }
  }

  /// Moves to the next quote, backslash, control character or byte beyond ASCII.
  private mutating func skipPlainASCII() {
    let high: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    while at + 8 <= text.count, let base = text.baseAddress {
      let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // The subtraction sets the top bit of each byte that is a control character, a quote or a backslash. A byte
      // beyond ASCII has it set already.
      let special = (word &- (ones &* 0x20)) | (quote &- ones) | (backslash &- ones) | word
      if special & high != 0 { break }
      at += 8
    }
    while at < text.count, text[at] >= 0x20, text[at] < 0x80, text[at] != 0x22, text[at] != 0x5C { at += 1 }
  }

  private func validated(_ bytes: some Sequence<UInt8>, from start: Int) throws(JSONError) -> String {
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(reason: "invalid UTF-8 in a string", offset: start)
    }
    return string
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    unescaped.removeAll(keepingCapacity: true)
    unescaped.append(contentsOf: text[start..<at])
    while true {
      switch byte {
      case UInt8(ascii: "\""):
        try take(unescaped.count + Self.allocation)
        at += 1
        return try validated(unescaped, from: start)
      case UInt8(ascii: "\\"):
        at += 1
        try escape()
      case 0x80...:
        unescaped.append(text[at])
        at += 1
      case 0x20...:
        let plain = at
        skipPlainASCII()
        unescaped.append(contentsOf: text[plain..<at])
      default: throw error("control character in a string")
      }
    }
  }

  private mutating func escape() throws(JSONError) {
    let plain: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = byte
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      at += 1
      unescaped.append(contentsOf: String(try unicodeEscape()).utf8)
      return
    default: throw error("unknown escape")
    }
    unescaped.append(plain)
    at += 1
  }

  /// Reads `\u` and four digits, or a surrogate pair of two such escapes; a surrogate that stands alone is U+FFFD.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try fourHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, byte == UInt8(ascii: "\\"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "u") else {
      return try loneSurrogate()
    }
    let back = at
    at += 2
    let second = try fourHexDigits()
    guard (0xDC00...0xDFFF).contains(second) else {
      at = back
      return try loneSurrogate()
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private func loneSurrogate() throws(JSONError) -> Unicode.Scalar {
    guard !refusesLoss else { throw error("half of a surrogate pair") }
    return "\u{FFFD}"
  }

  private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw error("expected four hex digits")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
