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

  /// The most cells that one value is drawn in.
  private static let mostCells = 8

  /// How wide lines of so many values want to be.
  static func natural(_ count: Int) -> Int { max(min(count * mostCells, 72), count, 12) }

  private var count: Int { series.first?.count ?? 0 }

  /// How many values each mark stands for in a width, and how many cells it has.
  private func scale(_ width: Int) -> (values: Int, cells: Int) {
    guard count > 0, width > 0 else { return (1, 1) }
    return count > width ? ((count + width - 1) / width, 1) : (1, min(width / count, Self.mostCells))
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

  /// The days at whose beginning marks begin, or the hours of a single day, below them, as far as they have room.
  func axis(_ moments: [Timestamp], start: Int, width: Int, _ screen: Screen) -> [Line] {
    guard moments.count == count, count > 1, let first = moments.first, let last = moments.last else { return [] }
    let (values, cells) = scale(width)
    let isOneDay = first.parts.date == last.parts.date
    var text = ""
    var day = ""
    for (mark, moment) in moments.enumerated() where mark % values == 0 {
      let place = mark / values * cells
      let (date, clock) = moment.parts
      let isNew = date != day
      day = date
      guard isNew || isOneDay, place == 0 || place > text.count else { continue }
      let word = isNew ? date : clock
      guard place == 0 || place + word.count <= width else { break }
      text += String(repeating: " ", count: place - text.count) + word
    }
    return [Line([.gap(start), Span(text, .dim)])]
  }

  /// What the lines mean: how high the highest mark is, and from when to when they go.
  func legend(_ moments: [Timestamp], end: String?, width: Int, of name: String, _ screen: Screen) -> [Line] {
    let (values, _) = scale(width)
    let most = most(values)
    let count = String(Int(max(-1e15, min(most, 1e15)).rounded()))
    let height = Words.countsBytes(name) ? Words.bytes(most) : "\(Words.grouped(count)) \(Words.label(name))"
    guard moments.count > 1, let first = moments.first, let last = moments.last else {
      return screen.paragraph("", "\(marks[marks.count - 1]) is \(height)", .dim)
    }
    let step = moments[1].seconds - moments[0].seconds
    // The last mark begins at its time, and the present may cut it short.
    let whole = Timestamp(seconds: last.seconds + step)
    let end = [end.flatMap(Timestamp.init), whole].compactMap(\.self).min { $0.seconds < $1.seconds } ?? last
    let facts = [
      "\(marks[marks.count - 1]) is \(height) in \(Words.minutes(step / 60 * values))",
      "\(first.short(now: screen.now)) to \(end.short(now: screen.now)) UTC",
    ]
    return screen.paragraph("", facts.joined(separator: screen.separator), .dim)
  }
}
