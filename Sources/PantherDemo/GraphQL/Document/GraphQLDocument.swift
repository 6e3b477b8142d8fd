import JSON

/// Reads as much of a GraphQL document as one operation needs. Depth and size are limited.
struct GraphQLDocument {
  private static let deepest = 40
  private static let mostFields = 5000

  private struct Operation {
    var kind: String
    var name: String?
    var start: Int
    var defaults: JSON.Object
  }

  private var tokens: [GraphQLToken] = []
  private var position = 0
  private var depth = 0
  private var count = 0
  private var variables: JSON.Object
  private var operations: [Operation] = []
  private var fragments: [String: (type: String, start: Int)] = [:]

  init(_ text: String, variables: JSON.Object) throws {
    self.variables = variables
    guard text.utf8.count <= 1_000_000 else { throw GraphQLError(message: "the document is too long") }
    tokens = try GraphQLToken.all(in: text)
    try readDefinitions()
  }

  /// The kind (`query` or `mutation`) and the root fields of an operation.
  ///
  /// - Parameter name: may be nil when the document has only one operation.
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

  /// Skips directives. They have no effect on what the demo instance answers.
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

  private var current: GraphQLToken { position < tokens.count ? tokens[position] : .end }

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
}
