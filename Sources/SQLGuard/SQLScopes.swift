/// Finds the SELECTs of one statement, their tables and their conditions.
///
/// Not a parser of SQL: it follows parentheses and the reserved words that begin clauses, with a stack of its own, and
/// leaves wrong SQL to the database.
struct SQLScopes {
  static let maximumDepth = 500

  private(set) var blocks: [SQLBlock] = []
  /// The SELECTs that read each common table expression.
  private(set) var cteReaders: [[Int]] = []
  /// End of the last token, in bytes.
  private(set) var end = 0
  private(set) var hasLimit = false

  private let tokens: ArraySlice<SQLToken>
  private let sql: [UInt8]
  private let largeDatabase: (_ path: [String]) -> Bool
  private var stack: [Frame]

  enum Clause { case list, from, on, condition, late, other }

  /// What an open parenthesis, or the whole statement, holds.
  private struct Frame {
    enum Position { case queryStart, cteName, cteBody, afterQuery, block }
    enum Kind { case query, joinGroup, expression }

    var kind: Kind
    var position: Position
    /// For the SELECTs that begin here.
    var reader = SQLBlock.Reader.nobody
    /// The SELECT that the tokens here belong to.
    var block: Int?
    var clause = Clause.other
    var expectsTable = false
    /// The order of a window or aggregate, or the arguments of a macro: they name the time and filter nothing.
    var isAside = false
    /// The common table expressions that can be named here.
    var names: [String: Int]
    /// The name of the one whose body this is.
    var bodyOf: (name: String, index: Int)?
    var isRecursive = false
    var clauseStart = 0
    var openedAt = 0
  }

  /// - Parameter largeDatabase: whether a table's path, lower-cased, lies in a large database.
  /// - Throws: `SQLRefusal` for what does not only read, and for parentheses that do not match.
  init(
    of tokens: ArraySlice<SQLToken>, in sql: [UInt8], largeDatabase: @escaping (_ path: [String]) -> Bool
  ) throws(SQLRefusal) {
    self.tokens = tokens
    self.sql = sql
    self.largeDatabase = largeDatabase
    stack = [Frame(kind: .query, position: .queryStart, names: [:])]
    end = tokens.last?.range.upperBound ?? 0
    try walk()
  }

  private var top: Frame {
    get { stack[stack.count - 1] }
    _modify { yield &stack[stack.count - 1] }
  }

  private func token(_ index: Int) -> SQLToken? { tokens.at(index) }

  private mutating func walk() throws(SQLRefusal) {
    var index = tokens.startIndex
    while index < tokens.endIndex {
      let token = tokens[index]
      if token.isSymbol("(") {
        try open(index)
      } else if token.isSymbol(")") {
        try close(index)
      } else if top.expectsTable, let next = table(index) {
        index = next
        continue
      } else if token.isWord("into") {
        throw .notReading("SELECT … INTO")
      } else {
        switch top.position {
        case .queryStart: try begin(index)
        case .cteName: nameExpression(token)
        case .cteBody: break
        case .afterQuery, .block: clause(index)
        }
        mention(index)
      }
      index += 1
    }
    guard stack.count == 1 else { throw .parenthesis("is never closed", at: top.openedAt, in: sql) }
    endClause(tokens.endIndex)
  }

  // MARK: Parentheses

  private mutating func open(_ index: Int) throws(SQLRefusal) {
    guard stack.count <= Self.maximumDepth else { throw .nested(deeperThan: Self.maximumDepth) }
    let previous = token(index - 1)
    let beginsQuery = token(index + 1)?.isWord("select", "with") ?? false
    var frame = Frame(kind: .expression, position: .block, block: top.block, clause: top.clause, names: top.names)
    frame.openedAt = tokens[index].range.lowerBound
    frame.isAside = top.isAside || previous.map { $0.isWord("over", "group") || $0.isTimeMacro } ?? false
    switch top.position {
    case .queryStart:
      frame.kind = .query
      frame.position = .queryStart
      (frame.reader, frame.bodyOf, frame.block) = (top.reader, top.bodyOf, nil)
    case .cteBody where previous?.isWord("as", "materialized") ?? false:
      frame.kind = .query
      frame.position = .queryStart
      frame.block = nil
      if let body = top.bodyOf {
        (frame.reader, frame.bodyOf) = (.cte(body.index), body)
        if top.isRecursive { frame.names[body.name] = body.index }
      }
    case _ where beginsQuery:
      frame.kind = .query
      frame.position = .queryStart
      frame.block = nil
      if top.clause == .from, let block = top.block { frame.reader = .block(block) }
      takeRelation()
    case _ where top.expectsTable:
      frame.kind = .joinGroup
      frame.reader = top.block.map { .block($0) } ?? .nobody
      frame.expectsTable = true
      top.expectsTable = false
    default: break
    }
    stack.append(frame)
  }

