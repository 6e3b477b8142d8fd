import Cleaning
import Foundation
import JSON
import MCP
import Panther
import Text

/// The columns of a query's result, by their names.
struct QueryColumns {
  private let names: [String]
  private let rows: [JSON]
  private let redacts: Bool

  /// - Parameters:
  ///   - rows: arrays in the order of the names.
  ///   - redacts: whether answers hide secrets.
  init(_ names: [String], _ rows: [JSON], redacts: Bool) {
    (self.names, self.rows, self.redacts) = (names, rows, redacts)
  }

  /// The column of this name. Snowflake writes names in upper case that were not quoted, so the case is of no account
  /// where no name is the same.
  ///
  /// - Throws: `ArgumentError`, which names the columns that there are.
  func column(_ name: String) throws -> QueryColumn {
    let index =
      names.firstIndex { $0.hasSameBytes(as: name) } ?? names.firstIndex { $0.lowercased() == name.lowercased() }
    guard let index else {
      let known = names.prefix(50).map(Wording.quote).joined(separator: ", ")
      throw ArgumentError([
        "The result has no column \(Wording.quote(name)). It has \(known).\(NearNames.hint(name, among: names))"
      ])
    }
    return column(at: index)
  }

  private func column(at index: Int) -> QueryColumn {
    QueryColumn(name: names[index], cells: rows.map { $0.array?.element(at: index) ?? .null }, redacts: redacts)
  }

  /// The first column that is none of these and has a number in every row.
  func firstOfNumbers(but others: [QueryColumn]) -> String? {
    names.indices.map(column).first { column in
      column.cells.allSatisfy { $0.double != nil } && !others.contains { $0.name == column.name }
    }?.name
  }

  /// The column of this name, if all it has are numbers.
  /// - Throws: `ArgumentError`, which names the first value that is none.
  func numbers(_ name: String) throws -> QueryColumn {
    let column = try column(name)
    let numbers = column.cells.map(\.asNumber)
    if let row = numbers.firstIndex(where: { $0 == nil }) {
      throw ArgumentError([
        "Column \(Wording.quote(column.name)) is drawn as numbers, and row \(row + 1) has \(column.shown(row))."
      ])
    }
    return QueryColumn(name: column.name, cells: numbers.compactMap(\.self), redacts: redacts)
  }
}

/// One column of a query's result.
struct QueryColumn {
  let name: String
  let cells: [JSON]
  let redacts: Bool

  /// A value as it may stand where the name of its column does not stand above it. That name can make it a secret.
  func alone(_ row: Int) -> JSON {
    var sanitizer = Sanitizer(redacts: redacts)
    let columns = sanitizer.columns([name])
    return sanitizer.clean(row: [cells[row]], of: columns).array?.first ?? .null
  }

  /// A value in an error.
  func shown(_ row: Int) -> String {
    let value = alone(row)
    return Wording.quote(value.string ?? value.text)
  }

  /// The numbers, where all values are some.
  var doubles: [Double]? {
    let numbers = cells.map { $0.asNumber?.double }
    return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
  }

  /// The times, where all values are some.
  var times: QueryTimes? {
    let times = cells.map(\.asTime)
    return times.contains(nil) ? nil : QueryTimes(times.compactMap(\.self))
  }

  /// Words for the first value that is no time, and for the first that is no number either.
  var firstWithoutTime: String { words(at: cells.firstIndex { $0.asTime == nil }) }
  var firstWithoutNumber: String {
    words(
      at: cells.firstIndex { $0.asTime == nil && $0.asNumber?.double == nil } ?? cells.firstIndex { $0.asTime == nil })
  }

  private func words(at row: Int?) -> String {
    let row = row ?? 0
    return "row \(row + 1) of column \(Wording.quote(name)) has \(shown(row))"
  }
}

/// Times, in the form of ISO 8601, with milliseconds only where one of them needs these.
struct QueryTimes {
  let dates: [Date]
  let texts: [String]

  fileprivate init(_ dates: [Date]) {
    self.dates = dates
    let areWhole = dates.allSatisfy { $0.timeIntervalSince1970.truncatingRemainder(dividingBy: 1) == 0 }
    texts = dates.map { areWhole ? $0.iso : $0.graphQL }
  }
}

extension JSON {
  /// A number, also one that comes as text, exactly as it was sent; null for null. Nil for anything else.
  fileprivate var asNumber: JSON? {
    let value = string.flatMap { try? JSON(parsing: $0) } ?? self
    if case .number = value { return value }
    return isNull ? .null : nil
  }

  /// A time or a date in ISO 8601; nil for anything else, also for a year or another number.
  fileprivate var asTime: Date? { string.flatMap { Date(iso: $0) ?? Date(absolute: $0) } }
}

extension Array {
  fileprivate func element(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }

  /// Each element once, with how often it occurs, in the order in which they are met first.
  func counted<Key: Hashable>(by key: (Element) -> Key) -> [(first: Element, count: Int)] {
    var places: [Key: Int] = [:]
    var counts: [(first: Element, count: Int)] = []
    for element in self {
      let key = key(element)
      if let place = places[key] {
        counts[place].count += 1
      } else {
        places[key] = counts.count
        counts.append((element, 1))
      }
    }
    return counts
  }
}
