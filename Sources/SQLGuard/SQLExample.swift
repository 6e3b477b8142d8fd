/// The refused statement with time filters put in, for a refusal to show. It is never run unless the model sends it.
enum SQLExample {
  static func filtered(
    _ sql: [UInt8], _ scopes: SQLScopes, _ missing: [(block: Int, table: SQLBlock.Table)]
  ) -> String {
    guard sql.count <= 3_000 else {
      return
        "… FROM \(missing[0].table.written) WHERE p_occurs_since('1 d') AND (the rest of the condition) … LIMIT 100"
    }
    var insertions: [(at: Int, text: String)] = []
    for (index, tables) in Dictionary(grouping: missing, by: \.block) {
      let block = scopes.blocks[index]
      let isAlone = block.relationCount < 2
      let macros = tables.map { "p_occurs_since('1 d'\(isAlone ? "" : ", \($0.table.alias)"))" }
      let filter = macros.joined(separator: " AND ")
      if let condition = block.condition {
        insertions.append((condition.lowerBound, " \(filter) AND ("))
        insertions.append((condition.upperBound, ")"))
      } else {
        insertions.append((block.fromEnd, " WHERE \(filter)"))
      }
    }
    var text: [UInt8] = []
    var at = 0
    for insertion in insertions.sorted(by: { $0.at < $1.at }) {
      text += sql[at..<insertion.at] + Array(insertion.text.utf8)
      at = insertion.at
    }
    text += sql[at..<scopes.end]
    return String(decoding: text, as: UTF8.self) + (scopes.hasLimit ? "" : " LIMIT 100")
  }
}