  private mutating func close(_ index: Int) throws(SQLRefusal) {
    guard stack.count > 1 else {
      throw .parenthesis("closes nothing", at: tokens[index].range.lowerBound, in: sql)
    }
    endClause(index)
    stack.removeLast()
    switch top.position {
    case .queryStart: top.position = .afterQuery
    case .cteBody:
      guard let body = top.bodyOf, !(token(index + 1)?.isWord("as") ?? false) else { return }
      top.names[body.name] = body.index
      top.position = .queryStart
      top.bodyOf = stack.count > 1 ? outerBody : nil
    default: break
    }
  }

  /// The body that a WITH inside it interrupted.
  private var outerBody: (name: String, index: Int)? {
    stack.count > 1 && stack[stack.count - 2].position == .cteBody ? stack[stack.count - 2].bodyOf : nil
  }

  private mutating func takeRelation() {
    guard top.expectsTable, let block = top.block else { return }
    top.expectsTable = false
    blocks[block].relationCount += 1
  }

  // MARK: Queries and their clauses

  private mutating func begin(_ index: Int) throws(SQLRefusal) {
    let token = tokens[index]
    switch token.text {
    case "select" where token.kind == .word: beginBlock(index)
    case "with" where token.kind == .word: top.position = .cteName
    case "," where token.kind == .symbol: top.position = .cteName
    case "values": top.position = .afterQuery
    case "all", "distinct", "by", "name": break
    default: throw .notReading(token.kind == .symbol ? "“\(token.text)” here" : token.text.prefix(40).uppercased())
    }
  }

  private mutating func beginBlock(_ index: Int) {
    endClause(index)
    blocks.append(SQLBlock(reader: top.reader))
    top.kind = .query
    top.block = blocks.count - 1
    top.position = .block
    top.clause = .list
    top.expectsTable = false
  }

  private mutating func nameExpression(_ token: SQLToken) {
    if token.isWord("recursive") {
      top.isRecursive = true
      return
    }
    top.bodyOf = (token.identity, cteReaders.count)
    cteReaders.append([])
    top.position = .cteBody
  }

  private mutating func clause(_ index: Int) {
    let token = tokens[index]
    guard top.kind != .expression else {
      if token.isWord("select") { beginBlock(index) }
      return
    }
    if token.isIdentifier { lateAlias(index) }
    if token.isSymbol(",") {
      switch top.clause {
      case .list: endItem(index)
      case .from, .on: expectTable(index)
      default: break
      }
    }
    guard token.kind == .word else { return }
    switch token.text {
    case "select": beginBlock(index)
    case "from" where !(self.token(index - 1)?.isWord("distinct") ?? false): expectTable(index)
    case "join": expectTable(index)
    case "on" where top.clause == .from: enter(.on, index)
    case "using" where top.clause == .from: enter(.other, index)
    case "where": enter(.condition, index)
    case "having", "qualify": enter(.late, index)
    case "group", "order": enter(.other, index)
    case "start" where self.token(index + 1)?.isWord("with") ?? false: enter(.other, index)
    case "connect" where self.token(index + 1)?.isWord("by") ?? false: enter(.other, index)
    case "top": hasLimit = hasLimit || stack.count == 1
    case "limit", "offset", "fetch":
      guard beginsCount(index) else { return }
      hasLimit = hasLimit || stack.count == 1 && token.text != "offset"
      enter(.other, index)
    case "union", "intersect", "except", "minus": if joinsQueries(index) { endBlock(index) }
    default: break
    }
  }

  /// Tells the clause from a column named `limit`.
  private func beginsCount(_ index: Int) -> Bool {
    guard let next = token(index + 1) else { return false }
    return next.kind == .number || next.isWord("null", "all", "first", "next") || next.isSymbol("?")
  }

  /// Tells the set operator from `SELECT * EXCEPT (column)`.
  private func joinsQueries(_ index: Int) -> Bool {
    var next = index + 1
    while token(next)?.isWord("all", "distinct", "by", "name") ?? false { next += 1 }
    while token(next)?.isSymbol("(") ?? false { next += 1 }
    return token(next)?.isWord("select", "with", "values") ?? false
  }

