/// What an expression reads: the columns of a row, or the keys and aggregates of a group.
struct SQLFrame {
  var row: [SQLValue]
  var aggregates: [SQLValue] = []
}

/// A compiled expression.
typealias SQLEvaluation = (SQLFrame) throws -> SQLValue
