import Text

extension JSON {
  /// The deepest nesting that is read. The parser recurses once per level, so this bounds its stack, too.
  package static let maximumDepth = 256

  /// The most memory that the values of one text may take, in bytes. A list of numbers with one digit takes 24 times
  /// the memory of its text.
  package static let maximumMemory = 256 << 20

  /// Reads exactly one JSON text (RFC 8259, strict).
  ///
  /// The RFC leaves some things open. Here, of duplicate keys the last value stands, in the place of the first; an
  /// escaped surrogate without its other half becomes U+FFFD; invalid UTF-8 and a byte order mark are refused. Keys are
  /// made ready to be compared; strings keep their bytes.
  /// - Throws: `JSONError`, also for nesting beyond `maximumDepth`, and for values beyond `maximumMemory`.
  package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    var memory = Self.maximumMemory
    try self.init(parsing: bytes, within: &memory)
  }

  /// Reads exactly one JSON text, by the same rules, within a bound on the memory that its values take.
  ///
  /// - Parameter memory: the most memory to take, in bytes. What the values take is subtracted from it, roughly and
  ///   rather too much than too little, also where this throws.
  /// - Throws: `JSONError`; its `isTooLarge` tells whether the memory was too little.
  package init(parsing bytes: some Collection<UInt8>, within memory: inout Int) throws(JSONError) {
    let parsed = bytes.withContiguousStorageIfAvailable { Result(parsing: $0, within: &memory) }
    self = try (parsed ?? Array(bytes).withUnsafeBufferPointer { Result(parsing: $0, within: &memory) }).get()
  }

  /// Reads exactly one JSON text, by the same rules as from bytes.
  /// - Throws: `JSONError`, also for nesting beyond `maximumDepth`.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: text.utf8)
  }

  /// Reads exactly one JSON text of which nothing is lost: duplicate keys and lone surrogates are refused as well.
  /// - Throws: `JSONError`, also for nesting beyond `maximumDepth`.
  package init(losslesslyParsing bytes: [UInt8]) throws(JSONError) {
    var memory = Self.maximumMemory
    self = try bytes.withUnsafeBufferPointer { Result(parsing: $0, within: &memory, refusesLoss: true) }.get()
  }
}

extension Result<JSON, JSONError> {
  fileprivate init(
    parsing buffer: UnsafeBufferPointer<UInt8>, within memory: inout Int, refusesLoss: Bool = false
  ) {
    var parser = JSONParser(buffer, memory: memory, refusesLoss: refusesLoss)
    defer { memory = parser.memory }
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
  /// The last object at each depth, of which the keys are expected again.
  var earlier: [[JSON.Member]] = []
  /// The memory that is left for values, in bytes.
  private(set) var memory: Int
  /// Whether a text is refused of which the value would not say everything.
  let refusesLoss: Bool

  init(_ text: UnsafeBufferPointer<UInt8>, memory: Int, refusesLoss: Bool) {
    self.text = text
    self.memory = memory
    self.refusesLoss = refusesLoss
  }

  /// What an array or a long string takes beside its elements: the header and what the allocator rounds up.
  static let allocation = 48

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

  mutating func skipSpace() {
    while at < text.count {
      switch text[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  /// Subtracts from the memory that is left what a part of a value takes.
  mutating func take(_ bytes: Int) throws(JSONError) {
    memory -= bytes
    guard memory >= 0 else {
      throw JSONError(reason: "its values take too much memory", offset: at, isTooLarge: true)
    }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    // A list grows by doubling, so half of its room may be empty.
    try take(2 * MemoryLayout<JSON>.stride)
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

  mutating func enter(_ depth: Int) throws(JSONError) {
    try take(Self.allocation)
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
