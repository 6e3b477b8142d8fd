import Text

/// The tables in FROM and their aliases.
extension SQLScopeReader {
  private static let endsAlias: Set<String> = [
    "where", "join", "inner", "left", "right", "full", "cross", "natural", "asof", "on", "using", "group", "order",
    "having", "qualify", "limit", "offset", "fetch", "union", "intersect", "except", "minus", "sample", "tablesample",
    "pivot", "unpivot", "match_recognize", "match_condition", "at", "before", "changes", "connect", "start", "lateral",
    "for", "from", "select", "directed", "outer", "into",
  ]

  /// Reads a table's name and alias.
  /// - Returns: the index after them, or nil where no name stands.
  /// - Throws: `SQLRefusal` for what stands in FROM and is no table.
  mutating func table(_ index: Int) throws(SQLRefusal) -> Int? {
    let first = tokens[index]
    if first.isWord("lateral", "only") { return index + 1 }
    if first.isWord("select", "with") { return nil }
    takeRelation()
    if first.kind == .string { throw .effect("A text in FROM", SQLEffects.stage) }
    if first.isSymbol("@") { throw .effect("@", SQLEffects.stage) }
    if first.isWord("call"), callsFunction(in: index) { throw .notReading("CALL") }
    guard let block = top.block, first.kind == .word || first.kind == .quoted, !first.text.hasPrefix("$") else {
      doubt("“\(first.text.beginning(40))” in FROM")
      return nil
    }
    var path = [first]
    var next = index + 1
    var isName = true
    if token(next)?.isSymbol("(") ?? false {
      if first.isWord("identifier") || first.isWord("table") && !callsFunction(in: next) {
        doubt("\(first.text.uppercased())(…)")
      }
      guard first.isWord("identifier") || first.isWord("table") && token(index + 2)?.kind == .string else {
        // The parenthesis of TABLE holds the function, and the one after a function its arguments.
        if !first.isWord("table") { tableFunction = next }
        top.isInValues = first.isWord("values")
        return next
      }
      isName = false
      guard let named = literalName(after: next) else {
        scopes.blocks[block].namesTableAtRunTime = true
        return next
      }
      path = named
      next += 3
    }
    if first.isWord("table"), isName { doubt("TABLE without a parenthesis") }
    while token(next)?.isSymbol(".") ?? false {
      next += 1
      if let step = token(next), step.isIdentifier {
        path.append(step)
        next += 1
      } else if !(token(next)?.isSymbol(".") ?? false) {
        doubt("a table's name that ends with a point")
      }
    }
    // A function with its schema: FROM db.schema.f(x).
    if path.count > 1, token(next)?.isSymbol("(") ?? false {
      tableFunction = next
      return next
    }
    let name = tokens[index..<next]
    let bytes = sql[first.range.lowerBound..<tokens[next - 1].range.upperBound]
    let written = String(decoding: bytes.prefix(200), as: UTF8.self)
    let isExplicit = token(next)?.isWord("as") ?? false
    var alias = path[path.count - 1].name
    var hasAlias = false
    if isExplicit { next += 1 }
    if let word = token(next), word.kind == .quoted || word.kind == .word,
      isExplicit || !(word.kind == .word && Self.endsAlias.contains(word.text))
    {
      alias = word.name
      hasAlias = true
      self.alias = next
      if word.isWord("table") { doubt("TABLE as an alias") }
      next += 1
    }
    if let after = token(next), after.kind == .symbol, ![",", ")", "("].contains(after.text) {
      doubt("“\(after.text)” behind a table's name")
    }
    let expression = path.count == 1 ? top.names[path[0].identity] : nil
    if isName, expression.map(settled.contains) != true { scopes.tables.append(name) }
    if let expression {
      scopes.cteReaders[expression].append(block)
    } else if isLarge(path.map(\.name)) {
      if !hasAlias { scopes.blocks[block].unnamedTable = scopes.blocks[block].tables.count }
      scopes.blocks[block].tables.append(SQLBlock.Table(written: written, alias: alias))
    }
    return next
  }

  /// Whether a function with its arguments follows, as in the parenthesis of TABLE(…).
  func callsFunction(in bracket: Int) -> Bool {
    var index = bracket + 1
    for _ in 0..<8 where token(index)?.isIdentifier ?? false && token(index + 1)?.isSymbol(".") ?? false { index += 2 }
    return token(index)?.isIdentifier ?? false && token(index + 1)?.isSymbol("(") ?? false
  }

  /// The parts of a name that is written as a text, as in `IDENTIFIER('panther_logs.public.aws_cloudtrail')`; nil for a
  /// variable, or for a text that is no name.
  private func literalName(after bracket: Int) -> [SQLToken]? {
    guard let literal = token(bracket + 1), literal.kind == .string, token(bracket + 2)?.isSymbol(")") ?? false,
      let parts = try? SQLTokenizer.tokens(of: literal.text)
    else { return nil }
    let names = parts.filter(\.isIdentifier)
    guard !names.isEmpty, names.count <= 3, parts.allSatisfy({ $0.isIdentifier || $0.isSymbol(".") }) else {
      return nil
    }
    return names
  }

  /// Reads an alias that stands after the clauses of a table: `t SAMPLE (10) AS x`.
  mutating func lateAlias(_ index: Int) {
    guard top.clause == .from, let block = top.block, let table = scopes.blocks[block].unnamedTable,
      token(index - 1).map({ $0.isSymbol(")") || $0.isWord("as") }) ?? false, !tokens[index].isWord("as"),
      tokens[index].kind == .quoted || !Self.endsAlias.contains(tokens[index].text)
    else { return }
    scopes.blocks[block].tables[table].alias = tokens[index].name
    alias = index
    scopes.blocks[block].unnamedTable = nil
  }
}
