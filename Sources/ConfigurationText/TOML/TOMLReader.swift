import JSON
import Text

/// A reader of TOML by recursive descent over bytes. It notes where each statement stands.
struct TOMLReader {
  let text: [UInt8]
  var at = 0
  private(set) var statements: [TOMLStatement] = []
  private let root = TOMLTable()

  init(_ text: [UInt8]) {
    self.text = text
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  mutating func document() throws(ConfigurationTextError) -> JSON.Object {
    if let place = text.indices.first(where: { text[$0] == 0x0D && text[($0 + 1)...].first != 0x0A }) {
      throw error("a carriage return stands without a line feed", at: place)
    }
    var table = (node: root, path: [String]())
    while true {
      skipBlankLines()
      guard !isAtEnd else { return root.object }
      let start = at
      if byte == UInt8(ascii: "[") {
        table = try header(start)
      } else {
        let path = try keyPath()
        try expect("=", "after a key")
        let place = at
        try table.node.set(try value(depth: 0), at: path, { error($0, at: start) })
        statements.append(
          TOMLStatement(.value(place..<at), path: table.path + path, table: table.path, range: start..<at))
      }
      try endLine()
    }
  }

  private mutating func header(_ start: Int) throws(ConfigurationTextError) -> (node: TOMLTable, path: [String]) {
    at += 1
    let isList = byte == UInt8(ascii: "[")
    if isList { at += 1 }
    skipBlanks()
    let path = try keyPath()
    try expect("]", "at the end of the name of a table", skips: false)
    if isList { try expect("]", "at the end of the name of a list of tables", skips: false) }
    let node = try root.table(at: path, isList: isList) { error($0, at: start) }
    statements.append(TOMLStatement(isList ? .list : .table, path: path, table: path, range: start..<at))
    return (node, path)
  }

  mutating func keyPath() throws(ConfigurationTextError) -> [String] {
    var path = [try key()]
    while byte == UInt8(ascii: ".") {
      at += 1
      skipBlanks()
      path.append(try key())
      // Each part is one more level of tables.
      guard path.count <= 16 else { throw error("a key has more than 16 parts") }
    }
    return path
  }

  private mutating func key() throws(ConfigurationTextError) -> String {
    defer { skipBlanks() }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return try string(mayHaveLines: false).readyToCompare
    }
    let start = at
    while byte.isTOMLKey { at += 1 }
    guard at > start else { throw error("a key is expected") }
    return String(decoding: text[start..<at], as: UTF8.self)
  }

  // MARK: Values

  mutating func value(depth: Int) throws(ConfigurationTextError) -> JSON {
    guard depth < 100 else { throw error("the nesting is deeper than 100 levels") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(mayHaveLines: true))
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "{"): return try inlineTable(depth)
    default: return try word()
    }
  }

  private mutating func list(_ depth: Int) throws(ConfigurationTextError) -> JSON {
    let start = at
    var values: [JSON] = []
    at += 1
    while true {
      try skipInBrackets(from: start)
      guard byte != UInt8(ascii: "]") else { break }
      values.append(try value(depth: depth + 1))
      try skipInBrackets(from: start)
      guard byte != UInt8(ascii: ",") else {
        at += 1
        continue
      }
      guard byte == UInt8(ascii: "]") else { throw error("a comma or ] is expected in the list") }
    }
    at += 1
    return .array(values)
  }

  private mutating func inlineTable(_ depth: Int) throws(ConfigurationTextError) -> JSON {
    let start = at
    let table = TOMLTable()
    at += 1
    while true {
      try skipInBrackets(from: start)
      guard byte != UInt8(ascii: "}") else { break }
      let place = at
      let path = try keyPath()
      try expect("=", "after a key")
      try table.set(try value(depth: depth + 1), at: path, { error($0, at: place) })
      try skipInBrackets(from: start)
      guard byte != UInt8(ascii: ",") else {
        at += 1
        continue
      }
      guard byte == UInt8(ascii: "}") else { throw error("a comma or } is expected in the table") }
    }
    at += 1
    return .object(table.object)
  }

  /// Reads a boolean, a number or a date.
  private mutating func word() throws(ConfigurationTextError) -> JSON {
    let start = at
    while byte.isTOMLKey || "+.:".utf8.contains(byte) { at += 1 }
    // A date may have a space before its time.
    if at - start == 10, byte == 0x20, text[start + 4] == UInt8(ascii: "-"), at + 1 < text.count,
      (UInt8(ascii: "0")...UInt8(ascii: "2")).contains(text[at + 1])
    {
      at += 1
      while byte.isTOMLKey || "+.:".utf8.contains(byte) { at += 1 }
    }
    let word = String(decoding: text[start..<at], as: UTF8.self)
    switch word {
    case "true": return true
    case "false": return false
    default:
      guard TOMLWord.isNumberOrDate(word) else {
        throw error("a value is expected: a text in quotes, a number, true, false, a date, [ or {", at: start)
      }
      return (try? JSON(parsing: word)) ?? [.null, .string(word)]
    }
  }
}

/// One statement of a TOML text.
struct TOMLStatement: Sendable {
  enum Kind: Sendable {
    /// The head of a table, in brackets.
    case table
    /// The head of an element of a list of tables, in double brackets.
    case list
    /// A key with a value, and where the value stands.
    case value(Range<Int>)
  }

  let kind: Kind
  /// All keys from the root.
  let path: [String]
  /// The path of the table in whose part of the text it stands.
  let table: [String]
  let range: Range<Int>

  init(_ kind: Kind, path: [String], table: [String], range: Range<Int>) {
    (self.kind, self.path, self.table, self.range) = (kind, path, table, range)
  }
}

extension UInt8 {
  /// Whether a key without quotes may hold it.
  fileprivate var isTOMLKey: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
