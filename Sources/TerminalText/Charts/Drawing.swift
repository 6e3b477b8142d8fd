import JSON

/// What of an answer is drawn, as its member `chart` says it: bars or lines beside the rows of a table. Bars over times
/// are drawn as lines are, which are made of blocks.
struct Drawing {
  /// What stands above it; nil where the table says enough.
  let title: String?
  /// The member with the table.
  let table: String
  private let label: String
  private let y: String
  /// The times of a line, which all rows share; nil for bars.
  private let times: [String]?
  /// The member with these times.
  let timesName: String?
  /// When the last of them ends at the latest: the end of what was asked for.
  private let end: String?

  /// Nil where the answer has no chart, or one that is not understood: it is complete without it.
  init?(of answer: JSON) {
    guard let chart = answer["chart"], let table = chart["table"]?.string, let label = chart["label"]?.string,
      let y = chart["y"]?.string, let kind = chart["kind"]?.string, answer[table]?.isTable == true
    else { return nil }
    (self.table, self.label, self.y, title) = (table, label, y, chart["title"]?.string)
    end = answer["window"]?["to"]?.string
    switch (kind, chart["x"]?.string) {
    case ("bar", nil): (times, timesName) = (nil, nil)
    case ("bar", let x?), ("line", let x?):
      guard let places = answer[x]?.array else { return nil }
      (times, timesName) = (places.map(\.line), x)
    default: return nil
    }
  }

  /// The drawing beside the rows of the table; nil where it does not fit them.
  func drawing(_ columns: [String], _ rows: [[JSON]], on screen: Screen) -> Table.Chart? {
    guard columns.contains(label), let y = columns.firstIndex(of: y) else { return nil }
    let values = rows.map { y < $0.count ? $0[y] : .null }
    guard let times else {
      let bars = Bars(values.map { $0.double ?? 0 }, isUnicode: screen.isUnicode)
      return Table.Chart(
        label: label, numbers: [self.y], bytes: Words.countsBytes(self.y) ? self.y : nil,
        drawing: Column(drawing: 8...40) { bars.bar($0, width: $1) })
    }
    let series = values.map { $0.array?.map(\.double) ?? [] }
    guard !times.isEmpty, series.allSatisfy({ $0.count == times.count }) else { return nil }
    let lines = Sparklines(series, isUnicode: screen.isUnicode)
    let totals = columns.filter { $0 != label && $0 != self.y }
    return Table.Chart(
      label: label, numbers: totals, without: self.y, bytes: totals.first(where: Words.countsBytes),
      drawing: Column(drawing: min(times.count, 12)...Sparklines.natural(times.count)) { lines.line($0, width: $1) },
      legend: { start, width in
        let moments = times.compactMap(Timestamp.init)
        return lines.axis(moments, start: start, width: width, screen)
          + lines.legend(
            moments.count == times.count ? moments : [], end: end, width: width, of: totals.first ?? self.y, screen)
      })
  }
}
