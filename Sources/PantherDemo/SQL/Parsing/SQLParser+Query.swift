extension SQLParser {
  mutating func query() throws -> SQLQuery {
    try nested { parser in
      var query = SQLQuery()
      if parser.take("with") {
        if parser.at("recursive") { throw SQLError.unsupported("WITH RECURSIVE") }
        repeat { query.named.append(try parser.namedQuery()) } while parser.take(symbol: ",")
      }
      query.parts.append(.init(body: try parser.queryPart(), removesDoubles: false))
      while true {
        if parser.take("union") {
          let keepsDoubles = parser.take("all")
          if !keepsDoubles { _ = parser.take("distinct") }
          query.parts.append(.init(body: try parser.queryPart(), removesDoubles: !keepsDoubles))
        } else if parser.at("intersect") || parser.at("except") || parser.at("minus") {
          throw SQLError.unsupported("INTERSECT, EXCEPT and MINUS")
        } else {
          break
        }
      }
      if parser.take("order") {
        try parser.expect("by")
        repeat { query.order.append(try parser.orderTerm()) } while parser.take(symbol: ",")
      }
      if parser.take("limit") {
        query.limit = parser.take("null") ? nil : try parser.count()
      }
      if parser.take("offset") {
        query.offset = try parser.count()
        _ = parser.take("row") || parser.take("rows")
      }
      if parser.take("fetch") {
        _ = parser.take("first") || parser.take("next")
        query.limit = try parser.count()
        _ = parser.take("row") || parser.take("rows")
        _ = parser.take("only")
      }
      return query
    }
  }

  private mutating func namedQuery() throws -> SQLQuery.Named {
    let name = try identifier()
    var columns: [String] = []
    if take(symbol: "(") {
      repeat { columns.append(try identifier()) } while take(symbol: ",")
      try expect(symbol: ")")
    }
    try expect("as")
    try expect(symbol: "(")
    let query = try query()
    try expect(symbol: ")")
    return SQLQuery.Named(name: name, columns: columns, query: query)
  }

  private mutating func queryPart() throws -> SQLQuery.Body {
    if take(symbol: "(") {
      let query = try query()
      try expect(symbol: ")")
      return .query(query)
    }
    return .select(try select())
  }

  private mutating func orderTerm() throws -> SQLOrder {
    var term = SQLOrder(expression: try expression(), isDescending: false)
    if take("desc") { term.isDescending = true } else { _ = take("asc") }
    if take("nulls") {
      term.nullsFirst = take("first")
      if term.nullsFirst == false { try expect("last") }
    }
    return term
  }

  private mutating func count() throws -> Int {
    guard case .number(let text) = current, let value = Int(text) else { throw unexpected() }
    advance()
    return value
  }
}
