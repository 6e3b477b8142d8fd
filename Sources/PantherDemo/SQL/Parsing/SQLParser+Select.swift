extension SQLParser {
  mutating func select() throws -> SQLSelect {
    try expect("select")
    var select = SQLSelect()
    if take("distinct") { select.isDistinct = true } else { _ = take("all") }
    if at("top") { throw SQLError.unsupported("TOP (use LIMIT)") }
    repeat { select.items.append(try item()) } while take(symbol: ",") && !at("from")
    if take("from") { select.source = try source() }
    if take("where") { select.condition = try expression() }
    if take("group") {
      try expect("by")
      if take("all") {
        select.groupsByAll = true
      } else {
        repeat { select.groups.append(try expression()) } while take(symbol: ",")
      }
    }
    if take("having") { select.having = try expression() }
    if at("qualify") || at("window") { throw SQLError.unsupported("QUALIFY and window functions") }
    return select
  }

  private mutating func item() throws -> SQLItem {
    if take(symbol: "*") {
      if at("exclude") || at("rename") { throw SQLError.unsupported("* EXCLUDE") }
      return SQLItem(content: .all(qualifier: nil), name: "*", isAlias: false)
    }
    let start = start
    let expression = try expression()
    if case .column(let qualifier, "*") = expression {
      return SQLItem(content: .all(qualifier: qualifier.last), name: "*", isAlias: false)
    }
    var name = text(from: start)
    if case .column(_, let column) = expression { name = column }
    var isAlias = false
    if take("as") {
      (name, isAlias) = (try alias(), true)
    } else if let alias = try optionalAlias() {
      (name, isAlias) = (alias, true)
    }
    return SQLItem(content: .expression(expression), name: name, isAlias: isAlias)
  }

  private mutating func alias() throws -> String {
    if case .string(let text) = current {
      advance()
      return text
    }
    return try identifier(allowsReserved: true)
  }

  mutating func optionalAlias() throws -> String? {
    switch current {
    case .word(let word) where !Self.reserved.contains(word):
      advance()
      return word
    case .quoted(let name):
      advance()
      return name
    default: return nil
    }
  }
}
