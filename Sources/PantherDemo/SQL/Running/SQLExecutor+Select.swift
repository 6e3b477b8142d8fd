extension SQLExecutor {
  func run(_ select: SQLSelect, order: [SQLOrder]) throws -> SQLRelation {
    let (relation, scope) = try source(select.source)
    var aliases: [String: SQLExpression] = [:]
    for item in select.items {
      if case .expression(let expression) = item.content, item.isAlias { aliases[item.name.lowercased()] = expression }
    }
    let compiler = compiler(scope, aliases: aliases)
    var rows = relation.rows
    if let condition = select.condition {
      let holds = try compiler.compile(condition)
      try check(rows.count, compiler)
      rows = try rows.filter { try holds(SQLFrame(row: $0)).truth() == true }
    }
    let items = try expand(select.items, scope)
    let keys = try groupKeys(select, items, scope)
    let isGrouped = try keys != nil || (select.having != nil || needsGroup(items, order))
    let evaluatedKeys = try (keys ?? []).map(compiler.compile)
    if isGrouped { compiler.group(by: keys ?? []) }

    let values = try items.map { try compiler.compile($0.expression) }
    let having = try select.having.map(compiler.compile)
    let orderKeys = try order.map { try orderKey($0.expression, items, values, compiler, select.isDistinct) }
    try check(rows.count, compiler)

    var frames: [SQLFrame]
    if isGrouped {
      frames = try self.groups(rows, by: evaluatedKeys, hasKeys: keys != nil, compiler.aggregates)
      if let having { frames = try frames.filter { try having($0).truth() == true } }
    } else {
      frames = rows.map { SQLFrame(row: $0) }
    }
    var output = try frames.map { frame in
      (row: try values.map { try $0(frame) }, keys: try orderKeys.map { try $0(frame) })
    }
    if select.isDistinct {
      var seen: Set<[SQLValue]> = []
      output = output.filter { seen.insert($0.row).inserted }
    }
    return SQLRelation(columns: items.map(\.name), rows: try sort(output, order))
  }

  private func check(_ rows: Int, _ compiler: SQLCompiler) throws {
    try Self.check(rows)
    try spend(rows, nodes: compiler.nodes)
  }

  typealias Item = (name: String, expression: SQLExpression)

  private func expand(_ items: [SQLItem], _ scope: SQLScope) throws -> [Item] {
    var expanded: [Item] = []
    for item in items {
      switch item.content {
      case .expression(let expression): expanded.append((item.name, expression))
      case .all(let qualifier):
        let columns = scope.columns.filter { column in
          qualifier.map { $0.lowercased() == column.qualifier?.lowercased() } ?? true
        }
        guard !columns.isEmpty else { throw SQLError("'*' needs a table") }
        expanded += columns.map { ($0.name, Self.reference($0)) }
      }
      guard expanded.count <= 500 else { throw SQLError("the result has more than 500 columns") }
    }
    return expanded
  }

  /// The expressions of GROUP BY, with positions and aliases resolved; nil without GROUP BY.
  private func groupKeys(_ select: SQLSelect, _ items: [Item], _ scope: SQLScope) throws -> [SQLExpression]? {
    if select.groupsByAll {
      return try items.map(\.expression).filter { try !containsAggregate($0) }
    }
    guard !select.groups.isEmpty else { return nil }
    guard select.groups.count <= 64 else { throw SQLError("too many GROUP BY expressions") }
    return try select.groups.map { group in
      if let index = try ordinal(group, items.count) { return items[index].expression }
      if case .column(let qualifier, let name) = group, qualifier.isEmpty, scope.index(name, qualifier: nil) == nil,
        let item = items.first(where: { $0.name.lowercased() == name.lowercased() })
      {
        return item.expression
      }
      return group
    }
  }

  private func needsGroup(_ items: [Item], _ order: [SQLOrder]) throws -> Bool {
    try items.contains { try containsAggregate($0.expression) }
      || order.contains { try containsAggregate($0.expression) }
  }

  private func containsAggregate(_ expression: SQLExpression) throws -> Bool {
    switch expression {
    case .call(let name, let arguments, _):
      return try SQLAggregate.Kind(rawValue: name) != nil || arguments.contains(where: containsAggregate)
    case .path(let value, _), .cast(let value, _, _), .not(let value), .negated(let value), .isNull(let value),
      .shifted(let value, _), .inQuery(let value, _):
      return try containsAggregate(value)
    case .all(let terms), .any(let terms): return try terms.contains(where: containsAggregate)
    case .binary(_, let left, let right): return try containsAggregate(left) || containsAggregate(right)
    case .between(let value, let low, let high):
      return try containsAggregate(value) || containsAggregate(low) || containsAggregate(high)
    case .like(let value, let others, _), .oneOf(let value, let others):
      return try containsAggregate(value) || others.contains(where: containsAggregate)
    case .choice(let subject, let cases, let otherwise):
      return try subject.map(containsAggregate) == true || otherwise.map(containsAggregate) == true
        || cases.contains { try containsAggregate($0.condition) || containsAggregate($0.result) }
    case .literal, .column, .now, .star, .scalarQuery, .exists: return false
    }
  }

  private func orderKey(
    _ expression: SQLExpression, _ items: [Item], _ values: [SQLEvaluation], _ compiler: SQLCompiler,
    _ isDistinct: Bool
  ) throws -> SQLEvaluation {
    if let index = try ordinal(expression, items.count) { return values[index] }
    if case .column(let qualifier, let name) = expression, qualifier.isEmpty,
      let index = items.firstIndex(where: { $0.name.lowercased() == name.lowercased() })
    {
      return values[index]
    }
    if let index = items.firstIndex(where: { $0.expression == expression }) { return values[index] }
    guard !isDistinct else { throw SQLError("ORDER BY of a SELECT DISTINCT must be in the select list") }
    return try compiler.compile(expression)
  }

  /// One frame for each group, in the order of the first rows of the groups.
  ///
  /// Without keys all rows are one group, even when there are no rows.
  private func groups(
    _ rows: [[SQLValue]], by keys: [SQLEvaluation], hasKeys: Bool, _ aggregates: [SQLAggregate]
  ) throws -> [SQLFrame] {
    var order: [[SQLValue]] = hasKeys ? [] : [[]]
    var members: [[SQLValue]: [[SQLValue]]] = hasKeys ? [:] : [[]: []]
    for row in rows {
      let frame = SQLFrame(row: row)
      let key = try keys.map { try $0(frame) }
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(row)
    }
    return try order.map { key in
      let rows = members[key] ?? []
      return SQLFrame(row: key, aggregates: try aggregates.map { try $0.result(over: rows) })
    }
  }
}
