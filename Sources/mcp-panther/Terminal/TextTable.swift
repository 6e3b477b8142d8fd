/// Rows under their columns, for a person to read.
struct TextTable {
  private let columns: [String]
  private let rows: [[String]]

  init(_ columns: [String], _ rows: [[String]]) {
    (self.columns, self.rows) = (columns, rows)
  }

  /// The lines of the table, with no space at their ends.
  ///
  /// Where a line would be too long, the widest column gets narrower. The first column stays, because its ids and names
  /// are there to be copied.
  func text(width: Int = Terminal.width) -> String {
    let widths = widths(within: width)
    let lines = ([columns] + rows).map { row in
      var line = zip(row, widths).map(Self.cell).joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.joined(separator: "\n")
  }

  private func widths(within width: Int) -> [Int] {
    var widths = columns.indices.map { column in
      ([columns] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    while widths.reduce(0, +) + 2 * (widths.count - 1) > width {
      guard let index = widths.indices.dropFirst().max(by: { widths[$0] < widths[$1] }), widths[index] > 8 else {
        break
      }
      widths[index] -= 1
    }
    return widths
  }

  private static func cell(_ text: String, width: Int) -> String {
    let flat = String(text.map { $0.isNewline ? " " : $0 })
    let short = flat.count > width ? flat.prefix(max(0, width - 1)) + "…" : flat
    return short + String(repeating: " ", count: max(0, width - short.count))
  }
}

extension String {
  /// The text, followed by spaces up to a width; by one at least.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
