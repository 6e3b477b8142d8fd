/// Small lines, all with one scale, so that they can be compared.
struct Sparklines: Sendable {
  private let series: [[Double?]]
  private let isUnicode: Bool

  /// - Parameter series: as many values in each.
  init(_ series: [[Double?]], isUnicode: Bool) {
    (self.series, self.isUnicode) = (series, isUnicode)
  }

  private var marks: [Character] { Array(isUnicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@") }

  /// What stands for nothing.
  private var zero: Character { isUnicode ? "·" : "_" }

  private var count: Int { series.first?.count ?? 0 }

  /// How many values each mark stands for in a width, and how many cells it has.
  private func scale(_ width: Int) -> (values: Int, cells: Int) {
    guard count > 0, width > 0 else { return (1, 1) }
    return count > width ? ((count + width - 1) / width, 1) : (1, min(width / count, 3))
  }

  /// The sums of what each mark stands for.
  private func sums(_ row: Int, _ values: Int) -> [Double?] {
    stride(from: 0, to: series[row].count, by: values).map { start in
      let part = series[row][start..<min(start + values, series[row].count)].compactMap(\.self)
      return part.isEmpty ? nil : part.reduce(0, +)
    }
  }

  private func most(_ values: Int) -> Double {
    series.indices.flatMap { sums($0, values) }.compactMap(\.self).max() ?? 0
  }

  /// The line of a row.
  func line(_ row: Int, width: Int) -> Span {
    let (values, cells) = scale(width)
    let most = most(values)
    let text = sums(row, values).map { sum -> String in
      guard let sum else { return String(repeating: " ", count: cells) }
      guard sum > 0, most > 0 else { return String(repeating: zero, count: cells) }
      let level = min(marks.count - 1, Int(max(0, min(1, sum / most)) * Double(marks.count - 1) + 0.5))
      return String(repeating: marks[level], count: cells)
    }
    return Span(text.joined(), .cyan)
  }

  /// What the lines mean: how high the highest mark is, how long one is, and from when to when they go.
  func legend(_ times: [String], width: Int, of name: String, _ screen: Screen) -> [Line] {
    let moments = times.compactMap(Timestamp.init)
    let (values, _) = scale(width)
    let most = most(values)
    let count = String(Int(max(-1e15, min(most, 1e15)).rounded()))
    let height = Words.countsBytes(name) ? Words.bytes(most) : "\(Words.grouped(count)) \(Words.label(name))"
    var facts = ["\(marks[marks.count - 1]) is \(height)"]
    if moments.count > 1 {
      facts.append("a mark is \(Words.minutes((moments[1].seconds - moments[0].seconds) / 60 * values))")
    }
    if moments.count == times.count, let first = moments.first, let last = moments.last {
      facts.append("\(first.short(now: screen.now)) to \(last.short(now: screen.now)) UTC")
    }
    return screen.paragraph("", facts.joined(separator: screen.separator), .dim)
  }
}
