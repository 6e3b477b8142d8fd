import Text

/// Refuses what stands inside a query and does more than read the data lake. What a statement begins with, and where a
/// query has to stand, is checked elsewhere.
///
/// A function is refused wherever its name stands before a parenthesis, whatever the name means there: a name that only
/// looks like a column to this reader must not hide a call.
enum SQLEffects {
  /// - Throws: `SQLRefusal`, which names the first effect.
  static func refuse(_ tokens: ArraySlice<SQLToken>) throws(SQLRefusal) {
    for (index, token) in zip(tokens.indices, tokens) {
      guard token.isIdentifier else { continue }
      if let reason = effect(ofCall: token, at: index, tokens) {
        throw .effect(token.name.beginning(40).uppercased(), reason)
      }
      if let construct = construct(token, at: index, tokens) { throw .notReading(construct) }
    }
  }

  /// Why files are out of reach.
  static let stage = "it reads files outside of the tables"

  /// Why a function may not be called; nil for other functions, and for what is no function.
  private static func effect(ofCall token: SQLToken, at index: Int, _ tokens: ArraySlice<SQLToken>) -> String? {
    let name = token.name
    let isCalled = tokens.at(index + 1)?.isSymbol("(") == true
    if isCalled || name.hasPrefix("system$"), let reason = SQLFunctions.refusal(of: name) { return reason }
    if isCalled, let schema = tokens.qualifier(index) { return SQLFunctions.refusal(ofSchema: schema) }
    return nil
  }

  private static func construct(_ token: SQLToken, at index: Int, _ tokens: ArraySlice<SQLToken>) -> String? {
    let next = tokens.at(index + 1)
    switch token.name {
    // It calls a function whose name nobody has checked: IDENTIFIER('system$…')(1).
    case "identifier" where next?.isSymbol("(") == true && isCalled(after: index + 1, tokens):
      return "A function named by IDENTIFIER"
    // It takes a number out of a sequence.
    case "nextval" where tokens.at(index - 1)?.isSymbol(".") == true && !tokens.isPathStep(index): return "NEXTVAL"
    // Hybrid tables lock the rows.
    case "for" where token.kind == .word && next?.isWord("update") == true: return "SELECT … FOR UPDATE"
    // Spark runs a script on the rows: SELECT TRANSFORM (…) USING 'script'.
    case "using" where token.kind == .word && next?.kind == .string: return "USING with a script"
    default: return nil
    }
  }

  /// Whether the parenthesis that opens at an index is followed by another one.
  private static func isCalled(after opening: Int, _ tokens: ArraySlice<SQLToken>) -> Bool {
    // A longer one is no name, and looking further at each of many would take the square of their number.
    guard let end = tokens[opening...].prefix(20).firstIndex(where: { $0.isSymbol(")") }) else { return true }
    return tokens.at(end + 1)?.isSymbol("(") == true
  }
}
