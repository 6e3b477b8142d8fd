/// The name that Panther gives the time of an event in SQL.
enum SQLTime {
  static let column = "p_event_time"
}

extension SQLToken {
  var isTimeMacro: Bool { kind == .word && text.hasPrefix("p_occurs_") }
}

/// Decides for each large table of a statement whether its time is limited.
struct SQLTimeFilter {
  /// The tables whose time nothing limits, with the SELECT that reads them.
  private(set) var missing: [(block: Int, table: SQLBlock.Table)] = []
  /// Words for the answer about the tables of which the statement does not say for sure.
  private(set) var notices: [String] = []

  init(_ scopes: SQLScopes) {
    let covered = SQLTimeFilter.coveredFromOutside(scopes)
    for (index, block) in scopes.blocks.enumerated() {
      let bounds = block.mentions.filter(\.isBound)
      let isLimited = bounds.contains { $0.qualifier == nil } || !block.timeAliases.isDisjoint(with: block.filterNames)
      let hints = !block.mentions.isEmpty || !block.timeAliases.isDisjoint(with: block.lateNames)
      if block.namesTableAtRunTime, !isLimited, bounds.isEmpty {
        note("A table here is named only at run time, so its time filter was not checked.")
      }
      for table in block.tables where !isLimited {
        // Where another table's time is limited, a comparison with that time limits this table, too.
        let related = bounds.isEmpty ? bounds : block.mentions
        if related.contains(where: { $0.qualifier == table.alias }) { continue }
        if hints {
          note(
            "\(table.written) may be read whole: no time filter in WHERE or ON limits it by itself. "
              + "Add p_occurs_since('1 d', \(table.alias)) if the query is slow.")
        } else if covered[index] {
          note(
            "\(table.written) is read in a subquery whose time filter stands outside it; the database moves it "
              + "inside often, not always. Put it inside if the query is slow.")
        } else {
          missing.append((index, table))
        }
      }
    }
  }

  private mutating func note(_ notice: String) {
    if !notices.contains(notice), notices.count < 20 { notices.append(notice) }
  }

  /// For each SELECT, whether every reader of its rows has a filter of its own, or is covered by its readers in turn.
  private static func coveredFromOutside(_ scopes: SQLScopes) -> [Bool] {
    let blocks = scopes.blocks
    let aliases = blocks.reduce(into: Set<String>()) { $0.formUnion($1.timeAliases) }
    let filters = blocks.map { block in
      !block.mentions.isEmpty || !aliases.isDisjoint(with: block.filterNames.union(block.lateNames))
    }
    var covered = blocks.map { _ in false }
    func settle(_ index: Int) {
      switch blocks[index].reader {
      case .nobody: break
      case .block(let reader): covered[index] = filters[reader] || covered[reader]
      case .cte(let cte):
        let readers = scopes.cteReaders[cte].filter { $0 != index }
        covered[index] = !readers.isEmpty && readers.allSatisfy { filters[$0] || covered[$0] }
      }
    }
    // The readers of a common table expression stand after it, the reader of a subquery in FROM stands before it; two
    // rounds in both directions are enough for real statements.
    for _ in 0..<2 {
      blocks.indices.reversed().forEach(settle)
      blocks.indices.forEach(settle)
    }
    return covered
  }
}
