extension SQLParser {
  private static let mostJoins = 6

  /// Reads what follows FROM: tables, subqueries and joins.
  mutating func source() throws -> SQLSource {
    var source = try tableOrQuery()
    for _ in 0...Self.mostJoins {
      if at("sample") || at("tablesample") { throw SQLError.unsupported("SAMPLE") }
      if at("pivot") || at("unpivot") || at("match_recognize") { throw SQLError.unsupported("PIVOT") }
      if take(symbol: ",") {
        source = try joined(source, SQLJoin(), takesCondition: false)
        continue
      }
      guard let join = try joinKeywords() else { return source }
      source = try joined(source, join.0, takesCondition: join.takesCondition)
    }
    throw SQLError("too many joins")
  }

  /// Reads the keywords of a join, such as LEFT JOIN; nil when there is no join.
  private mutating func joinKeywords() throws -> (SQLJoin, takesCondition: Bool)? {
    for word in ["right", "full", "natural", "asof"] where at(word) {
      throw SQLError.unsupported("\(word.uppercased()) JOIN")
    }
    var join = SQLJoin()
    if take("cross") {
      try expect("join")
      return (join, false)
    }
    if take("left") {
      _ = take("outer")
      join.keepsLeft = true
      try expect("join")
      return (join, true)
    }
    if take("inner") {
      try expect("join")
      return (join, true)
    }
    if at("lateral") { return (join, false) }
    return take("join") ? (join, true) : nil
  }

  private mutating func joined(_ left: SQLSource, _ join: SQLJoin, takesCondition: Bool) throws -> SQLSource {
    if at("lateral") || at("table") { return try flatten(left, isOuter: join.keepsLeft) }
    var join = join
    let right = try tableOrQuery()
    if takesCondition, take("on") {
      join.condition = try expression()
    } else if takesCondition, take("using") {
      try expect(symbol: "(")
      repeat { join.columns.append(try identifier()) } while take(symbol: ",")
      try expect(symbol: ")")
    }
    return .join(left, right, join)
  }

  private mutating func flatten(_ left: SQLSource, isOuter: Bool) throws -> SQLSource {
    let isTable = take("lateral") ? false : take("table")
    if isTable { try expect(symbol: "(") }
    guard take("flatten") else { throw SQLError.unsupported("LATERAL other than FLATTEN, and table functions") }
    try expect(symbol: "(")
    var isOuter = isOuter
    var input: SQLExpression?
    repeat {
      guard case .word(let name) = current, following == .symbol("=>") else {
        input = try expression()
        continue
      }
      advance()
      advance()
      let value = try expression()
      switch name {
      case "input": input = value
      case "outer": isOuter = value == .literal(.bool(true))
      default: throw SQLError.unsupported("FLATTEN with \(name.uppercased())")
      }
    } while take(symbol: ",")
    try expect(symbol: ")")
    if isTable { try expect(symbol: ")") }
    guard let input else { throw SQLError("FLATTEN needs an input") }
    _ = take("as")
    return .flatten(left, input, isOuter: isOuter, alias: try optionalAlias())
  }

  private mutating func tableOrQuery() throws -> SQLSource {
    if take(symbol: "(") {
      let query = try query()
      try expect(symbol: ")")
      _ = take("as")
      return .query(query, alias: try optionalAlias())
    }
    if at("table") || at("lateral") || at("values") { throw SQLError.unsupported("table functions and VALUES") }
    var path = [try identifier()]
    while take(symbol: ".") { path.append(try identifier()) }
    guard path.count <= 3 else { throw unexpected() }
    if at(symbol: "(") { throw SQLError.unsupported("table functions") }
    _ = take("as")
    return .table(path: path, alias: try optionalAlias())
  }
}
