import JSON

/// A field that a document selects, with its arguments worked out.
struct GraphQLField {
  var alias: String
  var name: String
  var arguments: JSON.Object = [:]
  var selections: [GraphQLField] = []
  /// The type that `... on` names.
  var type: String?

  func argument(_ path: String...) -> JSON? { JSON.object(arguments)[path: path] }

  func child(_ name: String) -> GraphQLField? { selections.first { $0.name == name } }
}

struct GraphQLError: Error {
  let message: String
  var code = "BAD_REQUEST"
}

/// Reads as much of a GraphQL document as is needed to answer one operation. Depth and size are bounded.
struct GraphQLDocument {
  private static let deepest = 40
  private static let mostFields = 5000

  private enum Token: Equatable {
    case name(String), string(String), number(String), symbol(Unicode.Scalar), spread, end
  }

  private struct Operation {
    var kind: String
    var name: String?
    var start: Int
    var defaults: JSON.Object
  }

  private var tokens: [Token] = []
  private var position = 0
  private var depth = 0
  private var count = 0
  private var variables: JSON.Object
  private var operations: [Operation] = []
  private var fragments: [String: (type: String, start: Int)] = [:]

  init(_ text: String, variables: JSON.Object) throws {
    self.variables = variables
    guard text.utf8.count <= 1_000_000 else { throw GraphQLError(message: "the document is too long") }
    tokens = try Self.tokens(of: text)
    try readDefinitions()
  }

  /// The kind (`query` or `mutation`) and root fields of an operation; without a name, of the only one.
  mutating func operation(_ name: String?) throws -> (kind: String, fields: [GraphQLField]) {
    let found = name.flatMap { name in operations.first { $0.name == name } } ?? (name == nil ? operations.first : nil)
    guard let found, name != nil || operations.count == 1 else {
      throw GraphQLError(message: "operationName does not name an operation of the document")
    }
    for member in found.defaults.members where variables[member.key] == nil { variables[member.key] = member.value }
    position = found.start
    return (found.kind, try selectionSet())
  }

  private mutating func readDefinitions() throws {
    while current != .end {
      if current == .symbol("{") {
        operations.append(Operation(kind: "query", name: nil, start: position, defaults: [:]))
        try skipBlock()
        continue
      }
      let kind = try name()
      if kind == "fragment" {
        let name = try name()
        _ = try self.name()
        let type = try self.name()
        fragments[name] = (type, position)
      } else {
        guard kind == "query" || kind == "mutation" else { throw unexpected() }
        var operation = Operation(kind: kind, name: nil, start: 0, defaults: [:])
        if case .name(let name) = current {
          operation.name = name
          position += 1
        }
        if current == .symbol("(") { operation.defaults = try variableDefaults() }
        operation.start = position
        operations.append(operation)
      }
      guard current == .symbol("{") else { throw unexpected() }
      try skipBlock()
    }
    guard !operations.isEmpty else { throw GraphQLError(message: "the document has no operation") }
  }

  private mutating func skipBlock() throws {
    var open = 0
    repeat {
      if current == .symbol("{") { open += 1 }
      if current == .symbol("}") { open -= 1 }
      guard current != .end else { throw unexpected() }
      position += 1
    } while open > 0
  }

  private mutating func variableDefaults() throws -> JSON.Object {
    var defaults: JSON.Object = [:]
    position += 1
    while !take(")") {
      guard take("$") else { throw unexpected() }
      let variable = try name()
      guard take(":") else { throw unexpected() }
      while current == .symbol("[") || current == .symbol("]") || current == .symbol("!") || isName { position += 1 }
      if take("=") { defaults[variable] = try value() }
    }
    return defaults
  }

