import Foundation
import JSON
import MCP
import Panther
import Text

/// The numbers of several series over the same times or numbers.
struct SeriesOverPlaces {
  private let label: String
  private let unit: String
  /// The times or numbers, each once, in their order.
  private let places: [JSON]
  private let areTimes: Bool
  /// The numbers of each series, the series with the largest sum first. Where a series has no row, it has
  /// null, or 0 if rows are counted.
  private let series: [(name: JSON, values: [JSON])]
  /// How many series were left out.
  private let further: Int

  /// The most places, each of which has a number in every series, and the most series.
  private static let (mostPlaces, mostSeries) = (400, 20)

  /// - Parameters:
  ///   - column: the column of the places.
  ///   - keys: the place of each row as a number, which says their order.
  ///   - texts: the place of each row as the answer has it.
  ///   - areTimes: whether the places are times.
  ///   - split: the column that says which series a row belongs to; nil for one series.
  ///   - value: the column of the numbers; nil to count rows.
  /// - Throws: `ArgumentError` when there are too many places, or two numbers for the same place of a series.
  init(
    _ column: QueryColumn, at keys: [Double], _ texts: [JSON], areTimes: Bool, _ split: QueryColumn?,
    _ value: QueryColumn?
  ) throws {
    let sorted = keys.indices.sorted { keys[$0] < keys[$1] }
    var indexes: [Double: Int] = [:]
    var places: [JSON] = []
    for row in sorted where indexes[keys[row]] == nil {
      indexes[keys[row]] = places.count
      places.append(texts[row])
    }
    guard places.count <= Self.mostPlaces else {
      let way = areTimes ? ", such as by DATE_TRUNC('day', …)" : ""
      throw ArgumentError([
        "Column \(Wording.quote(column.name)) has \(places.count) different \(areTimes ? "times" : "numbers"), and a picture "
          + "has room for \(Self.mostPlaces): group them in the query\(way), or choose a shorter time."
      ])
    }
    let missing: JSON = value == nil ? 0 : .null
    var rowsOf: [ExactText: Int] = [:]
    var series: [(name: JSON, values: [JSON])] = []
    for row in keys.indices {
      let name = split?.cells[row] ?? .string(value?.name ?? QueryChart.count(beside: []))
      let key = ExactText(name.text)
      let index = rowsOf[key] ?? series.count
      if index == series.count {
        rowsOf[key] = index
        series.append((name, Array(repeating: missing, count: places.count)))
      }
      let place = indexes[keys[row]] ?? 0
      let before = series[index].values[place]
      if let value {
        guard before.isNull else { throw QueryChart.repeated(texts[row].text, column, split) }
        series[index].values[place] = value.cells[row]
      } else {
        series[index].values[place] = JSON((before.int ?? 0) + 1)
      }
    }
    let sums = series.map { $0.values.reduce(0) { $0 + ($1.double ?? 0) } }
    let ranked = series.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
    self.series = ranked.prefix(Self.mostSeries).map { series[$0] }
    further = max(0, series.count - Self.mostSeries)
    (self.places, self.areTimes) = (places, areTimes)
    let unit = value?.name ?? QueryChart.count(beside: [split?.name])
    (self.unit, label) = (unit, split?.name ?? (unit == "series" ? "name" : "series"))
  }

  /// The answer: a list of places, and a table with a list of numbers for each series.
  func answer(_ kind: Chart.Kind, titled title: String) -> Answer {
    let name = areTimes ? "times" : "numbers"
    var facts = Chart.series(of: "series", as: kind, label: label, y: unit, x: name).titled(title).fact
    if further > 0 { facts["beyond_limit"] = ["series": JSON(further)] }
    facts[name] = .array(places)
    let rows = series.map { JSON.array([$0.name, .array($0.values)]) }
    return .table(rows, columns: [label, unit], named: "series").adding(facts)
  }
}
