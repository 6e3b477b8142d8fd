/// Runs queries over the tables of the data lake.
struct SQLExecutor {
  /// The most rows that any result may have, also that of a subquery.
  static let mostRows = 50_000

  let now: Instant
  /// Finds a table by its path as the statement has it, such as `panther_logs.public.aws_cloudtrail`.
  let table: ([String]) throws -> SQLRelation
  /// The results of the common table expressions, by their lower-case names.
  private(set) var named: [String: SQLRelation] = [:]
  private let budget = SQLBudget()

  init(now: Instant, table: @escaping ([String]) throws -> SQLRelation) {
    (self.now, self.table) = (now, table)
  }

  func run(_ query: SQLQuery) throws -> SQLRelation {
    var executor = self
    for entry in query.named {
      var relation = try executor.run(entry.query)
      if !entry.columns.isEmpty {
        guard entry.columns.count == relation.columns.count else {
          throw SQLError("the CTE '\(entry.name)' has \(relation.columns.count) columns")
        }
        relation.columns = entry.columns
      }
      executor.named[entry.name.lowercased()] = relation
    }
    return try executor.combine(query)
  }

  private func combine(_ query: SQLQuery) throws -> SQLRelation {
    guard let first = query.parts.first else { throw SQLError("Empty SQL statement.") }
    if query.parts.count == 1, case .select(let select) = first.body {
      return cut(try run(select, order: query.order), query)
    }
    var result = try run(first.body)
    for part in query.parts.dropFirst() {
      let next = try run(part.body)
      guard next.columns.count == result.columns.count else {
        throw SQLError("UNION needs the same number of columns on both sides")
      }
      result.rows += next.rows
      try Self.check(result.rows.count)
      if part.removesDoubles { result.rows = unique(result.rows) }
    }
    let compiler = compiler(scope(of: result, alias: nil), aliases: [:])
    let keys = try query.order.map { term in
      try ordinal(term.expression, result.columns.count).map { index in { $0.row[index] } }
        ?? compiler.compile(term.expression)
    }
    let sorted = try sort(result.rows.map { row in (row, try keys.map { try $0(SQLFrame(row: row)) }) }, query.order)
    return cut(SQLRelation(columns: result.columns, rows: sorted), query)
  }

  private func run(_ body: SQLQuery.Body) throws -> SQLRelation {
    switch body {
    case .select(let select): try run(select, order: [])
    case .query(let query): try run(query)
    }
  }

  private func cut(_ relation: SQLRelation, _ query: SQLQuery) -> SQLRelation {
    let kept = relation.rows.dropFirst(query.offset)
    return SQLRelation(columns: relation.columns, rows: Array(query.limit.map { kept.prefix($0) } ?? kept))
  }

  /// Takes from the budget before the work is done: the number of rows times the nodes to evaluate for each row.
  func spend(_ rows: Int, nodes: Int) throws {
    try budget.spend(rows * max(1, nodes))
  }

  static func check(_ rows: Int) throws {
    guard rows <= mostRows else { throw SQLError("the result has more than \(mostRows) rows; the demo stops there") }
  }
}

extension SQLExecutor {
  func source(_ source: SQLSource?) throws -> (relation: SQLRelation, scope: SQLScope) {
    switch source {
    case nil: return (SQLRelation(columns: [], rows: [[]]), SQLScope(columns: []))
    case .table(let path, let alias):
      let relation: SQLRelation
      if path.count == 1, let found = named[path[0].lowercased()] {
        relation = found
      } else {
        relation = try table(path)
      }
      return (relation, scope(of: relation, alias: alias ?? path.last))
    case .query(let query, let alias):
      let relation = try run(query)
      return (relation, scope(of: relation, alias: alias))
    case .join(let left, let right, let join): return try self.join(self.source(left), self.source(right), join)
    case .flatten(let left, let input, let isOuter, let alias):
      return try flatten(self.source(left), input, isOuter: isOuter, alias: alias)
    }
  }

  func scope(of relation: SQLRelation, alias: String?) -> SQLScope {
    SQLScope(columns: relation.columns.map { SQLScope.Column(qualifier: alias, name: $0) })
  }

  func compiler(_ scope: SQLScope, aliases: [String: SQLExpression]) -> SQLCompiler {
    SQLCompiler(scope: scope, now: now, aliases: aliases, run: run)
  }

  /// The column that a position means, as in `ORDER BY 2` and `GROUP BY 2`; nil for other expressions.
  func ordinal(_ expression: SQLExpression, _ count: Int) throws -> Int? {
    guard case .literal(.int(let position)) = expression else { return nil }
    guard (1...max(1, count)).contains(position), count > 0 else {
      throw SQLError("position \(position) is not in the select list")
    }
    return position - 1
  }

  func unique(_ rows: [[SQLValue]]) -> [[SQLValue]] {
    var seen: Set<[SQLValue]> = []
    return rows.filter { seen.insert($0).inserted }
  }

  /// Sorts rows by their keys. Equal rows keep their order, and null is larger than every value, as in Snowflake.
  func sort(_ rows: [(row: [SQLValue], keys: [SQLValue])], _ order: [SQLOrder]) throws -> [[SQLValue]] {
    guard !order.isEmpty else { return rows.map(\.row) }
    let indices = try rows.indices.sorted { left, right in
      for (position, term) in order.enumerated() {
        let (first, second) = (rows[left].keys[position], rows[right].keys[position])
        if first.isNull || second.isNull {
          guard first.isNull != second.isNull else { continue }
          return first.isNull == (term.nullsFirst ?? term.isDescending)
        }
        let comparison = try SQLArithmetic.compare(first, second) ?? 0
        if comparison != 0 { return term.isDescending ? comparison > 0 : comparison < 0 }
      }
      return left < right
    }
    return indices.map { rows[$0].row }
  }
}
