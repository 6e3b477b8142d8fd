import JSON

/// An aggregate function, such as COUNT, over the rows of a group.
struct SQLAggregate {
  enum Kind: String {
    case count, min, max, sum, avg, median
    case countIf = "count_if"
    case approximateCount = "approx_count_distinct"
    case arrayAgg = "array_agg"
    case arrayUnique = "array_unique_agg"
    case listAgg = "listagg"
    case anyValue = "any_value"
  }

  private static let longestList = 1000

  private let kind: Kind
  private let argument: SQLEvaluation?
  private let isDistinct: Bool
  private var separator = ""

  init(
    _ kind: Kind, _ arguments: [SQLExpression], isDistinct: Bool, compile: (SQLExpression) throws -> SQLEvaluation
  ) throws {
    self.kind = kind
    self.isDistinct = isDistinct || kind == .approximateCount || kind == .arrayUnique
    if kind == .listAgg, arguments.count == 2, case .literal(.text(let text)) = arguments[1] {
      separator = text
    } else if arguments.count != 1 {
      throw SQLError("\(kind.rawValue.uppercased()) takes one argument")
    }
    if kind == .count, arguments[0] == .star {
      argument = nil
    } else {
      argument = try compile(arguments[0])
    }
  }

  func result(over rows: [[SQLValue]]) throws -> SQLValue {
    guard let argument else { return .int(rows.count) }
    var values: [SQLValue] = []
    var seen: Set<SQLValue> = []
    for row in rows {
      let value = try argument(SQLFrame(row: row))
      if !value.isNull, !isDistinct || seen.insert(value).inserted { values.append(value) }
    }
    switch kind {
    case .count, .approximateCount: return .int(values.count)
    case .countIf: return .int(try values.count { try $0.truth() == true })
    case .min: return try SQLArithmetic.extreme(values) { $0 < 0 }
    case .max: return try SQLArithmetic.extreme(values) { $0 > 0 }
    case .anyValue: return values.first ?? .null
    case .sum:
      guard !values.isEmpty else { return .null }
      return try values.reduce(.int(0)) { try SQLArithmetic.apply("+", $0, $1) }
    case .avg:
      guard !values.isEmpty else { return .null }
      return .real(try values.reduce(0) { try $0 + $1.asDouble() } / Double(values.count))
    case .median:
      let sorted = try values.map { try $0.asDouble() }.sorted()
      guard !sorted.isEmpty else { return .null }
      return .real((sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2)
    case .arrayAgg, .arrayUnique:
      // With lists of lists a short statement could make an answer of any size.
      let isFlat = values.allSatisfy { if case .variant = $0 { false } else { true } }
      guard isFlat else { throw SQLError.unsupported("ARRAY_AGG of lists and objects") }
      guard values.count <= Self.longestList else { throw SQLError("ARRAY_AGG has more than 1000 items") }
      return .variant(.array(values.map(\.json)))
    case .listAgg:
      guard values.count <= Self.longestList else { throw SQLError("LISTAGG has more than 1000 items") }
      return try .bounded(values.compactMap(\.text).joined(separator: separator))
    }
  }
}