  private mutating func enter(_ clause: Clause, _ index: Int) {
    endClause(index)
    top.clause = clause
    top.clauseStart = tokens[index].range.upperBound
  }

  private mutating func expectTable(_ index: Int) {
    if top.clause != .from { enter(.from, index) }
    top.expectsTable = true
    if let block = top.block { blocks[block].unnamedTable = nil }
  }

  /// Notes where the clause that ends before a token stood.
  private mutating func endClause(_ index: Int) {
    guard top.kind == .query, let block = top.block, let last = token(index - 1) else { return }
    switch top.clause {
    case .list: endItem(index)
    case .from, .on: blocks[block].fromEnd = last.range.upperBound
    case .condition: blocks[block].condition = top.clauseStart..<max(top.clauseStart, last.range.upperBound)
    default: break
    }
  }

  private mutating func endItem(_ index: Int) {
    guard let block = top.block else { return }
    if blocks[block].itemHasTime, let last = token(index - 1), last.isIdentifier, last.name != SQLTime.column {
      blocks[block].timeAliases.insert(last.name)
    }
    blocks[block].itemHasTime = false
  }

  private mutating func endBlock(_ index: Int) {
    endClause(index)
    top.block = nil
    top.position = .queryStart
    top.clause = .other
    // In a recursive expression without the word RECURSIVE, which Snowflake allows, later branches read the first.
    if let body = top.bodyOf { top.names[body.name] = body.index }
  }

  // MARK: Tables

  private static let endsAlias: Set<String> = [
    "where", "join", "inner", "left", "right", "full", "cross", "natural", "asof", "on", "using", "group", "order",
    "having", "qualify", "limit", "offset", "fetch", "union", "intersect", "except", "minus", "sample", "tablesample",
    "pivot", "unpivot", "match_recognize", "match_condition", "at", "before", "changes", "connect", "start", "lateral",
    "for", "from", "select", "directed", "outer",
  ]

  /// Reads a table's name and alias.
  /// - Returns: the index after them, or nil where no name stands.
  private mutating func table(_ index: Int) -> Int? {
    let first = tokens[index]
    if first.isWord("lateral", "only") { return index + 1 }
    if first.isWord("select", "with") { return nil }
    takeRelation()
    guard let block = top.block, first.kind == .word || first.kind == .quoted, !first.text.hasPrefix("$") else {
      return nil
    }
    if token(index + 1)?.isSymbol("(") ?? false {
      let names = first.isWord("identifier") || first.isWord("table") && token(index + 2)?.kind == .string
      if names { blocks[block].namesTableAtRunTime = true }
      return index + 1
    }
    var path = [first]
    var next = index + 1
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
    if path.count == 1, let index = top.names[first.identity] {
      cteReaders[index].append(block)
    } else if largeDatabase(path.map(\.name)) {
      if !hasAlias { blocks[block].unnamedTable = blocks[block].tables.count }
      blocks[block].tables.append(SQLBlock.Table(written: written, alias: alias))
    }
    return next
  }

  /// An alias may also stand after a table's clauses: `t SAMPLE (10) AS x`.
  private mutating func lateAlias(_ index: Int) {
    guard top.clause == .from, let block = top.block, let table = blocks[block].unnamedTable,
      token(index - 1).map({ $0.isSymbol(")") || $0.isWord("as") }) ?? false, !tokens[index].isWord("as"),
      tokens[index].kind == .quoted || !Self.endsAlias.contains(tokens[index].text)
    else { return }
    blocks[block].tables[table].alias = tokens[index].name
    blocks[block].unnamedTable = nil
  }

  // MARK: Conditions

  private mutating func mention(_ index: Int) {
    let token = tokens[index]
    guard let block = top.block, token.isIdentifier, !top.isAside else { return }
    let name = token.name
    let isMacro = token.isTimeMacro && self.token(index + 1)?.isSymbol("(") ?? false
    let clause = top.clause
    if clause == .condition || clause == .on { blocks[block].filterNames.insert(name) }
    if clause == .late { blocks[block].lateNames.insert(name) }
    guard isMacro || name == SQLTime.column, !tokens.isPathStep(index) else { return }
    switch clause {
    case .list: blocks[block].itemHasTime = true
    case .condition, .on, .late:
      let qualifier = isMacro ? tokens.macroAlias(index) : tokens.qualifier(index)
      let isBound = clause != .late && (isMacro || !tokens.isComparedWithTime(index))
      blocks[block].mentions.append(SQLBlock.Mention(qualifier: qualifier, isBound: isBound))
    case .from, .other: break
    }
  }
}
