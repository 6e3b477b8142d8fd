/// The right side of IN, for values that are known before the rows are read.
struct SQLValueSet {
  private let values: Set<SQLValue>
  private let hasNull: Bool
  private let isText: Bool

  init(_ items: [SQLValue]) {
    hasNull = items.contains { $0.isNull }
    values = Set(items.filter { !$0.isNull })
    isText = values.allSatisfy { if case .text = $0 { true } else { false } }
  }

  func contains(_ value: SQLValue) throws -> SQLValue {
    guard !values.isEmpty else { return hasNull ? .null : .bool(false) }
    guard !value.isNull else { return .null }
    if values.contains(value) { return .bool(true) }
    if case .text = value, isText { return hasNull ? .null : .bool(false) }
    for item in values where try SQLArithmetic.compare(value, item) == 0 { return .bool(true) }
    return hasNull ? .null : .bool(false)
  }
}
