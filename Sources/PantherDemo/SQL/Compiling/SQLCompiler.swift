import JSON

/// Turns the expressions of one SELECT into closures that are called for each of its rows.
final class SQLCompiler {
  /// The deepest tree of closures, in nodes from the root.
  static let deepest = 120
  static let mostNodes = 20_000

  let scope: SQLScope
  let now: Instant
  private let run: (SQLQuery) throws -> SQLRelation
  private let aliases: [String: SQLExpression]
  private var expanding: Set<String> = []
  private var depth = 0
  private(set) var nodes = 0
  /// The expressions of GROUP BY; nil before `group(by:)`, while the frames are rows and not groups.
  private var groups: [SQLExpression]?
  private var groupOfColumn: [Int: Int] = [:]
  private(set) var aggregates: [SQLAggregate] = []
  private var isInsideAggregate = false

  init(
    scope: SQLScope, now: Instant, aliases: [String: SQLExpression],
    run: @escaping (SQLQuery) throws -> SQLRelation
  ) {
    (self.scope, self.now, self.aliases, self.run) = (scope, now, aliases, run)
  }

  /// Makes the expressions that are compiled later see groups: the keys of GROUP BY, and aggregates.
  func group(by keys: [SQLExpression]) {
    groups = keys
    for (position, key) in keys.enumerated() {
      if case .column(let qualifier, let name) = key, let index = scope.index(name, qualifier: qualifier.last) {
        groupOfColumn[index] = position
      }
    }
  }

  func compile(_ expression: SQLExpression) throws -> SQLEvaluation {
    depth += 1
    nodes += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest, nodes <= Self.mostNodes else { throw SQLError("the expression is too complex") }
    if !isInsideAggregate, let slot = groups?.firstIndex(of: expression) { return { $0.row[slot] } }
    switch expression {
    case .literal(let value): return { _ in value }
    case .now:
      let now = SQLValue.time(now)
      return { _ in now }
    case .star: throw SQLError("'*' stands where a value is needed")
    case .column(let qualifier, let name): return try column(name, qualifier)
    case .path(let base, let steps): return try path(base, steps)
    case .cast(let value, let type, let isTry):
      let value = try compile(value)
      return { frame in try value(frame).cast(to: type, isTry: isTry) }
    case .negated(let value):
      let value = try compile(value)
      return { frame in try SQLArithmetic.negate(value(frame)) }
    case .shifted(let value, let milliseconds):
      let value = try compile(value)
      return { frame in
        let value = try value(frame)
        guard !value.isNull else { return .null }
        return .time(try value.asInstant().adding(milliseconds: milliseconds))
      }
    case .call(let name, let arguments, let isDistinct): return try call(name, arguments, isDistinct)
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
    case .inQuery, .scalarQuery, .exists: return try subquery(expression)
    default: return try condition(expression)
    }
  }

  private func column(_ name: String, _ qualifier: [String]) throws -> SQLEvaluation {
    if let index = scope.index(name, qualifier: qualifier.last) {
      guard groups != nil, !isInsideAggregate else { return { $0.row[index] } }
      if let slot = groupOfColumn[index] { return { $0.row[slot] } }
      throw SQLError("'\(name)' in select clause is neither an aggregate nor in the group by clause.")
    }
    let key = name.lowercased()
    if qualifier.isEmpty, let aliased = aliases[key], expanding.insert(key).inserted {
      defer { expanding.remove(key) }
      return try compile(aliased)
    }
    throw SQLError("invalid identifier '\((qualifier + [name]).joined(separator: "."))'")
  }

  private func path(_ base: SQLExpression, _ steps: [SQLPathStep]) throws -> SQLEvaluation {
    let base = try compile(base)
    return { frame in
      guard case .variant(var json) = try base(frame) else { return .null }
      for step in steps {
        switch step {
        case .key(let key):
          guard let next = json[key] else { return .null }
          json = next
        case .index(let index):
          guard let items = json.array, items.indices.contains(index) else { return .null }
          json = items[index]
        }
      }
      return SQLValue(json)
    }
  }

  private func call(_ name: String, _ arguments: [SQLExpression], _ isDistinct: Bool) throws -> SQLEvaluation {
    if let kind = SQLAggregate.Kind(rawValue: name) {
      guard groups != nil else { throw SQLError("aggregate \(name.uppercased()) is not allowed here") }
      guard !isInsideAggregate else { throw SQLError("aggregate functions cannot be nested") }
      isInsideAggregate = true
      defer { isInsideAggregate = false }
      let slot = aggregates.count
      aggregates.append(try SQLAggregate(kind, arguments, isDistinct: isDistinct, compile: compile))
      return { $0.aggregates[slot] }
    }
    guard !isDistinct else { throw SQLError("DISTINCT is not allowed in \(name.uppercased())") }
    let function = try SQLFunction.named(name, count: arguments.count)
    let values = try arguments.map(compile)
    return { frame in try function(values.map { try $0(frame) }) }
  }

  private func binary(_ symbol: String, _ left: SQLExpression, _ right: SQLExpression) throws -> SQLEvaluation {
    let (left, right) = (try compile(left), try compile(right))
    let test: (Int) -> Bool
    switch symbol {
    case "=": test = { $0 == 0 }
    case "<>": test = { $0 != 0 }
    case "<": test = { $0 < 0 }
    case "<=": test = { $0 <= 0 }
    case ">": test = { $0 > 0 }
    case ">=": test = { $0 >= 0 }
    default: return { frame in try SQLArithmetic.apply(symbol, left(frame), right(frame)) }
    }
    return { frame in
      guard let order = try SQLArithmetic.compare(left(frame), right(frame)) else { return .null }
      return .bool(test(order))
    }
  }

  private func subquery(_ expression: SQLExpression) throws -> SQLEvaluation {
    switch expression {
    case .inQuery(let value, let query):
      let value = try compile(value)
      let relation = try run(query)
      guard relation.columns.count == 1 else { throw SQLError("the subquery of IN must have one column") }
      let found = SQLValueSet(relation.rows.map { $0[0] })
      return { frame in try found.contains(value(frame)) }
    case .scalarQuery(let query):
      let relation = try run(query)
      guard relation.columns.count == 1, relation.rows.count <= 1 else {
        throw SQLError("Single-row subquery returns more than one row.")
      }
      let value = relation.rows.first?[0] ?? .null
      return { _ in value }
    case .exists(let query):
      let value = SQLValue.bool(!(try run(query).rows.isEmpty))
      return { _ in value }
    default: throw SQLError("unexpected expression")
    }
  }
}
