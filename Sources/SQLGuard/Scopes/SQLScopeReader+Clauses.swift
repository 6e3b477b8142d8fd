import Text

/// The SELECTs and their clauses.
extension SQLScopeReader {
  /// Reads a token where a query has to begin.
  mutating func begin(_ index: Int) throws(SQLRefusal) {
    let token = tokens[index]
    switch token.text {
    case "select" where token.kind == .word: beginBlock(index)
    case "with" where token.kind == .word: top.position = .cteName
    case "," where token.kind == .symbol: top.position = .cteName
    case "values" where token.kind == .word: top.position = .afterQuery
    // They follow UNION.
    case "all", "distinct", "by", "name": break
    default: throw .notReading(token.kind == .symbol ? "“\(token.text)” here" : token.text.beginning(40).uppercased())
    }
  }

  private mutating func beginBlock(_ index: Int) {
    endClause(index)
    scopes.blocks.append(SQLBlock(reader: top.reader))
    top.kind = .query
    top.block = scopes.blocks.count - 1
    top.position = .block
    top.clause = .list
    top.expectsTable = false
  }

  /// Reads the name of a common table expression.
  mutating func nameExpression(_ token: SQLToken) throws(SQLRefusal) {
    if token.isWord("recursive") {
      top.isRecursive = true
      return
    }
    guard token.isIdentifier else { throw .notReading("WITH \(token.text.beginning(40))") }
    top.bodyOf = (token.identity, scopes.cteReaders.count)
    scopes.cteReaders.append([])
    top.position = .cteHead
  }

  /// Reads what stands between the name of a common table expression and the parenthesis of its query. Anything but
  /// `AS` is another kind of WITH, such as Snowflake's `WITH name AS PROCEDURE … CALL name()`.
  mutating func headOfExpression(_ token: SQLToken) throws(SQLRefusal) {
    if top.position == .cteHead, token.isWord("as") {
      top.position = .cteBody
    } else if top.position == .cteHead || !token.isWord("not", "materialized") {
      throw .notReading("WITH … \(token.text.beginning(40).uppercased())")
    }
  }

  /// Reads a token inside a SELECT.
  mutating func clause(_ index: Int) {
    let token = tokens[index]
    if token.isWord("table"), !(self.token(index + 1)?.isSymbol("(") ?? false) { doubt("TABLE without a parenthesis") }
    guard top.kind != .expression else {
      if token.isWord("select") { beginBlock(index) }
      if token.isWord("from"), !comparesDistinctly(index), !takesFrom(top.opener) { doubt("FROM without its SELECT") }
      return
    }
    if token.isIdentifier { lateAlias(index) }
    let isNextRow = token.isSymbol(",") && self.token(index - 1)?.isSymbol(")") ?? false
    if !isNextRow || !(self.token(index + 1)?.isSymbol("(") ?? false) { top.isInValues = false }
    if token.isSymbol(","), !top.isInValues {
      switch top.clause {
      case .list: endItem(index)
      case .from, .on: expectTable(index)
      case .limit: doubt("a comma after LIMIT")
      default: break
      }
    }
    guard token.kind == .word else { return }
    switch token.text {
    case "select": beginBlock(index)
    case "from" where !comparesDistinctly(index): expectTable(index)
    case "join": expectTable(index)
    case "on" where top.clause == .from: enter(.on, index)
    // After it there may be more tables. Its columns lie in parentheses, so they are no condition.
    case "using" where top.clause == .from: enter(.on, index)
    case "where": enter(.condition, index)
    case "having", "qualify": enter(.late, index)
    case "group", "order": enter(.other, index)
    case "start" where self.token(index + 1)?.isWord("with") ?? false: enter(.other, index)
    case "connect" where self.token(index + 1)?.isWord("by") ?? false: enter(.other, index)
    case "top": scopes.hasLimit = scopes.hasLimit || stack.count == 1
    case "limit", "offset", "fetch":
      guard beginsCount(index) else { return }
      scopes.hasLimit = scopes.hasLimit || stack.count == 1 && token.text != "offset"
      enter(.limit, index)
    case "union", "intersect", "except", "minus": if joinsQueries(index) { endBlock(index) }
    default: break
    }
  }

