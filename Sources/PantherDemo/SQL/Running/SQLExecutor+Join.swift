import JSON

extension SQLExecutor {
  /// The most rows of a join. They are fewer than for other results because the rows are wide.
  private static let mostJoined = 10_000

  typealias Source = (relation: SQLRelation, scope: SQLScope)

  func join(_ left: Source, _ right: Source, _ join: SQLJoin) throws -> Source {
    let scope = SQLScope(columns: left.scope.columns + right.scope.columns)
    var conditions = Self.terms(join.condition)
    conditions += try join.columns.map { name in
      guard let first = left.scope.index(name, qualifier: nil), let second = right.scope.index(name, qualifier: nil)
      else {
        throw SQLError("invalid identifier '\(name)' in USING")
      }
      return .binary("=", Self.reference(left.scope.columns[first]), Self.reference(right.scope.columns[second]))
    }
    // A condition that compares the two sides for equality finds the partners in a dictionary. All conditions are
    // then evaluated for each pair.
    let key = conditions.lazy.compactMap { keys($0, left.scope, right.scope) }.first
    var partners: [SQLValue: [[SQLValue]]] = [:]
    if let key {
      for row in right.relation.rows {
        let value = try key.right(SQLFrame(row: row))
        if !value.isNull { partners[value, default: []].append(row) }
      }
    }
    let compiler = compiler(scope, aliases: [:])
    let holds = conditions.isEmpty ? nil : try compiler.compile(.all(conditions))
    var rows: [[SQLValue]] = []
    for row in left.relation.rows {
      let candidates = try key.map { partners[try $0.left(SQLFrame(row: row))] ?? [] } ?? right.relation.rows
      try spend(candidates.count, nodes: compiler.nodes)
      var isAlone = true
      for candidate in candidates {
        let pair = row + candidate
        guard try holds.map({ try $0(SQLFrame(row: pair)).truth() == true }) ?? true else { continue }
        isAlone = false
        rows.append(pair)
      }
      if isAlone, join.keepsLeft { rows.append(row + Array(repeating: .null, count: right.scope.columns.count)) }
      guard rows.count <= Self.mostJoined else { throw SQLError("the join has more than \(Self.mostJoined) rows") }
    }
    return (SQLRelation(columns: left.relation.columns + right.relation.columns, rows: rows), scope)
  }

  func flatten(_ left: Source, _ input: SQLExpression, isOuter: Bool, alias: String?) throws -> Source {
    let list = try compiler(left.scope, aliases: [:]).compile(input)
    let names = ["seq", "key", "index", "value"]
    var rows: [[SQLValue]] = []
    for (number, row) in left.relation.rows.enumerated() {
      let start = rows.count
      if case .variant(let json) = try list(SQLFrame(row: row)) {
        for (index, item) in (json.array ?? []).enumerated() {
          rows.append(row + [.int(number + 1), .null, .int(index), SQLValue(item)])
        }
        for member in json.object?.members ?? [] {
          rows.append(row + [.int(number + 1), .text(member.key), .null, SQLValue(member.value)])
        }
      }
      if isOuter, rows.count == start { rows.append(row + [.int(number + 1), .null, .null, .null]) }
      guard rows.count <= Self.mostJoined else { throw SQLError("FLATTEN has more than \(Self.mostJoined) rows") }
    }
    let scope = SQLScope(columns: left.scope.columns + names.map { SQLScope.Column(qualifier: alias, name: $0) })
    return (SQLRelation(columns: left.relation.columns + names, rows: rows), scope)
  }

  private static func terms(_ condition: SQLExpression?) -> [SQLExpression] {
    switch condition {
    case nil: []
    case .all(let terms)?: terms
    case let other?: [other]
    }
  }

  static func reference(_ column: SQLScope.Column) -> SQLExpression {
    .column(qualifier: column.qualifier.map { [$0] } ?? [], name: column.name)
  }

  /// The two sides of a condition that compares both relations for equality; nil for other conditions.
  private func keys(_ condition: SQLExpression, _ left: SQLScope, _ right: SQLScope) -> (
    left: SQLEvaluation, right: SQLEvaluation
  )? {
    guard case .binary("=", let first, let second) = condition else { return nil }
    for (one, other) in [(first, second), (second, first)] {
      // Each expression must have a value on its own side, and none on the other side.
      guard let onLeft = try? compiler(left, aliases: [:]).compile(one),
        let onRight = try? compiler(right, aliases: [:]).compile(other),
        (try? compiler(right, aliases: [:]).compile(one)) == nil,
        (try? compiler(left, aliases: [:]).compile(other)) == nil
      else { continue }
      return (onLeft, onRight)
    }
    return nil
  }
}
