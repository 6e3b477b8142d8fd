/// The bytes of the one document of a text, with `\n` as the only line end.
///
/// The marks of the document are gone, and so are characters that no YAML may hold. Lines keep their numbers.
enum YAMLSource {
  static func document(of text: String) throws(YAMLError) -> [UInt8] {
    guard text.utf8.count <= YAML.maximumSize else {
      throw YAMLError("the text is longer than the limit of \(YAML.maximumSize >> 20) MB", line: 1)
    }
    var bytes = try lines(of: text)
    try removeMarks(&bytes)
    return bytes
  }

  private static func lines(of text: String) throws(YAMLError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var line = 1
    var lastWasReturn = false
    for (place, scalar) in text.unicodeScalars.enumerated() {
      defer { lastWasReturn = scalar == "\r" }
      switch scalar {
      case "\n" where lastWasReturn: continue
      case "\n", "\r":
        bytes.append(Byte.newline)
        line += 1
      case "\u{FEFF}" where place == 0: continue
      case "\t", " "..."~": bytes.append(UInt8(scalar.value))
      case "\u{85}", "\u{2028}", "\u{2029}":
        // YAML 1.1 ends a line here, YAML 1.2 does not.
        throw YAMLError(
          "U+\(hex(scalar)) ends a line in some readers of YAML and not in others; write it as an escape in double "
            + "quotes", line: line)
      case "\u{0}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
        throw YAMLError(
          "YAML cannot hold the character U+\(hex(scalar)); write it as an escape in double quotes", line: line)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return bytes
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// Puts spaces in the place of the `---` at the start, and removes `...` and what follows it.
  private static func removeMarks(_ bytes: inout [UInt8]) throws(YAMLError) {
    var (start, line) = (0, 1)
    var hasBegun = false
    var ending: Int?
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: Byte.newline) ?? bytes.count
      let content = bytes[start..<end]
      if isMark(content, "---") {
        guard !hasBegun, ending == nil else {
          throw YAMLError("the text holds several documents; only one is read", line: line)
        }
        guard isBlank(content.dropFirst(3)) else {
          throw YAMLError("the document begins on the line after ---", line: line)
        }
        for place in start..<start + 3 { bytes[place] = Byte.space }
        hasBegun = true
      } else if isMark(content, "...") {
        guard isBlank(content.dropFirst(3)) else { throw YAMLError("nothing may follow ... on its line", line: line) }
        if ending == nil { ending = start }
      } else if !isBlank(content) {
        guard ending == nil else { throw YAMLError("the text holds several documents; only one is read", line: line) }
        guard hasBegun || content.first != UInt8(ascii: "%") else {
          throw YAMLError("directives (lines that begin with %) are not supported", line: line)
        }
        hasBegun = true
      }
      start = end + 1
      line += 1
    }
    if let ending { bytes.removeSubrange(ending...) }
  }

  private static func isMark(_ line: ArraySlice<UInt8>, _ mark: StaticString) -> Bool {
    guard line.count >= 3, mark.withUTF8Buffer({ line.prefix(3).elementsEqual($0) }) else { return false }
    return line.count == 3 || line[line.startIndex + 3] == Byte.space || line[line.startIndex + 3] == Byte.tab
  }

  /// Whether there is nothing but a comment, at most.
  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    let first = line.first { $0 != Byte.space && $0 != Byte.tab }
    return first == nil || first == Byte.hash
  }
}
