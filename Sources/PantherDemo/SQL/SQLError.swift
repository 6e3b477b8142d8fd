/// The reason why a statement cannot run. Its text becomes the message of the query.
struct SQLError: Error, CustomStringConvertible {
  let description: String

  init(_ reason: String) {
    description = "SQL compilation error: " + reason
  }

  static let longText = SQLError("the text is too long")

  /// The error for a feature that Snowflake has and the demo data lake has not.
  static func unsupported(_ feature: String) -> SQLError {
    SQLError("The demo data lake does not do \(feature); it does: \(SQLError.supported).")
  }

  private static let supported =
    "SELECT [DISTINCT] over tables, subqueries and CTEs, INNER, LEFT and CROSS JOIN, LATERAL FLATTEN, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, "
    + "UNION [ALL], CASE, casts, nested paths, the p_occurs_* macros, aggregates and the usual scalar functions"
}
