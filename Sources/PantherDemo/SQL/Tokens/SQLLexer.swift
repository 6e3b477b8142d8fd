/// Cuts a statement into lexemes, without comments and white space.
///
/// The tokenizer of SQLGuard cannot replace it, because that one cuts `1.5e3` in two and reads `\n` in a string as `n`.
struct SQLLexer {
  private let bytes: [UInt8]
  private var position = 0

  /// The longest statement, in bytes. This limits what a statement can cost before it runs.
  static let longestStatement = 262_144

  init(_ sql: String) {
    bytes = Array(sql.utf8)
  }

  static func lexemes(of sql: String) throws -> [SQLLexeme] {
    guard sql.utf8.count <= longestStatement else {
      throw SQLError("the statement has \(sql.utf8.count) bytes; the demo data lake takes \(longestStatement)")
    }
    var lexer = SQLLexer(sql)
    var lexemes: [SQLLexeme] = []
    while true {
      let lexeme = try lexer.next()
      lexemes.append(lexeme)
      if lexeme.kind == .end { return lexemes }
    }
  }

  private mutating func next() throws -> SQLLexeme {
    try skipBlanks()
    let start = position
    guard let byte = peek() else { return SQLLexeme(kind: .end, range: start..<start) }
    let kind: SQLLexeme.Kind
    switch byte {
    case UInt8(ascii: "'"): kind = .string(try delimited(by: byte, backslashEscapes: true))
    case UInt8(ascii: "\""): kind = .quoted(try delimited(by: byte, backslashEscapes: false))
    case UInt8(ascii: "$") where peek(1) == byte: kind = .string(try dollarQuoted())
    case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = .number(number())
    case UInt8(ascii: ".") where Self.isDigit(peek(1)): kind = .number(number())
    case _ where Self.isWordStart(byte): kind = .word(word())
    default: kind = .symbol(try symbol())
    }
    return SQLLexeme(kind: kind, range: start..<position)
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  private mutating func skipBlanks() throws {
    while let byte = peek() {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        position += 1
      } else if byte == UInt8(ascii: "-"), peek(1) == byte {
        skipLine()
      } else if byte == UInt8(ascii: "/"), peek(1) == byte {
        skipLine()
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        position += 2
        while let byte = peek(), !(byte == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { position += 1 }
        guard peek() != nil else { throw SQLError("unterminated comment") }
        position += 2
      } else {
        return
      }
    }
  }

  private mutating func skipLine() {
    while let byte = peek(), byte != 0x0A { position += 1 }
  }

  private mutating func delimited(by quote: UInt8, backslashEscapes: Bool) throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek() {
      position += 1
      if byte == quote {
        guard peek() == quote else { return String(decoding: text, as: UTF8.self) }
        position += 1
        text.append(quote)
      } else if backslashEscapes, byte == UInt8(ascii: "\\"), let escaped = peek() {
        position += 1
        switch escaped {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        default: text.append(escaped)
        }
      } else {
        text.append(byte)
      }
    }
    throw SQLError("unterminated " + (quote == UInt8(ascii: "'") ? "string" : "quoted identifier"))
  }

  private mutating func dollarQuoted() throws -> String {
    position += 2
    let start = position
    while let byte = peek() {
      if byte == UInt8(ascii: "$"), peek(1) == byte {
        position += 2
        return String(decoding: bytes[start..<position - 2], as: UTF8.self)
      }
      position += 1
    }
    throw SQLError("unterminated dollar-quoted string")
  }

  private mutating func number() -> String {
    let start = position
    while Self.isDigit(peek()) { position += 1 }
    if peek() == UInt8(ascii: "."), Self.isDigit(peek(1)) || !Self.isWordStart(peek(1) ?? 0) {
      position += 1
      while Self.isDigit(peek()) { position += 1 }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let sign = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+") ? 1 : 0
      if Self.isDigit(peek(1 + sign)) {
        position += 1 + sign
        while Self.isDigit(peek()) { position += 1 }
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func word() -> String {
    let start = position
    while let byte = peek(), Self.isWordStart(byte) || Self.isDigit(byte) || byte == UInt8(ascii: "$") { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
  }

  private mutating func symbol() throws -> String {
    for symbol in ["::", "<>", "!=", "<=", ">=", "||", "=>", "->"] where matches(symbol) {
      position += 2
      return symbol
    }
    guard let byte = peek(), "()[],.;:=<>+-*/%{}".utf8.contains(byte) else {
      throw SQLError("unexpected character at byte \(position)")
    }
    position += 1
    return String(decoding: [byte], as: UTF8.self)
  }

  private func matches(_ symbol: String) -> Bool {
    let wanted = Array(symbol.utf8)
    return peek() == wanted[0] && peek(1) == wanted[1]
  }

  private static func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  /// Whether a bare word can start with this byte: a letter, `_`, or any byte beyond ASCII.
  private static func isWordStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
