import JSON

extension YAMLReader {
  /// Reads a text in quotes, which may go over several lines.
  mutating func quoted() throws(YAMLError) -> String {
    let start = at
    let mark = byte
    var content: [UInt8] = []
    at += 1
    while true {
      guard !isAtEnd else { throw error("this quote has no end", at: start) }
      switch byte {
      case mark:
        at += 1
        // Two apostrophes stand for one.
        guard mark == Byte.apostrophe, byte == mark else { return String(decoding: content, as: UTF8.self) }
        at += 1
        content.append(mark)
      case Byte.backslash where mark == Byte.quote: try escape(&content)
      case Byte.space, Byte.tab, Byte.newline:
        let place = at
        skip(Byte.space, Byte.tab)
        // Spaces at a line end do not count.
        if byte == Byte.newline {
          content.append(contentsOf: Self.folded(skipBreaks(Byte.tab)))
        } else {
          content.append(contentsOf: bytes(place..<at))
        }
      default:
        content.append(byte)
        at += 1
      }
    }
  }

  private mutating func escape(_ content: inout [UInt8]) throws(YAMLError) {
    let start = at
    let letter = byte(after: 1)
    at += letter == Byte.newline ? 1 : 2
    switch letter {
    case Byte.newline:
      // The line end is escaped away; empty lines after it count.
      content.append(contentsOf: repeatElement(Byte.newline, count: skipBreaks(Byte.tab) - 1))
    case UInt8(ascii: "x"): content.append(contentsOf: try utf8(try hex(2, start), start))
    case UInt8(ascii: "U"): content.append(contentsOf: try utf8(try hex(8, start), start))
    case UInt8(ascii: "u"):
      var unit = try hex(4, start)
      // JSON writes what is beyond U+FFFF as two escapes.
      if 0xD800..<0xDC00 ~= unit, byte == Byte.backslash, byte(after: 1) == UInt8(ascii: "u") {
        at += 2
        let low = try hex(4, start)
        guard 0xDC00..<0xE000 ~= low else { throw noCharacter(start) }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      content.append(contentsOf: try utf8(unit, start))
    default:
      guard let scalar = Self.escapes[letter] else {
        throw error(
          "this escape is unknown: in double quotes a backslash is written \\\\, in single quotes it stands for itself",
          at: start)
      }
      content.append(contentsOf: String(scalar).utf8)
    }
  }

  private mutating func hex(_ count: Int, _ start: Int) throws(YAMLError) -> UInt32 {
    let digits = String(decoding: (0..<count).map { byte(after: $0) }, as: UTF8.self)
    guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let value = UInt32(digits, radix: 16)
    else { throw error("\(count) hexadecimal digits are expected in this escape", at: start) }
    at += count
    return value
  }

  private func utf8(_ value: UInt32, _ start: Int) throws(YAMLError) -> String.UTF8View {
    guard let scalar = Unicode.Scalar(value) else { throw noCharacter(start) }
    return String(scalar).utf8
  }

  private func noCharacter(_ start: Int) -> YAMLError { error("this escape stands for no character", at: start) }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "0"): "\u{0}", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "t"): "\t",
    Byte.tab: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}", UInt8(ascii: "f"): "\u{C}",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", Byte.space: " ", Byte.quote: "\"", Byte.backslash: "\\",
    UInt8(ascii: "/"): "/", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "L"): "\u{2028}",
    UInt8(ascii: "P"): "\u{2029}",
  ]
}
