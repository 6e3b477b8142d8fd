import JSON

/// A reader by recursive descent over bytes. It looks at each byte a fixed number of times.
struct YAMLReader {
  private let text: [UInt8]
  let plain: YAML.PlainScalars
  /// The current position.
  var at = 0
  /// Where the current line begins.
  private(set) var lineStart = 0
  /// The members of mappings in block style, by places in the text.
  private(set) var outline: [OutlinedMember] = []
  /// Where the last value ended, perhaps with spaces after it.
  var valueEnd = 0

  init(_ text: [UInt8], _ plain: YAML.PlainScalars) {
    (self.text, self.plain) = (text, plain)
  }

  mutating func document() throws(YAMLError) -> JSON {
    let value = try node(inside: -1, after: .nothing, depth: 0)
    guard isAtEnd else { throw misplaced }
    return value
  }

  // MARK: - The position

  var byte: UInt8 { byte(after: 0) }
  var isAtEnd: Bool { at >= text.count }
  var column: Int { at - lineStart }

  func byte(after count: Int) -> UInt8 {
    let place = at + count
    return place < text.count ? text[place] : Byte.end
  }

  func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> { text[range] }

  /// Whether a comment may begin here.
  var isAfterSpace: Bool { at == lineStart || text[at - 1] == Byte.space || text[at - 1] == Byte.tab }

  /// Whether the current byte is an indicator such as `-`, which has a meaning only before a space or a line end.
  var isIndicator: Bool {
    switch byte(after: 1) {
    case Byte.space, Byte.tab, Byte.newline, Byte.end: true
    default: false
    }
  }

  mutating func startLine() {
    at += 1
    lineStart = at
  }

  /// Goes back to a position where this line or an earlier one was left.
  mutating func goBack(to place: (at: Int, lineStart: Int)) {
    (at, lineStart) = place
  }

  mutating func skip(_ skipped: UInt8...) {
    while skipped.contains(byte) { at += 1 }
  }

  mutating func skipComment() {
    while !isAtEnd, byte != Byte.newline { at += 1 }
  }

  /// Passes over spaces, line ends and comments.
  mutating func skipToContent(tabs: Bool = false) throws(YAMLError) {
    while true {
      switch byte {
      case Byte.space: at += 1
      case Byte.tab where tabs: at += 1
      case Byte.tab: throw tabError
      case Byte.newline: startLine()
      case Byte.hash where isAfterSpace: skipComment()
      default: return
      }
    }
  }

  /// Passes over the rest of a line after a value, and goes on to the next content.
  mutating func endLine() throws(YAMLError) {
    valueEnd = at
    skip(Byte.space)
    if byte == Byte.tab { throw tabError }
    guard isAtEnd || byte == Byte.newline || byte == Byte.hash && isAfterSpace else {
      throw error(
        byte == Byte.hash
          ? "a comment needs a space before it"
          : "there is text after the end of the value, or a quote or a comma is missing")
    }
    try skipToContent()
  }

  // MARK: - The outline

  /// A member of a mapping in block style.
  struct OutlinedMember {
    let key: String
    let depth: Int
    let start: Int
    let colon: Int
    var end: Int
  }

  /// Notes a member whose colon was read; returns its number.
  mutating func beginMember(_ key: String, _ depth: Int, start: Int) -> Int {
    valueEnd = at
    outline.append(OutlinedMember(key: key, depth: depth, start: start, colon: at, end: at))
    return outline.count - 1
  }

  /// Notes that the value of a member was read.
  mutating func endMember(_ number: Int) {
    outline[number].end = valueEnd
  }

  // MARK: - Errors

  func error(_ reason: String, at place: Int? = nil) -> YAMLError {
    let breaks = text[..<min(place ?? at, text.count)].reduce(0) { $1 == Byte.newline ? $0 + 1 : $0 }
    return YAMLError(reason, line: breaks + 1)
  }

  var tabError: YAMLError {
    error("a tab stands where YAML takes only spaces: indent with spaces, and put a text with tabs into quotes")
  }

  var misplaced: YAMLError {
    error("the indentation of this line fits none of the lines before it, or it is no member of what they begin")
  }

  func checkDepth(_ depth: Int) throws(YAMLError) {
    guard depth < YAML.maximumDepth else { throw error("the nesting is deeper than \(YAML.maximumDepth) levels") }
  }

  /// Refuses what begins with a character that has another meaning than a text.
  func refuseIndicators() throws(YAMLError) {
    switch byte {
    case UInt8(ascii: "&"): throw error("anchors (&name) are not supported; a text that begins with & needs quotes")
    case UInt8(ascii: "*"): throw error("aliases (*name) are not supported; a text that begins with * needs quotes")
    case UInt8(ascii: "!"): throw error("tags (!name) are not supported; a text that begins with ! needs quotes")
    case Byte.question where isIndicator: throw error("keys after a question mark are not supported")
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), Byte.comma, Byte.closeList, Byte.closeMapping,
      UInt8(ascii: "|"), UInt8(ascii: ">"), Byte.hash:
      throw error("a text cannot begin with \(Character(Unicode.Scalar(byte))) here; put it into quotes")
    case Byte.colon where isIndicator: throw error("there is no key before the colon")
    default: return
    }
  }
}
