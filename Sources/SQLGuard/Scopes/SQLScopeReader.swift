import Text

/// Finds the SELECTs of one statement, their tables and their conditions.
///
/// This is no parser of SQL: it follows parentheses and the reserved words that begin clauses, with a stack of its own,
/// and leaves it to the database to refuse wrong SQL.
struct SQLScopeReader {
  private static let maximumDepth = 500

  /// What was found so far.
  var scopes: SQLScopes
  let tokens: ArraySlice<SQLToken>
  let sql: [UInt8]
  let isLarge: (_ path: [String]) -> Bool
  var stack = [SQLScopeFrame(kind: .query, position: .queryStart, names: [:])]
  /// The common table expressions that a name means for certain: those whose body has ended, and within the body of a
  /// recursive one, that one after its first SELECT.
  var settled: Set<Int> = []
  /// The index of the alias that was read last, which may have a list of columns behind it.
  var alias: Int?
  /// The index of the parenthesis of the function in FROM that was read last.
  var tableFunction: Int?
  /// Whether names after AS may be calls: DEFINE a AS f(x), in MATCH_RECOGNIZE.
  private let defines: Bool

  init(_ tokens: ArraySlice<SQLToken>, in sql: [UInt8], isLarge: @escaping (_ path: [String]) -> Bool) {
    self.tokens = tokens
    self.sql = sql
    self.isLarge = isLarge
    scopes = SQLScopes(end: tokens.last?.range.upperBound ?? 0)
    defines = tokens.contains { $0.isWord("define") }
  }

  var top: SQLScopeFrame {
    get { stack[stack.count - 1] }
    _modify { yield &stack[stack.count - 1] }
  }

  func token(_ index: Int) -> SQLToken? { tokens.at(index) }

  /// Reads all tokens, once.
  /// - Throws: `SQLRefusal` for what does not only read, and for parentheses that do not match.
  mutating func read() throws(SQLRefusal) {
    var index = tokens.startIndex
    while index < tokens.endIndex {
      let token = tokens[index]
      if token.isSymbol("(") {
        try open(index)
      } else if token.isSymbol(")") {
        try close(index)
      } else if top.expectsTable, let next = try table(index) {
        index = next
        continue
      } else if token.isSymbol("@") {
        throw .effect("@", SQLEffects.stage)
      } else if token.isWord("into") {
        throw .notReading("SELECT … INTO")
      } else {
        switch top.position {
        case .queryStart: try begin(index)
        case .cteName: try nameExpression(token)
        case .cteHead, .cteBody: try headOfExpression(token)
        case .afterQuery, .block: clause(index)
        }
        mention(index)
      }
      index += 1
    }
    guard stack.count == 1 else { throw .parenthesis("is never closed", at: top.openedAt, in: sql) }
    guard top.position == .block || top.position == .afterQuery else {
      throw .notReading("A statement without its SELECT")
    }
    endClause(tokens.endIndex)
  }

  // MARK: Parentheses

  private mutating func open(_ index: Int) throws(SQLRefusal) {
    guard stack.count <= Self.maximumDepth else { throw .nested(deeperThan: Self.maximumDepth) }
    let previous = token(index - 1)
    let beginsQuery = token(index + 1)?.isWord("select", "with") ?? false
    var frame = SQLScopeFrame(
      kind: .expression, position: .block, block: top.block, clause: top.clause, names: top.names)
    frame.openedAt = tokens[index].range.lowerBound
    frame.opener = previous
    frame.isAside = top.isAside || previous.map { $0.isWord("over", "group", "using") || $0.isTimeMacro } ?? false
    if token(index + 1)?.isWord("from") ?? false { doubt("FROM without its SELECT") }
    if previous?.isWord("table") ?? false, !callsFunction(in: index) { doubt("TABLE(…)") }
    if top.position != .cteHead, top.position != .cteBody { call(before: index) }
    switch top.position {
    case .queryStart:
      frame.kind = .query
      frame.position = .queryStart
      (frame.reader, frame.bodyOf, frame.block) = (top.reader, top.bodyOf, nil)
    case .cteName: throw .notReading("WITH (")
    case .cteBody:
      frame.kind = .query
      frame.position = .queryStart
      frame.block = nil
      if let body = top.bodyOf {
        (frame.reader, frame.bodyOf) = (.cte(body.index), body)
        frame.mayReadItself = top.isRecursive
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
      guard let body = top.bodyOf else { return }
      settled.insert(body.index)
      top.names[body.name] = body.index
      top.position = .queryStart
      top.bodyOf = stack.count > 1 ? outerBody : nil
    default: break
    }
  }

  /// The body of the outer common table expression in which the WITH that ends here began.
  private var outerBody: (name: ExactText, index: Int)? {
    stack.count > 1 && stack[stack.count - 2].position == .cteBody ? stack[stack.count - 2].bodyOf : nil
  }

  /// Keeps the first thing that makes it uncertain which tables are read.
  mutating func doubt(_ what: String) {
    if scopes.doubt == nil { scopes.doubt = what }
  }

  /// Keeps the name before a parenthesis, if it calls a function.
  private mutating func call(before index: Int) {
    guard let name = token(index - 1), name.isIdentifier, index - 1 != alias else { return }
    var start = index - 1
    for _ in 0..<8 {
      guard let mark = token(start - 1), mark.isSymbol(".") || mark.isSymbol("!"),
        token(start - 2)?.isIdentifier ?? false
      else { break }
      start -= 2
    }
    let previous = token(start - 1)
    let isTable =
      index == tableFunction || previous?.isSymbol("(") ?? false && token(start - 2)?.isWord("table") ?? false
    if !isTable {
      guard name.kind != .word || !SQLFunctions.keywords.contains(name.text) else { return }
      // A type, or an alias with its columns.
      guard previous?.isSymbol("::") != true, previous?.isSymbol(")") != true, previous?.isWord("as") != true || defines
      else { return }
    }
    scopes.calls.append(SQLCall(path: tokens[start..<index], isTable: isTable))
  }

  /// Counts what stands here as one more relation in the FROM of its SELECT.
  mutating func takeRelation() {
    guard top.expectsTable, let block = top.block else { return }
    top.expectsTable = false
    scopes.blocks[block].relationCount += 1
  }
}

/// What an open parenthesis, or the whole statement, holds.
struct SQLScopeFrame {
  enum Clause { case list, from, on, condition, late, other, limit }
  enum Position { case queryStart, cteName, cteHead, cteBody, afterQuery, block }
  enum Kind { case query, joinGroup, expression }

  var kind: Kind
  var position: Position
  /// Who reads the rows of the SELECTs that begin here.
  var reader = SQLBlock.Reader.nobody
  /// The SELECT that the tokens here belong to.
  var block: Int?
  var clause = Clause.other
  var expectsTable = false
  /// Whether this is the order of a window or aggregate, or the arguments of a macro: a time there filters nothing.
  var isAside = false
  /// The common table expressions that can be named here, by their index in `SQLScopes.cteReaders`.
  var names: [ExactText: Int]
  /// The common table expression whose body this is.
  var bodyOf: (name: ExactText, index: Int)?
  var isRecursive = false
  /// Whether the rows of VALUES (…), (…) go on here.
  var isInValues = false
  /// Whether this is the body of a recursive common table expression.
  var mayReadItself = false
  /// Where the clause began, in bytes.
  var clauseStart = 0
  /// Where the parenthesis stands, in bytes.
  var openedAt = 0
  /// What stands before the parenthesis.
  var opener: SQLToken?
}
