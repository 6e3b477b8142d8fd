import Foundation
import JSON
import MCP
import Panther
import Text

/// The rows of a query, arranged so that they can be drawn.
///
/// Bars of names, time lines and tables draw rows as they are. Lines, and bars over time, get a list of numbers for each
/// series, all of them over the same times or numbers.
struct QueryChart {
  enum Kind: String, CaseIterable, ArgumentValue {
    case bar, line
    case timeLine = "time_line"
    case table
  }

  /// What is drawn, with the numbers.
  let answer: Answer

  /// The properties of an answer's schema.
  static let properties: JSON.Object = [
    "result": AnswerSchema.table, "series": AnswerSchema.table, "times": AnswerSchema.texts,
    "numbers": ["type": "array", "items": AnswerSchema.quantity],
    "beyond_limit": AnswerSchema.object(["series": AnswerSchema.count]),
  ]

  /// The name of the column that Panther does not send: how many rows there are.
  /// - Parameter others: the names that it may not have.
  static func count(beside others: [String?]) -> String {
    ["rows", "count"].first { !others.contains($0) } ?? "number_of_rows"
  }

  /// - Parameters:
  ///   - rows: those of the query that are drawn, arrays in the order of the columns.
  ///   - redacts: whether answers hide secrets.
  /// - Throws: `ArgumentError` when the columns cannot be drawn in the way that is asked for.
  init(of rows: [JSON], _ columns: [String], _ call: ShowChart, redacts: Bool) throws {
    let source = QueryColumns(columns, rows, redacts: redacts)
    let given = try call.columns.map(source.column)
    guard given.map(\.name).unique.count == given.count else { throw ShowChart.sameColumns }
    guard call.kind != .table, let x = call.x, !rows.isEmpty else {
      answer = Self.table(given.isEmpty ? try columns.map(source.column) : given, titled: call.title)
      return
    }
    let places = try source.column(x)
    let series = try call.series.map(source.column)
    let value = try call.value.map(source.numbers)
    let over = [places, series].compactMap { $0?.name }.joined(separator: " and ")
    let title = call.title ?? "\(value?.name ?? "rows") by \(over)"
    let times = places.times
    let kind = call.kind ?? (times == nil ? .bar : value != nil ? .line : series != nil ? .timeLine : .bar)

    let drawn: Answer
    if kind == .timeLine, let series {
      guard let times else { throw ArgumentError(["A time line needs times in `x`, and \(places.firstWithoutTime)."]) }
      let marks = zip(times.texts, series.cells).map { JSON.array([.string($0), $1]) }
      drawn = .table(marks, columns: [places.name, series.name], named: "result")
        .adding(Chart.lanes(of: "result", label: series.name, from: places.name).titled(title).fact)
    } else if let times {
      let keys = times.dates.map(\.timeIntervalSince1970)
      drawn = try SeriesOverPlaces(places, at: keys, times.texts.map(JSON.string), areTimes: true, series, value)
        .answer(kind == .bar ? .bar : .line, titled: title)
    } else if kind == .line {
      guard let numbers = try? source.numbers(x), let keys = places.doubles else {
        throw ArgumentError([
          "A line needs times or numbers in `x`, and \(places.firstWithoutNumber). For names choose the `kind` bar."
        ])
      }
      drawn = try SeriesOverPlaces(places, at: keys, keys.indices.map(numbers.alone), areTimes: false, series, value)
        .answer(.line, titled: title)
    } else {
      drawn = try Self.bars(places, series, value, titled: title)
    }
    let hint =
      if let value {
        value.cells.contains { ($0.double ?? 0) < 0 } ? Self.belowZero : nil
      } else {
        kind == .timeLine || Self.firstRepeated(places, series) != nil
          ? nil : source.firstOfNumbers(but: given).map(Self.allOnce)
      }
    answer = hint.map { drawn.adding(["hint": .string($0)]) } ?? drawn
  }

  private static let belowZero = "Numbers below zero are not drawn, so the picture is only a table."

  private static func allOnce(_ other: String) -> String {
    "Each count is 1, because rows are counted where no `value` is named. Column \(Wording.quote(other)) has numbers."
  }

  /// The first row that has the same place and series as one before it.
  private static func firstRepeated(_ places: QueryColumn, _ series: QueryColumn?) -> Int? {
    var known: Set<ExactText> = []
    return places.cells.indices.first { row in
      !known.insert(ExactText(JSON.array([places.cells[row], series?.cells[row] ?? .null]).text)).inserted
    }
  }

  /// What is said where several rows have the same place and series.
  static func repeated(_ place: String, _ column: QueryColumn, _ series: QueryColumn?) -> ArgumentError {
    let pair =
      series.map { "\(Wording.quote(column.name)) and \(Wording.quote($0.name))" } ?? Wording.quote(column.name)
    let way = series == nil ? ", or name the column that tells them apart as `series`" : ""
    return ArgumentError(["Several rows have the same \(pair), one of them at \(place): group them in the query\(way)."]
    )
  }

  private static func table(_ columns: [QueryColumn], titled title: String?) -> Answer {
    let count = columns.first?.cells.count ?? 0
    let rows = (0..<count).map { row in JSON.array(columns.map { $0.cells[row] }) }
    let chart = Chart.table("result").titled(title)
    return .table(rows, columns: columns.map(\.name), named: "result").adding(rows.isEmpty ? [:] : chart.fact)
  }

  /// A bar for each row; or, without numbers, for each name, with its number of rows, the largest first.
  /// - Throws: `ArgumentError` when two rows with numbers have the same name: nobody could tell their bars apart.
  private static func bars(
    _ places: QueryColumn, _ series: QueryColumn?, _ value: QueryColumn?, titled title: String
  ) throws -> Answer {
    if value != nil, let row = firstRepeated(places, series) { throw repeated(places.shown(row), places, series) }
    let columns = [places, series].compactMap(\.self)
    let names = places.cells.indices.map { row in columns.map { $0.cells[row] } }
    let labels = columns.map(\.name)
    let unit = value?.name ?? count(beside: labels)
    let rows: [JSON]
    if let value {
      rows = zip(names, value.cells).map { .array($0 + [$1]) }
    } else {
      let counts = names.counted { ExactText(JSON.array($0).text) }
      let sorted = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      rows = sorted.map { .array($0.element.first + [JSON($0.element.count)]) }
    }
    let chart = Chart.bars(of: "result", label: places.name, y: unit, series: series?.name)
    return .table(rows, columns: labels + [unit], named: "result").adding(chart.titled(title).fact)
  }
}