  private mutating func selectionSet() throws -> [GraphQLField] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw GraphQLError(message: "the document is nested too deeply") }
    guard take("{") else { throw unexpected() }
    var fields: [GraphQLField] = []
    while !take("}") {
      count += 1
      guard count <= Self.mostFields else { throw GraphQLError(message: "the document selects too many fields") }
      if current == .spread {
        position += 1
        fields += try spread()
      } else {
        fields.append(try field())
      }
    }
    return fields
  }

  private mutating func spread() throws -> [GraphQLField] {
    var type: String?
    var fields: [GraphQLField]
    if case .name(let name) = current, name != "on" {
      position += 1
      guard let fragment = fragments[name] else { throw GraphQLError(message: "unknown fragment \(name)") }
      try directives()
      let back = position
      position = fragment.start
      type = fragment.type
      fields = try selectionSet()
      position = back
    } else {
      if take(name: "on") { type = try name() }
      try directives()
      fields = try selectionSet()
    }
    for index in fields.indices where fields[index].type == nil { fields[index].type = type }
    return fields
  }

  private mutating func field() throws -> GraphQLField {
    let first = try name()
    var field = GraphQLField(alias: first, name: first)
    if take(":") { field.name = try name() }
    if take("(") {
      while !take(")") {
        let argument = try name()
        guard take(":") else { throw unexpected() }
        field.arguments[argument] = try value()
      }
    }
    try directives()
    if current == .symbol("{") { field.selections = try selectionSet() }
    return field
  }

  /// Reads over directives; none of them changes what the demo instance answers.
  private mutating func directives() throws {
    while take("@") {
      _ = try name()
      guard take("(") else { continue }
      while !take(")") {
        _ = try name()
        guard take(":") else { throw unexpected() }
        _ = try value()
      }
    }
  }

  private mutating func value() throws -> JSON {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw GraphQLError(message: "the document is nested too deeply") }
    let token = current
    position += 1
    switch token {
    case .string(let text): return .string(text)
    case .number(let text):
      guard let number = try? JSON(parsing: text) else { throw GraphQLError(message: "invalid number \(text)") }
      return number
    case .name("true"): return true
    case .name("false"): return false
    case .name("null"): return .null
    case .name(let text): return .string(text)
    case .symbol("$"): return variables[try name()] ?? .null
    case .symbol("["):
      var items: [JSON] = []
      while !take("]") { items.append(try value()) }
      return .array(items)
    case .symbol("{"):
      var object: JSON.Object = [:]
      while !take("}") {
        let key = try name()
        guard take(":") else { throw unexpected() }
        object[key] = try value()
      }
      return .object(object)
    default:
      position -= 1
      throw unexpected()
    }
  }

  // MARK: Tokens

  private var current: Token { position < tokens.count ? tokens[position] : .end }

  private var isName: Bool {
    if case .name = current { true } else { false }
  }

  private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    guard current == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func take(name: String) -> Bool {
    guard current == .name(name) else { return false }
    position += 1
    return true
  }

  private mutating func name() throws -> String {
    guard case .name(let name) = current else { throw unexpected() }
    position += 1
    return name
  }

  private func unexpected() -> GraphQLError {
    GraphQLError(message: "Syntax Error: unexpected token \(position) of the document", code: "GRAPHQL_PARSE_FAILED")
  }

  private static func tokens(of text: String) throws -> [Token] {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    var position = 0
    func isName(_ byte: UInt8) -> Bool {
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    while position < bytes.count {
      let start = position
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0x09, 0x0A, 0x0D, 0x20, 0x2C, 0xEF, 0xBB, 0xBF: continue
      case UInt8(ascii: "#"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      case UInt8(ascii: "."):
        guard bytes[start...].starts(with: [byte, byte, byte]) else { throw GraphQLError(message: "unexpected '.'") }
        position += 2
        tokens.append(.spread)
      case UInt8(ascii: "\""): tokens.append(.string(try string(bytes, &position)))
      case UInt8(ascii: "-"), 0x30...0x39:
        while position < bytes.count, isName(bytes[position]) || [0x2B, 0x2D, 0x2E].contains(bytes[position]) {
          position += 1
        }
        tokens.append(.number(String(decoding: bytes[start..<position], as: UTF8.self)))
      case _ where isName(byte):
        while position < bytes.count, isName(bytes[position]) { position += 1 }
        tokens.append(.name(String(decoding: bytes[start..<position], as: UTF8.self)))
      default: tokens.append(.symbol(Unicode.Scalar(byte)))
      }
    }
    return tokens
  }

  /// A string or block string, the first quote of which is read already.
  private static func string(_ bytes: [UInt8], _ position: inout Int) throws -> String {
    let quote = UInt8(ascii: "\"")
    let start = position
    if bytes[start...].starts(with: [quote, quote]) {
      position += 2
      while position < bytes.count {
        if bytes[position...].starts(with: [quote, quote, quote]) {
          position += 3
          return String(decoding: bytes[start + 2..<position - 3], as: UTF8.self)
        }
        position += 1
      }
    }
    while position < bytes.count, bytes[position] != 0x0A {
      let byte = bytes[position]
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == quote {
        // GraphQL's escapes are those of JSON.
        guard let text = try? JSON(parsing: bytes[start - 1..<position]).string else { break }
        return text
      }
    }
    throw GraphQLError(message: "Syntax Error: unterminated or invalid string", code: "GRAPHQL_PARSE_FAILED")
  }
}
