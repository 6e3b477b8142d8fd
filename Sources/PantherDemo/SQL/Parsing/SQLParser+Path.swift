extension SQLParser {
  /// Reads what may follow an operand: `:key.key`, `['key']`, `[0]` and `::type`.
  mutating func postfix(_ operand: SQLExpression) throws -> SQLExpression {
    var result = operand
    var steps: [SQLPathStep] = []
    var casts = 0
    while true {
      if take(symbol: ":") {
        steps.append(.key(try key()))
      } else if !steps.isEmpty, take(symbol: ".") {
        steps.append(.key(try key()))
      } else if take(symbol: "[") {
        steps.append(try subscriptStep())
      } else if take(symbol: "::") {
        if !steps.isEmpty { result = .path(result, steps) }
        steps = []
        casts += 1
        guard casts <= 8 else { throw SQLError("too many casts") }
        result = .cast(result, try type(), isTry: false)
      } else {
        return steps.isEmpty ? result : .path(result, steps)
      }
    }
  }

  /// Reads a key of a path. Unlike the name of a column, it keeps its case.
  private mutating func key() throws -> String {
    let original = originalText
    switch current {
    case .word:
      advance()
      return original
    case .quoted(let name):
      advance()
      return name
    default: throw unexpected(wanted: "a key")
    }
  }

  private mutating func subscriptStep() throws -> SQLPathStep {
    let step: SQLPathStep
    switch current {
    case .string(let key): step = .key(key)
    case .number(let text):
      guard let index = Int(text) else { throw unexpected() }
      step = .index(index)
    default: throw SQLError.unsupported("subscripts other than a constant")
    }
    advance()
    try expect(symbol: "]")
    return step
  }

  mutating func type() throws -> SQLType {
    let name = try identifier(allowsReserved: true)
    if take(symbol: "(") {
      repeat {
        guard case .number = current else { throw unexpected() }
        advance()
      } while take(symbol: ",")
      try expect(symbol: ")")
    }
    switch name {
    case "string", "varchar", "text", "char", "nvarchar": return .text
    case "int", "integer", "bigint", "smallint", "tinyint", "number", "numeric", "decimal": return .int
    case "float", "double", "real", "float8": return .real
    case "boolean", "bool": return .bool
    case "date": return .date
    case "timestamp", "timestamp_ntz", "timestamp_ltz", "timestamp_tz", "datetime": return .time
    case "variant", "object", "array": return .variant
    default: throw SQLError("unsupported data type '\(name)'")
    }
  }
}
