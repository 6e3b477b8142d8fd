import Text

extension JSON {
  /// The deepest nesting that is read. The parser recurses once per level, so this bounds its stack, too.
  package static let maximumDepth = 256

  /// Reads exactly one JSON text (RFC 8259, strict).
  ///
  /// The RFC leaves some things open. Here, of duplicate keys the last value stands, in the place of the first; an
  /// escaped surrogate without its other half becomes U+FFFD; invalid UTF-8 and a byte order mark are refused. Keys are
  /// made ready to be compared; strings keep their bytes.
  /// - Throws: `JSONError`, also for nesting beyond `maximumDepth`.
  package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    let parsed = bytes.withContiguousStorageIfAvailable { Result(parsing: $0) }
    self = try (parsed ?? Array(bytes).withUnsafeBufferPointer { Result(parsing: $0) }).get()
  }

  /// Reads exactly one JSON text, by the same rules as from bytes.
  /// - Throws: `JSONError`, also for nesting beyond `maximumDepth`.
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

/// A parser by recursive descent over bytes; it scans strings eight bytes at a time.
struct JSONParser {
  let text: UnsafeBufferPointer<UInt8>
  /// The current position.
  var at = 0
  /// Room for the string with escapes that is being read.
  var unescaped: [UInt8] = []

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

  func error(_ reason: String) -> JSONError {
    JSONError(reason: at < text.count ? reason : "unexpected end", offset: at)
  }

  /// The byte at the current position, or 0 at the end; NUL is legal nowhere, so it needs no optional.
  var byte: UInt8 { at < text.count ? text[at] : 0 }

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
      let key = try string().readyToCompare
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
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
