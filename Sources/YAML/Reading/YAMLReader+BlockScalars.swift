import JSON

extension YAMLReader {
  /// Reads a text after `|` or `>`, and goes on to the next content.
  mutating func blockScalar(inside parent: Int) throws(YAMLError) -> String {
    let isFolded = byte == UInt8(ascii: ">")
    at += 1
    let (keep, digit) = try blockHeader()
    var content: [UInt8] = []
    var indent = max(parent + 1, 1)
    var breaks: Int
    if let digit {
      indent += digit - 1
      breaks = skipEmptyLines(indent)
    } else {
      (indent, breaks) = try skipEmptyLines(atLeast: indent)
    }
    var hasLineEnd = false
    while column == indent, !isAtEnd {
      content.append(contentsOf: repeatElement(Byte.newline, count: breaks))
      let isMoreIndented = isSpace
      let start = at
      skipComment()
      content.append(contentsOf: bytes(start..<at))
      hasLineEnd = byte == Byte.newline
      if hasLineEnd { startLine() }
      breaks = skipEmptyLines(indent)
      guard column == indent, !isAtEnd else { break }
      if isFolded, !isMoreIndented, !isSpace {
        if breaks == 0 { content.append(Byte.space) }
      } else {
        content.append(Byte.newline)
      }
      hasLineEnd = false
    }
    if keep != Byte.dash, hasLineEnd { content.append(Byte.newline) }
    if keep == UInt8(ascii: "+") { content.append(contentsOf: repeatElement(Byte.newline, count: breaks)) }
    valueEnd = isAtEnd ? at : lineStart
    try skipToContent()
    return String(decoding: content, as: UTF8.self)
  }

  private var isSpace: Bool { byte == Byte.space || byte == Byte.tab }

  /// Reads what may follow `|` or `>`: `+` or `-`, and the indentation as a digit.
  private mutating func blockHeader() throws(YAMLError) -> (keep: UInt8?, digit: Int?) {
    var (keep, digit): (UInt8?, Int?) = (nil, nil)
    header: while true {
      switch byte {
      case UInt8(ascii: "+") where keep == nil, Byte.dash where keep == nil: keep = byte
      case UInt8(ascii: "1")...UInt8(ascii: "9") where digit == nil: digit = Int(byte - UInt8(ascii: "0"))
      default: break header
      }
      at += 1
    }
    let end = at
    skip(Byte.space)
    if byte == Byte.hash, at > end { skipComment() }
    guard byte == Byte.newline || isAtEnd else {
      throw error("after | or > only + or -, a digit and a comment may stand; the text begins on the next line")
    }
    if !isAtEnd { startLine() }
    return (keep, digit)
  }

  /// Passes over empty lines and the indentation of the line after them. Returns the number of empty lines.
  private mutating func skipEmptyLines(_ indent: Int) -> Int {
    var lines = 0
    while true {
      while column < indent, byte == Byte.space { at += 1 }
      guard byte == Byte.newline else { return lines }
      startLine()
      lines += 1
    }
  }

  /// Finds out the indentation of a text from its first line that is not empty.
  private mutating func skipEmptyLines(atLeast least: Int) throws(YAMLError) -> (indent: Int, lines: Int) {
    var (lines, most) = (0, 0)
    while true {
      skip(Byte.space)
      most = max(most, column)
      guard byte == Byte.newline else { break }
      startLine()
      lines += 1
    }
    let isEmpty = isAtEnd || column < least
    guard isEmpty || column == most else {
      throw error("an empty line before the text has more spaces than its first line; write the indentation as a digit")
    }
    return (max(least, most), lines)
  }
}
