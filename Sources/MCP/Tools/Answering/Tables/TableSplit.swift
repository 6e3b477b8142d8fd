import JSON

/// The columns of a table by what is shown of them: some in every row, some once for all rows, some by their name
/// alone.
struct TableSplit {
  /// The columns that stand in the rows, by their index, as all the others here.
  private(set) var shown: [Int]
  /// The columns that have one value in all rows.
  private(set) var same: [Int] = []
  /// The columns that are null in all rows.
  private(set) var empty: [Int] = []
  /// The names of those that are left out; one name may stand for several.
  private(set) var leftOut: [String] = []

  /// Shows all columns in the rows.
  init(columns: Int) {
    shown = Array(0..<columns)
  }

  /// - Parameter rows: arrays with a value for each column.
  init(_ columns: [String], _ rows: [JSON], _ choice: ColumnChoice) {
    self.init(columns: columns.count)
    guard let first = rows.first?.array, first.count == columns.count else { return }
    let uses = columns.map(choice.use)
    leftOut = uses.compactMap { use in
      guard case .leftOut(let name) = use else { return nil }
      return name
    }
    var alike = shown.filter { uses[$0] == .usual }
    for row in rows.dropFirst() {
      guard case .array(let cells) = row, cells.count == first.count else {
        self.init(columns: columns.count)
        return
      }
      alike.removeAll { cells[$0] != first[$0] }
      if alike.isEmpty { break }
    }
    empty = alike.filter { first[$0].isNull }
    // A single row has nothing to say once: its values are no shorter under their names than in the row.
    if rows.count > 1 { same = alike.filter { !first[$0].isNull } }
    let once = Set(same + empty)
    shown = shown.filter { !once.contains($0) && (uses[$0] == .always || uses[$0] == .usual) }
    if shown.isEmpty { keepSame() }
  }

  /// Lets the columns of one value stand in the rows after all.
  mutating func keepSame() {
    shown = (shown + same).sorted()
    same = []
  }
}
