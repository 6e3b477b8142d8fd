/// An expression as it was written. Lists of AND and OR are flat, so that the depth of a tree is bounded by its nesting.
indirect enum SQLExpression: Equatable, Sendable {
  case literal(SQLValue)
  case column(qualifier: [String], name: String)
  /// `CURRENT_TIMESTAMP`
  case now
  case path(SQLExpression, [SQLPathStep])
  case cast(SQLExpression, SQLType, isTry: Bool)
  case not(SQLExpression)
  case negated(SQLExpression)
  case all([SQLExpression])
  case any([SQLExpression])
  case binary(String, SQLExpression, SQLExpression)
  case isNull(SQLExpression)
  case like(SQLExpression, patterns: [SQLExpression], foldsCase: Bool)
  case oneOf(SQLExpression, [SQLExpression])
  case inQuery(SQLExpression, SQLQuery)
  case scalarQuery(SQLQuery)
  case exists(SQLQuery)
  case between(SQLExpression, SQLExpression, SQLExpression)
  case choice(subject: SQLExpression?, cases: [SQLChoice], otherwise: SQLExpression?)
  case call(String, [SQLExpression], isDistinct: Bool)
  /// `*` inside COUNT
  case star
  /// A time moved by milliseconds, from a macro or an INTERVAL.
  case shifted(SQLExpression, milliseconds: Int)
}

struct SQLChoice: Equatable, Sendable {
  var condition: SQLExpression
  var result: SQLExpression
}

enum SQLPathStep: Equatable, Sendable {
  case key(String)
  case index(Int)
}

enum SQLType: Equatable, Sendable {
  case text, int, real, bool, date, time, variant
}

struct SQLItem: Equatable, Sendable {
  enum Content: Equatable, Sendable {
    case all(qualifier: String?)
    case expression(SQLExpression)
  }

  var content: Content
  /// The name of the column in the result.
  var name: String
  var isAlias: Bool
}

struct SQLOrder: Equatable, Sendable {
  var expression: SQLExpression
  var isDescending: Bool
  var nullsFirst: Bool?
}

indirect enum SQLSource: Equatable, Sendable {
  case table(path: [String], alias: String?)
  case query(SQLQuery, alias: String?)
  case join(SQLSource, SQLSource, SQLJoin)
  /// `LATERAL FLATTEN(input => list)`: a row for each item.
  case flatten(SQLSource, SQLExpression, isOuter: Bool, alias: String?)
}

struct SQLJoin: Equatable, Sendable {
  /// Whether rows of the left side without a partner stay.
  var keepsLeft = false
  var condition: SQLExpression?
  /// Columns of USING, which are equal on both sides.
  var columns: [String] = []
}

struct SQLSelect: Equatable, Sendable {
  var isDistinct = false
  var items: [SQLItem] = []
  var source: SQLSource?
  var condition: SQLExpression?
  var groups: [SQLExpression] = []
  var groupsByAll = false
  var having: SQLExpression?
}

struct SQLQuery: Equatable, Sendable {
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
    /// Whether doubles fall away when this part is added to those before it.
    var removesDoubles: Bool
  }

  var named: [Named] = []
  var parts: [Part] = []
  var order: [SQLOrder] = []
  var limit: Int?
  var offset = 0
}
