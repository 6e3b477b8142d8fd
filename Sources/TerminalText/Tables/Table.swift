import JSON

/// Rows under their columns. Where the window is too narrow for that, each row has lines of its own.
package struct Table {
  private let names: [String]
  private let rows: [[JSON]]
  private let chart: Chart?
  /// Whether the names are those of logs or of a query, which stay as they are.
  private let isOfLogs: Bool

  /// A drawing that stands beside the rows of a table.
  struct Chart {
    /// The column with the names of the rows, which comes first.
    let label: String
    /// The columns with their numbers, which come last. The drawing follows them.
    let numbers: [String]
    /// The column that is drawn and not shown besides.
    var without: String?
    /// The column with numbers of bytes, which is shown in their units.
    let bytes: String?
    let drawing: Column
    /// What explains a drawing below it, which begins at a cell and has a width.
    var legend: (_ start: Int, _ width: Int) -> [Line] = { _, _ in [] }
  }

  /// A table of texts.
  package init(_ names: [String], _ rows: [[String]]) {
    self.init(names, rows.map { $0.map(JSON.string) }, isOfLogs: false)
  }

  init(_ names: [String], _ rows: [[JSON]], isOfLogs: Bool, chart: Chart? = nil) {
    (self.names, self.isOfLogs, self.chart) = (names, isOfLogs, chart)
    self.rows = rows.map { row in names.indices.map { $0 < row.count ? row[$0] : .null } }
  }

  /// The lines of the table.
  package func lines(on screen: Screen) -> [Line] {
    let columns = columns(on: screen)
    guard let layout = Layout(columns, on: screen) else {
      return isOfLogs || hasLongValues ? records(on: screen) : Entries(columns, rows.count).lines(on: screen)
    }
    var lines =
      [layout.head(ellipsis: screen.ellipsis)] + rows.indices.map { layout.row($0, ellipsis: screen.ellipsis) }
    lines += chart?.legend(layout.drawing.start, layout.drawing.width) ?? []
    return lines + screen.noRoom(for: layout.leftOut + layout.cut)
  }

  /// Whether values have parts or lines of their own.
  private var hasLongValues: Bool {
    rows.contains { row in
      row.contains { $0.hasParts || $0.string?.contains(where: \.isNewline) == true }
    }
  }

  private func columns(on screen: Screen) -> [Column] {
    let first = names.indices.filter { names[$0] == chart?.label }
    let last = chart?.numbers.compactMap { names.firstIndex(of: $0) } ?? []
    let order =
      first + names.indices.filter { !(first + last).contains($0) && names[$0] != chart?.without } + last
    let labels = names.map { isOfLogs ? $0 : Words.label($0) }
    var columns = order.map { index in
      // Two columns of one label keep their names.
      let isUnique = labels.count { $0 == labels[index] } == 1
      return Column(
        names[index], isUnique ? labels[index] : names[index], rows.map { $0[index] }, isLabel: !isOfLogs,
        countsBytes: names[index] == chart?.bytes, on: screen)
    }
    if let chart { columns.append(chart.drawing) }
    return columns
  }

  private func records(on screen: Screen) -> [Line] {
    rows.enumerated().flatMap { number, row in
      let rule = String(repeating: screen.isUnicode ? "─" : "-", count: 2)
      let object = JSON.Object(unique: zip(names, row).filter { !$0.1.isNull }.map { JSON.Member($0, $1) })
      return [Line("\(rule) \(number + 1) of \(rows.count) \(rule)", .dim)]
        + Sheet(object, hasLabels: !isOfLogs).lines(on: screen)
    }
  }
}
