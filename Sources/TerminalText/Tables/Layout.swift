/// Which columns of a table a window has room for, and how wide each is.
struct Layout {
  private var columns: [Column]
  private var widths: [Int]
  /// What those are called that there is no room for, in the order of the table.
  let leftOut: [String]

  /// More columns are not left out: such a table is better read row by row.
  private static let mostLeftOut = 3

  private static let gap = 2

  /// Nil where the window is too narrow for the table.
  init?(_ all: [Column], on screen: Screen) {
    var layout = Layout(all)
    if !screen.isWide, layout.needs(layout.widths) > screen.width {
      layout = Layout(all.map(\.shortened))
      if layout.needs(layout.widths) > screen.width {
        guard layout.leaveOut(until: screen.width) else { return nil }
        layout.share(screen.width - layout.needs(layout.widths))
      }
    }
    let shown = layout.columns.map(\.label)
    self.init(layout.columns, widths: layout.widths, leftOut: all.map(\.label).filter { !shown.contains($0) })
  }

  private init(_ columns: [Column], widths: [Int]? = nil, leftOut: [String] = []) {
    (self.columns, self.widths, self.leftOut) = (columns, widths ?? columns.map(\.natural), leftOut)
  }

  private func needs(_ widths: [Int]) -> Int { widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) }

  /// The column of a text that says what the row is about. It gets the room.
  private var title: Int? {
    let texts = columns.indices.filter { columns[$0].kind == .text }
    let named = Self.titles.lazy.compactMap { name in
      columns.indices.first { columns[$0].name == name && (columns[$0].kind == .word || texts.contains($0)) }
    }
    return named.first ?? texts.max { columns[$0].natural < columns[$1].natural }
  }

  private static let titles = [
    "title", "displayName", "name", "integrationLabel", "email", "body", "description", "sql", "what", "text",
  ]

  /// Leaves out columns until the others have room: ids, then texts, the widest of them first; then from the right.
  private mutating func leaveOut(until width: Int) -> Bool {
    let least = columns.count - Self.mostLeftOut
    while true {
      let title = title
      func leastWidths(title room: Int) -> [Int] {
        columns.indices.map { index in
          if index == title { return min(columns[index].natural, room) }
          // Its ids and names are there to be copied.
          return index == 0 ? min(columns[0].natural, max(columns[0].least, width / 2)) : columns[index].least
        }
      }
      widths = leastWidths(title: max(24, width * 2 / 5))
      if needs(widths) <= width { return true }
      let others = columns.indices.dropFirst().filter { $0 != title && columns[$0].kind != .drawing }
      let texts = others.filter { columns[$0].kind == .text }
      if texts.isEmpty || columns.count == least {
        widths = leastWidths(title: 16)
        if needs(widths) <= width { return true }
      }
      let widest = texts.map { columns[$0].least }.max()
      let victim =
        others.last { columns[$0].kind == .id } ?? texts.first { columns[$0].least == widest } ?? others.last
      guard let victim, columns.count > least else { return false }
      columns.remove(at: victim)
    }
  }

  /// Gives away what room is left: the title first, drawings last.
  private mutating func share(_ room: Int) {
    var room = room
    let title = title
    let others = columns.indices.filter { $0 != title }
    let drawings = others.filter { columns[$0].kind == .drawing }
    for index in [title].compactMap(\.self) + others.filter({ columns[$0].kind != .drawing }) + drawings {
      let more = min(room, columns[index].natural - widths[index])
      widths[index] += max(more, 0)
      room -= max(more, 0)
    }
  }

  /// How wide the drawing is.
  var drawingWidth: Int { zip(columns, widths).first { $0.0.kind == .drawing }?.1 ?? 0 }

  /// The line of the names.
  func head(ellipsis: String) -> Line { line { $0.headerCell(width: $1, isLast: $2, ellipsis: ellipsis) } }

  func row(_ row: Int, ellipsis: String) -> Line {
    line { $0.cell(row, width: $1, isLast: $2, ellipsis: ellipsis) }
  }

  private func line(_ cell: (Column, Int, Bool) -> [Span]) -> Line {
    var spans: [Span] = []
    for index in columns.indices {
      if index > 0 { spans.append(.gap(Self.gap)) }
      spans += cell(columns[index], widths[index], index == columns.count - 1)
    }
    return Line(spans)
  }
}