  /// Whether a FROM belongs to IS [NOT] DISTINCT FROM.
  private func comparesDistinctly(_ index: Int) -> Bool {
    guard token(index - 1)?.isWord("distinct") ?? false, let word = token(index - 2) else { return false }
    return word.isWord("is") || word.isWord("not") && token(index - 3)?.isWord("is") ?? false
  }

  /// Whether FROM stands between the arguments of a function, as in `EXTRACT(DAY FROM p_event_time)`.
  private func takesFrom(_ function: SQLToken?) -> Bool {
    function?.isWord("extract", "trim", "btrim", "ltrim", "rtrim", "substring", "substr", "overlay", "position")
      ?? false
  }

  /// Whether the word begins a clause and is not the name of a column.
  private func beginsCount(_ index: Int) -> Bool {
    guard let next = token(index + 1) else { return false }
    return next.kind == .number || next.isWord("null", "all", "first", "next") || next.isSymbol("?")
  }

  /// Whether the word is a set operator, and not the one of `SELECT * EXCEPT (column)`.
  private func joinsQueries(_ index: Int) -> Bool {
    var next = index + 1
    while token(next)?.isWord("all", "distinct", "by", "name") ?? false { next += 1 }
    while token(next)?.isSymbol("(") ?? false { next += 1 }
    return token(next)?.isWord("select", "with", "values") ?? false
  }

  private mutating func enter(_ clause: SQLScopeFrame.Clause, _ index: Int) {
    // Where it is the alias of a table, FROM goes on after it.
    if top.clause == .from || top.clause == .on, clause != .from, token(index + 1).map(isEnd) ?? true {
      doubt("\(tokens[index].text.uppercased()) with nothing after it")
    }
    endClause(index)
    top.clause = clause
    top.clauseStart = tokens[index].range.upperBound
  }

  private func isEnd(_ token: SQLToken) -> Bool {
    token.isSymbol(",") || token.isSymbol(")") || token.isSymbol(".")
  }

  private mutating func expectTable(_ index: Int) {
    if top.clause != .from { enter(.from, index) }
    top.expectsTable = true
    if let block = top.block { scopes.blocks[block].unnamedTable = nil }
  }

  /// Keeps where the clause stood that ends before a token.
  mutating func endClause(_ index: Int) {
    guard top.kind == .query, let block = top.block, let last = token(index - 1) else { return }
    switch top.clause {
    case .list: endItem(index)
    case .from, .on: scopes.blocks[block].fromEnd = last.range.upperBound
    case .condition: scopes.blocks[block].condition = top.clauseStart..<max(top.clauseStart, last.range.upperBound)
    default: break
    }
  }

  private mutating func endItem(_ index: Int) {
    guard let block = top.block else { return }
    if scopes.blocks[block].itemHasTime, let last = token(index - 1), last.isIdentifier, last.name != SQLTime.column {
      scopes.blocks[block].timeAliases.insert(last.name)
    }
    scopes.blocks[block].itemHasTime = false
  }

  private mutating func endBlock(_ index: Int) {
    endClause(index)
    top.block = nil
    top.position = .queryStart
    top.clause = .other
    // Snowflake allows recursive expressions without the word RECURSIVE; there, later branches may read the first one.
    if let body = top.bodyOf {
      top.names[body.name] = body.index
      if top.mayReadItself { settled.insert(body.index) }
    }
  }

  // MARK: The event time

  /// Keeps a name that stands in a condition, and what it says of the time.
  mutating func mention(_ index: Int) {
    let token = tokens[index]
    guard let block = top.block, token.isIdentifier, !top.isAside else { return }
    let name = token.name
    let isMacro = token.isTimeMacro && self.token(index + 1)?.isSymbol("(") ?? false
    let clause = top.clause
    if clause == .condition || clause == .on { scopes.blocks[block].filterNames.insert(name) }
    if clause == .late { scopes.blocks[block].lateNames.insert(name) }
    guard isMacro || name == SQLTime.column, !tokens.isPathStep(index) else { return }
    switch clause {
    case .list: scopes.blocks[block].itemHasTime = true
    case .condition, .on, .late:
      let qualifier = isMacro ? tokens.macroAlias(index) : tokens.qualifier(index)
      let isBound = clause != .late && (isMacro || !tokens.isComparedWithTime(index))
      scopes.blocks[block].mentions.append(SQLBlock.Mention(qualifier: qualifier, isBound: isBound))
    case .from, .other, .limit: break
    }
  }
}
