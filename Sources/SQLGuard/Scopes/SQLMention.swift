/// What the tokens around a mention of the event time say about it.
extension ArraySlice<SQLToken> {
  func at(_ index: Int) -> SQLToken? { indices.contains(index) ? self[index] : nil }

  /// The table or alias before the name of a column: `a` in `a.p_event_time`.
  func qualifier(_ index: Int) -> String? {
    guard at(index - 1)?.isSymbol(".") ?? false, let table = at(index - 2), table.isIdentifier else { return nil }
    return table.name
  }

  /// Whether a name is a key inside a JSON value: `event:data.p_event_time`.
  func isPathStep(_ index: Int) -> Bool {
    var index = index
    for _ in 0..<8 {
      guard at(index - 1)?.isSymbol(".") ?? false else { break }
      index -= 2
      guard let step = at(index), step.isIdentifier else { return true }
    }
    return at(index - 1)?.isSymbol(":") ?? false
  }

  /// Whether the column is compared directly with another `p_event_time`: `a.p_event_time = b.p_event_time`.
  func isComparedWithTime(_ index: Int) -> Bool {
    let comparison: (Int) -> Bool = { at($0).map { "=<>!".contains($0.text) && $0.kind == .symbol } ?? false }
    var next = index + 1
    while comparison(next) { next += 1 }
    if next > index + 1 {
      for _ in 0..<8 where at(next + 1)?.isSymbol(".") ?? false { next += 2 }
      if at(next)?.name == SQLTime.column { return true }
    }
    var back = index - 1
    for _ in 0..<8 where at(back)?.isSymbol(".") ?? false { back -= 2 }
    guard comparison(back) else { return false }
    while comparison(back) { back -= 1 }
    return at(back)?.isIdentifier ?? false && at(back)?.name == SQLTime.column
  }

  /// The table alias among the arguments of a macro; it stands after the offset or the times.
  func macroAlias(_ index: Int) -> String? {
    let wanted = self[index].name.hasSuffix("between") || self[index].name.hasSuffix("around") ? 2 : 1
    var depth = 0
    var argument = 0
    for next in indices.suffix(from: index + 1) {
      let token = self[next]
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      if depth == 0 { return nil }
      if depth == 1, token.isSymbol(",") { argument += 1 }
      if argument == wanted, token.isIdentifier || token.kind == .string { return token.text.lowercased() }
    }
    return nil
  }
}
