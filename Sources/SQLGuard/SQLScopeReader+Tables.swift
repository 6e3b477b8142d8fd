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
  mutating func table(_ index: Int) -> Int? {
    let first = tokens[index]
    if first.isWord("lateral", "only") { return index + 1 }
    if first.isWord("select", "with") { return nil }
    takeRelation()
    guard let block = top.block, first.kind == .word || first.kind == .quoted, !first.text.hasPrefix("$") else {
      return nil
    }
    var path = [first]
    var next = index + 1
    if token(next)?.isSymbol("(") ?? false {
      guard first.isWord("identifier") || first.isWord("table") && token(index + 2)?.kind == .string else {
        return next
      }
      guard let named = literalName(after: next) else {
        scopes.blocks[block].namesTableAtRunTime = true
        return next
      }
      path = named
      next += 3
    }
    while token(next)?.isSymbol(".") ?? false {
      next += 1
      if let step = token(next), step.isIdentifier {
        path.append(step)
        next += 1
      }
    }
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
      next += 1
    }
    if path.count == 1, let index = top.names[path[0].identity] {
      scopes.cteReaders[index].append(block)
    } else if isLarge(path.map(\.name)) {
      if !hasAlias { scopes.blocks[block].unnamedTable = scopes.blocks[block].tables.count }
      scopes.blocks[block].tables.append(SQLBlock.Table(written: written, alias: alias))
    }
    return next
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
    scopes.blocks[block].unnamedTable = nil
  }
}
