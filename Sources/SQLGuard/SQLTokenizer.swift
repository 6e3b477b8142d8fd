/// Cuts an SQL text into tokens, in one pass over its bytes.
///
/// The dialect is Snowflake's: backslash escapes in strings, `//` comments, `$$` strings, block comments that do not
/// nest. Backticks quote identifiers, too, because Databricks uses them.
struct SQLTokenizer {
  private let bytes: [UInt8]
  private var at = 0
  private var tokens: [SQLToken] = []
  /// What databases read in different ways, by where it stands.
  private var disputed: (what: String, at: Int)?

  private init(_ sql: String) {
    bytes = Array(sql.utf8)
  }

  /// - Throws: `SQLRefusal` for a quote or comment without an end, and for control characters.
  static func tokens(of sql: String) throws(SQLRefusal) -> [SQLToken] {
    try read(sql).tokens
  }

  /// The tokens, and what another database than Snowflake would cut in another way: there, something may be SQL that is
  /// no SQL here. It is nil where all of them agree.
  static func read(_ sql: String) throws(SQLRefusal) -> (tokens: [SQLToken], disputed: (what: String, at: Int)?) {
    var tokenizer = SQLTokenizer(sql)
    while tokenizer.at < tokenizer.bytes.count { try tokenizer.next() }
    return (tokenizer.tokens, tokenizer.disputed)
  }

  private mutating func dispute(_ what: String) {
    if disputed == nil { disputed = (what, at) }
  }

  private func byte(_ offset: Int) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  private func starts(with text: StaticString) -> Bool {
    (0..<text.utf8CodeUnitCount).allSatisfy { byte($0) == text.utf8Start[$0] }
  }

  private mutating func next() throws(SQLRefusal) {
    switch bytes[at] {
    case 0x20, 0x09...0x0D: at += 1
    case 0x00..<0x20, 0x7F: throw .text("a control character", at: at, in: bytes)
    case _ where starts(with: "--") || starts(with: "//"): try lineComment()
    case _ where starts(with: "/*"): try blockComment()
    case _ where starts(with: "$$"): try dollarString()
    case UInt8(ascii: "'"): try quoted("a string", .string, hasEscapes: true)
    case UInt8(ascii: "\""), UInt8(ascii: "`"): try quoted("a quoted name", .quoted, hasEscapes: false)
    case let byte where byte.isDigit: number()
    case let byte where byte.continuesName:
      if spaceLength > 0 { at += spaceLength } else { word() }
    default: symbol()
    }
  }

  private mutating func append(_ kind: SQLToken.Kind, _ text: String, from start: Int) {
    tokens.append(SQLToken(kind: kind, text: text, range: start..<at))
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: Comments and quotes

  /// Some readers end the comment at a carriage return alone and some do not, so they would see different statements.
  private mutating func lineComment() throws(SQLRefusal) {
    while at < bytes.count, bytes[at] != 0x0A {
      if bytes[at] == 0x0D, at + 1 < bytes.count, bytes[at + 1] != 0x0A {
        throw .text("a carriage return without a line feed in a comment", at: at, in: bytes)
      }
      // Spark's comment goes on in the next line.
      if bytes[at] == UInt8(ascii: "\\"), [0x0A, 0x0D].contains(byte(1)) { dispute("a backslash that ends a comment") }
      at += 1
    }
  }

  private mutating func blockComment() throws(SQLRefusal) {
    let start = at
    at += 2
    while !starts(with: "*/") {
      guard at < bytes.count else { throw .unterminated("a comment", "*/", at: start, in: bytes) }
      if starts(with: "/*") { dispute("a comment in a comment") }
      at += 1
    }
    at += 2
  }

  private mutating func dollarString() throws(SQLRefusal) {
    let start = at
    at += 2
    while !starts(with: "$$") {
      guard at < bytes.count else { throw .unterminated("a $$ string", "$$", at: start, in: bytes) }
      at += 1
    }
    at += 2
    append(.string, text(start + 2..<at - 2), from: start)
  }

  private mutating func quoted(_ what: String, _ kind: SQLToken.Kind, hasEscapes: Bool) throws(SQLRefusal) {
    let start = at
    let quote = bytes[at]
    var content: [UInt8] = []
    at += 1
    while true {
      guard at < bytes.count else {
        throw .unterminated(what, String(decoding: [quote], as: UTF8.self), at: start, in: bytes)
      }
      if bytes[at] == quote {
        guard byte(1) == quote else { break }
        at += 1
      } else if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
        if byte(1) == quote { dispute("a backslash before a quote: write the quote twice instead") }
        if hasEscapes { at += 1 } else { dispute("a backslash in a quoted name") }
      }
      content.append(bytes[at])
      at += 1
    }
    at += 1
    append(kind, String(decoding: content, as: UTF8.self), from: start)
  }

  // MARK: Words, numbers, symbols

  private mutating func word() {
    let start = at
    var lower: [UInt8] = []
    while at < bytes.count, byte(0).continuesName, spaceLength == 0 {
      lower.append(bytes[at].lowered)
      at += 1
    }
    let follows = tokens.last.map { $0.isSymbol(".") || $0.isSymbol(":") } ?? false
    append(follows ? .step : .word, String(decoding: lower, as: UTF8.self), from: start)
  }

  /// Reads also `90m`, which macros take without quotes. The point of `1.FROM` belongs to the number.
  private mutating func number() {
    let start = at
    while byte(0).isDigit { at += 1 }
    if byte(0) == UInt8(ascii: "."), byte(1) != UInt8(ascii: ".") {
      at += 1
      while byte(0).isDigit { at += 1 }
    } else {
      while byte(0) < 0x80, byte(0).continuesName { at += 1 }
    }
    append(.number, text(start..<at), from: start)
    var end = at
    while end < bytes.count, bytes[end].continuesName { end += 1 }
    // Some databases read `1e5FROM` as a number and a word.
    let word = bytes[start..<end].drop { $0.isDigit || $0 == UInt8(ascii: ".") }
    if word.count > 3, !word.dropFirst().allSatisfy(\.isDigit) { dispute("a word without a space after a number") }
  }

  private mutating func symbol() {
    let start = at
    at += starts(with: "->>") ? 3 : starts(with: "::") || starts(with: "||") ? 2 : 1
    append(.symbol, text(start..<at), from: start)
  }

  /// The length in bytes of a space beyond ASCII, which texts pasted from documents have, or 0.
  private var spaceLength: Int {
    switch (byte(0), byte(1), byte(2)) {
    case (0xC2, 0xA0, _): 2
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): 3
    default: 0
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  fileprivate var lowered: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }

  fileprivate var continuesName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80..., UInt8(ascii: "_"),
      UInt8(ascii: "$"):
      true
    default: isDigit
    }
  }
}
