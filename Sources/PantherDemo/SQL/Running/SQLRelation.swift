/// A table, or the result of a query: columns with names, and rows.
struct SQLRelation {
  var columns: [String]
  var rows: [[SQLValue]]
}
