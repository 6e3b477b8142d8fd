/// How much work one statement may still do, with all its subqueries.
final class SQLBudget {
  /// The work that is left, in evaluations of expression nodes.
  private var left = 60_000_000

  func spend(_ work: Int) throws {
    left -= work
    guard left >= 0 else { throw SQLError("the statement is too expensive for the demo") }
  }
}
