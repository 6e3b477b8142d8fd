import JSON
import Text

extension YAMLReader {
  /// What stands before a value.
  enum Before {
    case nothing, key, dash
  }

  /// Reads the value that stands here or on the lines below, and goes on to the next content.
  ///
  /// - Parameter parent: the column of the mapping or list that the value is in.
  mutating func node(inside parent: Int, after before: Before, depth: Int) throws(YAMLError) -> JSON {
    let line = lineStart
    try skipToContent()
    // A line of its own may hold the first key of a mapping; the rest of the line of a key may not.
    let isOnNewLine = lineStart != line
    // A list may stand under its key without indentation.
    let isListUnderKey = before == .key && isOnNewLine && column == parent && byte == Byte.dash && isIndicator
    guard !isAtEnd, !isOnNewLine || column > parent || isListUnderKey else { return .null }
    try checkDepth(depth)
    let mayBeCollection = before != .key || isOnNewLine
    switch byte {
    case Byte.dash where isIndicator:
      guard mayBeCollection else { throw error("a list begins on the line after its key") }
      return try list(depth)
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return .string(try blockScalar(inside: parent))
    case Byte.openList, Byte.openMapping:
      let value = try flow(depth)
      try endLine()
      return value
    case Byte.quote, Byte.apostrophe:
      let start = at
      let content = try quoted()
      guard try isKey(from: start) else {
        try endLine()
        return .string(content)
      }
      guard mayBeCollection else { throw keyInValue }
      return try mapping(from: start, content, depth)
    default:
      let start = at
      try refuseIndicators()
      let first = try plainLine()
      guard byte != Byte.colon else {
        guard mayBeCollection else { throw keyInValue }
        return try mapping(from: start, try key(first), depth)
      }
      let value = try plainScalar(first, inside: parent)
      try endLine()
      return value
    }
  }

  private var keyInValue: YAMLError {
    error("a key stands inside the value of another key; a text with a colon and a space needs quotes")
  }

  private mutating func list(_ depth: Int) throws(YAMLError) -> JSON {
    let column = column
    var items: [JSON] = []
    while !isAtEnd, self.column == column, byte == Byte.dash, isIndicator {
      at += 1
      items.append(try node(inside: column, after: .dash, depth: depth + 1))
    }
    guard isAtEnd || self.column <= column else { throw misplaced }
    return .array(items)
  }

  /// Reads a mapping whose first key has been read.
  private mutating func mapping(from start: Int, _ first: String, _ depth: Int) throws(YAMLError) -> JSON {
    let column = start - lineStart
    var members = Members()
    var (start, key) = (start, first)
    while true {
      try members.append(key, to: self, at: start)
      at += 1
      let place = beginMember(key, depth, start: start)
      members.values.append(try node(inside: column, after: .key, depth: depth + 1))
      endMember(place)
      guard !isAtEnd, self.column >= column else { break }
      guard self.column == column else { throw misplaced }
      start = at
      key = try blockKey()
    }
    return members.object
  }

  private mutating func blockKey() throws(YAMLError) -> String {
    let start = at
    guard byte != Byte.dash || !isIndicator else {
      throw error("an item of a list stands where a key is expected")
    }
    if byte == Byte.quote || byte == Byte.apostrophe {
      let content = try quoted()
      guard try isKey(from: start) else { throw error("a colon is missing after the key", at: start) }
      return content
    }
    guard byte != Byte.openList, byte != Byte.openMapping else { throw error("a key must be a text") }
    try refuseIndicators()
    let line = try plainLine()
    guard byte == Byte.colon else { throw error("a key with a colon and a space after it is expected") }
    return try key(line)
  }

  /// Whether a quoted text is a key; the position is then at its colon.
  private mutating func isKey(from start: Int) throws(YAMLError) -> Bool {
    let end = at
    skip(Byte.space)
    guard byte == Byte.colon, isIndicator else {
      at = end
      return false
    }
    guard start >= lineStart else { throw error("a key must stand on one line", at: start) }
    return true
  }

  /// The key that a plain text is. YAML 1.1 takes some for other values than texts.
  func key(_ range: Range<Int>) throws(YAMLError) -> String {
    let content = String(decoding: bytes(range), as: UTF8.self)
    if plain == .typed {
      switch YAMLScalar(bytes(range)) {
      case .text: break
      // Written as decimal digits, a number is the same as a key in JSON.
      case .number(let number) where Int(number).map(String.init) == content: break
      default: throw error("the key \(content) is no text in YAML 1.1; put it into quotes", at: range.lowerBound)
      }
    }
    return content.readyToCompare
  }
}

/// The keys and values of a mapping that is being read.
struct Members {
  private var keys: [String] = []
  private var seen: Set<ExactText> = []
  var values: [JSON] = []

  mutating func append(_ key: String, to reader: YAMLReader, at place: Int) throws(YAMLError) {
    let key = key.readyToCompare
    guard seen.insert(ExactText(key)).inserted else {
      throw reader.error("the key \(key.beginning(60)) stands twice in one mapping", at: place)
    }
    keys.append(key)
  }

  var object: JSON { .object(JSON.Object(zip(keys, values))) }
}
