/// What stands after FROM.
indirect enum SQLSource: Equatable, Sendable {
  case table(path: [String], alias: String?)
  case query(SQLQuery, alias: String?)
  case join(SQLSource, SQLSource, SQLJoin)
  /// `LATERAL FLATTEN(input => list)`, which gives a row for each item of the list.
  case flatten(SQLSource, SQLExpression, isOuter: Bool, alias: String?)
}

/// How two sources are joined.
struct SQLJoin: Equatable, Sendable {
  /// Whether it is a LEFT JOIN, which keeps the rows of the left side that have no partner.
  var keepsLeft = false
  var condition: SQLExpression?
  /// The columns of USING, which must be equal on both sides.
  var columns: [String] = []
}
