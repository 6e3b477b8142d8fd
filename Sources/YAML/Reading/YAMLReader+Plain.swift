import JSON

extension YAMLReader {
  /// Passes over the plain text on this line, up to its end, a comment, or the colon that makes it a key.
  mutating func plainLine(inFlow: Bool = false) throws(YAMLError) -> Range<Int> {
    let start = at
    var end = at
    scanning: while !isAtEnd {
      switch byte {
      case Byte.newline: break scanning
      case Byte.space:
        at += 1
        continue scanning
      case Byte.tab:
        guard inFlow else { throw tabError }
        // What follows the tab decides whether it was at the end.
        let place = at
        skip(Byte.space, Byte.tab)
        let isOver = isAtEnd || endsPlainText(inFlow: inFlow) || byte == Byte.newline || byte == Byte.hash
        guard isOver else { throw error("a text with a tab needs quotes", at: place) }
        continue scanning
      case Byte.hash where at > start && isAfterSpace: break scanning
      default:
        if endsPlainText(inFlow: inFlow) { break scanning }
        at += 1
        end = at
      }
    }
    return start..<end
  }

  private func endsPlainText(inFlow: Bool) -> Bool {
    switch byte {
    case Byte.colon where isIndicator: true
    case Byte.colon where inFlow: Self.isBracketOrComma(byte(after: 1))
    default: inFlow && (Self.isBracketOrComma(byte) || byte == Byte.question)
    }
  }

  private static func isBracketOrComma(_ byte: UInt8) -> Bool {
    switch byte {
    case Byte.comma, Byte.openList, Byte.closeList, Byte.openMapping, Byte.closeMapping: true
    default: false
    }
  }

  /// Reads the further lines of a plain text, and gives the value that it stands for.
  ///
  /// - Parameter parent: the column of the block that the text is in; nil inside brackets.
  mutating func plainScalar(_ first: Range<Int>, inside parent: Int?) throws(YAMLError) -> JSON {
    var content = bytes(first)
    while byte == Byte.newline {
      let place = (at, lineStart)
      let breaks = skipBreaks()
      if byte == Byte.tab, parent != nil { throw tabError }
      guard !isAtEnd, byte != Byte.hash, parent.map({ column > $0 }) ?? true else {
        goBack(to: place)
        break
      }
      let line = try plainLine(inFlow: parent == nil)
      guard byte != Byte.colon else {
        throw error("a key stands inside a text of several lines; check the indentation, or put the text into quotes")
      }
      guard !line.isEmpty else { break }
      content.append(contentsOf: Self.folded(breaks))
      content.append(contentsOf: bytes(line))
    }
    if byte == Byte.question, parent == nil { throw error("a text in brackets that holds ? needs quotes") }
    return try value(of: content, at: first.lowerBound)
  }

  private func value(of content: ArraySlice<UInt8>, at place: Int) throws(YAMLError) -> JSON {
    guard plain == .typed else { return .string(String(decoding: content, as: UTF8.self)) }
    switch YAMLScalar(content) {
    case .text: return .string(String(decoding: content, as: UTF8.self))
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let text):
      guard let number = try? JSON(parsing: text) else { throw error("\(text) is no number of JSON", at: place) }
      return number
    case .refused(let reason): throw error(reason, at: place)
    }
  }

  /// Passes over a line end, the empty lines after it, and the spaces of the next line. Returns the number of line ends.
  mutating func skipBreaks(_ spaces: UInt8...) -> Int {
    var breaks = 0
    while true {
      switch byte {
      case Byte.newline:
        startLine()
        breaks += 1
      case Byte.space: at += 1
      case Byte.tab where spaces.contains(Byte.tab): at += 1
      default: return breaks
      }
    }
  }

  /// What line ends inside a text stand for: one is a space, and of several all but the first count.
  static func folded(_ breaks: Int) -> [UInt8] {
    breaks == 1 ? [Byte.space] : Array(repeating: Byte.newline, count: breaks - 1)
  }
}
