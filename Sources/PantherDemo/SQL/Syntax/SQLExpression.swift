/// An expression as it was written. Lists of AND and OR are flat, so that only nesting makes the tree deep.
indirect enum SQLExpression: Equatable, Sendable {
  case literal(SQLValue)
  case column(qualifier: [String], name: String)
  /// `CURRENT_TIMESTAMP`.
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
  /// The `*` of `COUNT(*)`.
  case star
  /// A time that a macro or an INTERVAL moves.
  case shifted(SQLExpression, milliseconds: Int)
}

/// A WHEN of CASE with its THEN.
struct SQLChoice: Equatable, Sendable {
  var condition: SQLExpression
  var result: SQLExpression
}

/// One step of a path into a list or an object.
enum SQLPathStep: Equatable, Sendable {
  case key(String)
  case index(Int)
}
