/// A SELECT, without ORDER BY and LIMIT, which belong to its query.
struct SQLSelect: Equatable, Sendable {
  var isDistinct = false
  var items: [SQLItem] = []
  var source: SQLSource?
  var condition: SQLExpression?
  var groups: [SQLExpression] = []
  var groupsByAll = false
  var having: SQLExpression?
}

/// One item of the select list.
struct SQLItem: Equatable, Sendable {
  enum Content: Equatable, Sendable {
    /// `*`, or `t.*` with the qualifier `t`.
    case all(qualifier: String?)
    case expression(SQLExpression)
  }

  var content: Content
  /// The name of the column in the result.
  var name: String
  var isAlias: Bool
}
