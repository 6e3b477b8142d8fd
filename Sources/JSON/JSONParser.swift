/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  package let reason: String
  /// Offset in bytes from the start of the text.
  package let offset: Int

  package var description: String { "\(reason) at byte \(offset)" }
}

extension JSON {
  /// Deepest nesting that is read. The parser recurses once per level, so this also bounds its stack.
  package static let maximumDepth = 256

  /// Reads exactly one JSON text (RFC 8259, strict).
  ///
  /// Written rules for what the RFC leaves open: of duplicate keys the last value stands, in the place of the first;
  /// an escaped lone surrogate becomes U+FFFD; invalid UTF-8 and a byte order mark are refused.
  /// - Throws: `JSONError`, also for nesting beyond `maximumDepth`.
  package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    let parsed = bytes.withContiguousStorageIfAvailable { Result(parsing: $0) }
    self = try (parsed ?? Array(bytes).withUnsafeBufferPointer { Result(parsing: $0) }).get()
  }

  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: text.utf8)
  }
}

extension Result<JSON, JSONError> {
  fileprivate init(parsing buffer: UnsafeBufferPointer<UInt8>) {
    var parser = JSONParser(buffer)
    do throws(JSONError) {
      self = .success(try parser.document())
    } catch {
      self = .failure(error)
    }
  }
}

/// A recursive descent over bytes; strings are scanned eight bytes at a time.
private struct JSONParser {
  private let text: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var unescaped: [UInt8] = []

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard at == text.count else { throw error("unexpected text after the value") }
    return value
  }

  private func error(_ reason: String) -> JSONError {
    JSONError(reason: at < text.count ? reason : "unexpected end", offset: at)
  }

  /// The byte at the current position, or 0 at the end; NUL is legal nowhere, so it needs no optional.
  private var byte: UInt8 { at < text.count ? text[at] : 0 }

  private mutating func skipSpace() {
    while at < text.count {
      switch text[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw error("expected a value")
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard byte == word.utf8Start[index] else { throw error("expected \(word)") }
      at += 1
    }
    return value
  }

  private mutating func enter(_ depth: Int) throws(JSONError) {
    guard depth <= JSON.maximumDepth else { throw error("nesting deeper than \(JSON.maximumDepth)") }
    at += 1
    skipSpace()
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    try enter(depth)
    var elements: [JSON] = []
    if byte == UInt8(ascii: "]") {
      at += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","):
        at += 1
        skipSpace()
      case UInt8(ascii: "]"):
        at += 1
        return .array(elements)
      default: throw error("expected , or ]")
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    try enter(depth)
    var members: [JSON.Member] = []
    if byte == UInt8(ascii: "}") {
      at += 1
      return .object(JSON.Object())
    }
    while true {
      guard byte == UInt8(ascii: "\"") else { throw error("expected a key") }
      let key = try string()
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw error("expected :") }
      at += 1
      skipSpace()
      members.append(JSON.Member(key, try value(depth: depth)))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","):
        at += 1
        skipSpace()
      case UInt8(ascii: "}"):
        at += 1
        return .object(JSON.Object(mergingDuplicatesIn: members))
      default: throw error("expected , or }")
      }
    }
  }

  private mutating func digits() throws(JSONError) {
    guard byte.isDigit else { throw error("expected a digit") }
    repeat { at += 1 } while byte.isDigit
  }

  private mutating func number() throws(JSONError) -> JSON.Number {
    let start = at
    if byte == UInt8(ascii: "-") { at += 1 }
    if byte == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if byte == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return JSON.Number(text: String(decoding: text[start..<at], as: UTF8.self))
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    var isASCII = true
    while true {
      skipPlainASCII()
      switch byte {
      case UInt8(ascii: "\""):
        let slice = UnsafeBufferPointer(rebasing: text[start..<at])
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

  /// Goes on to the next quote, backslash, control character or byte beyond ASCII.
  private mutating func skipPlainASCII() {
    let high: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    while at + 8 <= text.count, let base = text.baseAddress {
      let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // A byte below its subtrahend borrows into its top bit; bytes beyond ASCII have theirs set already.
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

  /// The scalar of `\u` and four digits, of a surrogate pair, or U+FFFD for a surrogate that stands alone.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try fourHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, byte == UInt8(ascii: "\\"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "u") else {
      return "\u{FFFD}"
    }
    let back = at
    at += 2
    let second = try fourHexDigits()
    guard (0xDC00...0xDFFF).contains(second) else {
      at = back
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
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

extension JSON.Object {
  /// Keeps the last value of a duplicate key, in the place of the first.
  fileprivate init(mergingDuplicatesIn members: [JSON.Member]) {
    self = JSON.Object.hasDuplicates(members) ? JSON.Object(merging: members) : JSON.Object(unique: members)
  }

  private static func hasDuplicates(_ members: [JSON.Member]) -> Bool {
    guard members.count > 1 else { return false }
    if members.count > 12 { return Set(members.lazy.map(\.key)).count < members.count }
    for later in members.indices.dropFirst() {
      for earlier in 0..<later where members[earlier].key == members[later].key { return true }
    }
    return false
  }

  /// Slower than `hasDuplicates`, but a million duplicates must not cost a million look-ups of a million keys.
  private init(merging members: [JSON.Member]) {
    var places: [[UInt8]: Int] = [:]
    var merged: [JSON.Member] = []
    for member in members {
      let key = Array(member.key.utf8)
      if let place = places[key] {
        merged[place].value = member.value
      } else {
        places[key] = merged.count
        merged.append(member)
      }
    }
    self.init(unique: merged)
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
