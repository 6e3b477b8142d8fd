import JSON

/// What stands before the rows of a table.
struct TableHead {
  /// What it is a table of, beside other tables; nil where that is not known.
  var title: JSON.Member?
  /// The names of all columns, and the ways from a row's object to their values.
  let names: [String]
  let paths: [FieldPath]

  /// More columns without a value are only counted.
  private static let mostEmpty = 30

  /// - Parameter same: the values of the columns that have one value in all rows.
  func text(of split: TableSplit, same: [JSON]) -> String {
    var head: JSON.Object = [:]
    if let title { head[title.key] = title.value }
    head["columns"] = JSON(split.shown.map { names[$0] })
    if !split.empty.isEmpty {
      let isFew = split.empty.count <= Self.mostEmpty
      head["null_in_all_rows"] = isFew ? JSON(split.empty.map { names[$0] }) : JSON(split.empty.count)
    }
    if !split.same.isEmpty {
      head["same_in_all_rows"] = .object(JSON.Object(zip(split.same, same).map { (names[$0], $1) }))
    }
    return JSON.object(head).text.dropLast() + #","rows":["#
  }
}
