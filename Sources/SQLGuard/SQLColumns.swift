/// Which columns an SQL text asks for by name. It only looks: where a text is hard to tell, it takes more names than
/// there are.
package struct SQLColumns: Sendable {
  /// Whether the result has columns that nobody named: those of `SELECT *`, or of a statement such as SHOW.
  package private(set) var hasUnnamed = true
  private var selected: Set<String> = []
  private var mentioned: Set<String> = []

  /// - Returns: nil for a text that cannot be read.
  package init?(_ sql: String) {
    guard sql.utf8.count <= SQLGuard.maximumLength, let tokens = try? SQLTokenizer.tokens(of: sql) else { return nil }
    var depth = 0
    // The depth of each SELECT list that is open.
    var lists: [Int] = []
    var outermost: Int?
    var starDepths: Set<Int> = []
    for (index, token) in tokens.enumerated() {
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      while let list = lists.last, list > depth { lists.removeLast() }
      if token.isWord("select") {
        outermost = min(outermost ?? depth, depth)
        if lists.last != depth { lists.append(depth) }
      } else if token.isWord("from", "where", "union", "order", "limit"), lists.last == depth {
        lists.removeLast()
      } else if token.isIdentifier {
        mentioned.insert(token.name)
        if !lists.isEmpty { selected.insert(token.name) }
      } else if token.isSymbol("*"), lists.last == depth, Self.isItem(tokens[..<index]) {
        starDepths.insert(depth)
      }
    }
    hasUnnamed = outermost.map(starDepths.contains) ?? true
  }

  /// Whether a SELECT list has this column by name.
  package func select(_ column: String) -> Bool { selected.contains(column.lowercased()) }

  /// Whether the statement has this name anywhere.
  package func mention(_ column: String) -> Bool { mentioned.contains(column.lowercased()) }

  /// Whether a `*` after these tokens stands for columns, and does not multiply.
  private static func isItem(_ before: ArraySlice<SQLToken>) -> Bool {
    guard let last = before.last else { return false }
    let isTop = last.kind == .number && before.dropLast().last?.isWord("top") == true
    return isTop || last.isSymbol(",") || last.isSymbol(".") || last.isWord("select", "distinct", "all")
  }
}
