/// A whole query: SELECTs that UNION joins, with their common table expressions, ORDER BY and LIMIT.
struct SQLQuery: Equatable, Sendable {
  /// A common table expression.
  struct Named: Equatable, Sendable {
    var name: String
    var columns: [String]
    var query: SQLQuery
  }

  enum Body: Equatable, Sendable {
    case select(SQLSelect)
    case query(SQLQuery)
  }

  struct Part: Equatable, Sendable {
    var body: Body
    /// Whether this part is added with UNION, which removes rows that occur twice, and not with UNION ALL.
    var removesDoubles: Bool
  }

  var named: [Named] = []
  var parts: [Part] = []
  var order: [SQLOrder] = []
  var limit: Int?
  var offset = 0
}

/// One term of ORDER BY.
struct SQLOrder: Equatable, Sendable {
  var expression: SQLExpression
  var isDescending: Bool
  var nullsFirst: Bool?
}
