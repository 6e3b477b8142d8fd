import Text

/// Refuses what stands inside a query and does more than read. What a statement begins with, and where a query has to
/// stand, is checked elsewhere.
enum SQLEffects {
  /// - Throws: `SQLRefusal`, which names the first effect.
  static func refuse(_ tokens: ArraySlice<SQLToken>) throws(SQLRefusal) {
    for (index, token) in zip(tokens.indices, tokens) {
      if let effect = effect(of: token, at: index, tokens) { throw .notReading(effect) }
    }
  }

  private static func effect(of token: SQLToken, at index: Int, _ tokens: ArraySlice<SQLToken>) -> String? {
    guard token.isIdentifier else { return nil }
    let next = tokens.at(index + 1)
    switch token.name {
    case let name where name.hasPrefix("system$") && !isHarmless(name): return name.beginning(40).uppercased()
    // It calls a function whose name nobody has checked: IDENTIFIER('system$…')(1).
    case "identifier" where next?.isSymbol("(") == true && isCalled(after: index + 1, tokens):
      return "A function named by IDENTIFIER"
    // They take a number out of a sequence.
    case "nextval" where tokens.at(index - 1)?.isSymbol(".") == true && !tokens.isPathStep(index): return "NEXTVAL"
    case "getnextval" where next?.isSymbol("(") == true: return "GETNEXTVAL"
    // Hybrid tables lock the rows.
    case "for" where token.kind == .word && next?.isWord("update") == true: return "SELECT … FOR UPDATE"
    // Spark runs a script on the rows: SELECT TRANSFORM (…) USING 'script'.
    case "using" where token.kind == .word && next?.kind == .string: return "USING with a script"
    default: return nil
    }
  }

  /// Whether a `SYSTEM$` function only looks something up. Others cancel queries, resume pipes or wait.
  private static func isHarmless(_ name: String) -> Bool {
    ["typeof", "get_", "clustering_", "estimate_", "explain_", "last_change_", "query_reference"]
      .contains(where: name.dropFirst("system$".count).hasPrefix)
  }

  /// Whether the parenthesis that opens at an index is followed by another one.
  private static func isCalled(after opening: Int, _ tokens: ArraySlice<SQLToken>) -> Bool {
    guard let end = tokens[opening...].firstIndex(where: { $0.isSymbol(")") }) else { return false }
    return tokens.at(end + 1)?.isSymbol("(") == true
  }
}
