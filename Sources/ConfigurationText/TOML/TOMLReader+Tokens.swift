/// Spaces, strings and errors.
extension TOMLReader {
  var byte: UInt8 { at < text.count ? text[at] : 0 }
  var isAtEnd: Bool { at >= text.count }

  func error(_ reason: String, at place: Int? = nil) -> ConfigurationTextError {
    ConfigurationTextError(reason, at: place ?? at, in: text)
  }

  mutating func skipBlanks() {
    while byte == 0x20 || byte == 0x09 { at += 1 }
  }

  mutating func skipBlankLines() {
    while !isAtEnd, byte.isJSONSpace || byte == UInt8(ascii: "#") {
      if byte == UInt8(ascii: "#") { at = text.endOfLine(at: at) } else { at += 1 }
    }
  }

  mutating func skipInBrackets(from start: Int) throws(ConfigurationTextError) {
    skipBlankLines()
    if isAtEnd { throw error("this bracket is not closed", at: start) }
  }

  mutating func expect(_ mark: Character, _ place: String, skips: Bool = true) throws(ConfigurationTextError) {
    guard byte == mark.asciiValue else { throw error("\(mark) is expected \(place)") }
    at += 1
    if skips { skipBlanks() }
  }

  mutating func endLine() throws(ConfigurationTextError) {
    skipBlanks()
    guard isAtEnd || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "#") else {
      throw error("there is text after the end of the value, or a quote is missing")
    }
    at = text.startOfNextLine(at: at)
  }

  /// Reads a text in quotes, simple or triple, with escapes or without.
  mutating func string(mayHaveLines: Bool) throws(ConfigurationTextError) -> String {
    let start = at
    let quote = byte
    let isTriple = mayHaveLines && text[at...].starts(with: [quote, quote, quote])
    at += isTriple ? 3 : 1
    if isTriple, byte == 0x0D { at += 1 }
    if isTriple, byte == 0x0A { at += 1 }
    var content: [UInt8] = []
    while true {
      guard !isAtEnd, isTriple || byte != 0x0A else { throw error("this quote has no end", at: start) }
      switch byte {
      case quote where !isTriple:
        at += 1
        return String(decoding: content, as: UTF8.self)
      case quote where text[at...].starts(with: [quote, quote, quote]):
        // Up to two quotes may stand directly before the end.
        while at + 3 < text.count, text[at + 3] == quote { content.append(take()) }
        at += 3
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): try escape(&content, isTriple)
      case 0..<0x09, 0x0B..<0x0D, 0x0E..<0x20, 0x7F: throw error("there is a control character in a text")
      default: content.append(take())
      }
    }
  }

  private mutating func take() -> UInt8 {
    defer { at += 1 }
    return byte
  }

  private mutating func escape(_ content: inout [UInt8], _ isTriple: Bool) throws(ConfigurationTextError) {
    let start = at
    at += 1
    let letter = take()
    switch letter {
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "e"): content.append(0x1B)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): content.append(letter)
    case UInt8(ascii: "x"): try scalar(2, start, &content)
    case UInt8(ascii: "u"): try scalar(4, start, &content)
    case UInt8(ascii: "U"): try scalar(8, start, &content)
    case let other where isTriple && other.isJSONSpace:
      // A backslash at the end of a line joins it with the next text.
      guard text[start + 1..<text.endOfLine(at: start)].allSatisfy(\.isJSONSpace) else { fallthrough }
      while byte.isJSONSpace, !isAtEnd { at += 1 }
    default: throw error("this escape is unknown; a backslash itself is written \\\\", at: start)
    }
  }

  private mutating func scalar(_ count: Int, _ start: Int, _ content: inout [UInt8]) throws(ConfigurationTextError) {
    let digits = String(decoding: text[at..<min(at + count, text.count)], as: UTF8.self)
    guard digits.utf8.count == count, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw error("this escape stands for no character", at: start) }
    content += String(scalar).utf8
    at += count
  }
}
