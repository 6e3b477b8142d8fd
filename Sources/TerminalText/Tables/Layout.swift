/// Which columns of a table a window has room for, and how wide each is.
struct Layout {
  private var columns: [Column]
  private var widths: [Int]
  /// What those are called that there is no room for, in the order of the table.
  let leftOut: [String]

  /// More columns are not left out: such a table is better read row by row.
  private static let mostLeftOut = 4

  private static let gap = 2

  /// Nil where the window is too narrow for the table.
  init?(_ all: [Column], on screen: Screen) {
    var layout = Layout(all)
    if !screen.isWide, layout.needs(layout.widths) > screen.width {
      let short = all.map { $0.shortened(ellipsis: screen.ellipsis) }
      // The id of the row itself is there to be copied.
      let whole = short.first?.isShortened == true ? Array(all.prefix(1)) + short.dropFirst() : []
      let fitting =
        (whole.isEmpty ? nil : Self.fitting(whole, in: screen.width, forIDs: true))
        ?? Self.fitting(short, in: screen.width, forIDs: false)
      guard let fitting else { return nil }
      layout = fitting
    }
    let shown = layout.columns.map(\.label)
    self.init(layout.columns, widths: layout.widths, leftOut: all.map(\.label).filter { !shown.contains($0) })
  }

  private init(_ columns: [Column], widths: [Int]? = nil, leftOut: [String] = []) {
    (self.columns, self.widths, self.leftOut) = (columns, widths ?? columns.map(\.natural), leftOut)
  }

  /// - Parameter forIDs: whether this is only to show ids whole, for which nothing that matters is given up.
  private static func fitting(_ columns: [Column], in width: Int, forIDs: Bool) -> Layout? {
    var layout = Layout(columns)
    guard layout.needs(layout.widths) > width else { return layout }
    guard layout.leaveOut(until: width, forIDs: forIDs) else { return nil }
    layout.share(width - layout.needs(layout.widths))
    return layout
  }

  private func needs(_ widths: [Int]) -> Int { widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) }

  private var title: Int? { Self.title(of: columns) }

  /// The column of a text that says what the row is about. It gets the room.
  static func title(of columns: [Column]) -> Int? {
    let texts = columns.indices.filter { columns[$0].kind == .text }
    let named = titles.lazy.compactMap { name in
      columns.indices.first { columns[$0].name == name && (columns[$0].kind == .word || texts.contains($0)) }
    }
    return named.first ?? texts.max { columns[$0].natural < columns[$1].natural }
  }

  private static let titles = [
    "title", "displayName", "name", "integrationLabel", "email", "body", "description", "sql", "what", "text",
  ]

  /// Leaves out columns until the others have room: what matters least first, of texts the widest, of others the last.
  private mutating func leaveOut(until width: Int, forIDs: Bool) -> Bool {
    let least = columns.count - Self.mostLeftOut
    while true {
      let title = title
      func leastWidths(title room: Int) -> [Int] {
        columns.indices.map { index in
          let column = columns[index]
          // Ids and names in the first column are there to be copied.
          if index == 0, column.isOneWord { return min(column.natural, max(column.least, width * 3 / 5)) }
          if index == title { return min(column.natural, room) }
          return index == 0 ? min(column.natural, max(column.least, width / 2)) : column.least
        }
      }
      widths = leastWidths(title: max(24, width * 2 / 5))
      if needs(widths) <= width { return true }
      let others = columns.indices.dropFirst().filter { $0 != title && columns[$0].kind != .drawing }
      let texts = others.filter { columns[$0].kind == .text }
      if !forIDs, texts.isEmpty || columns.count == least {
        widths = leastWidths(title: 16)
        if needs(widths) <= width { return true }
      }
      let lowest = others.map { columns[$0].importance }.min() ?? 0
      let candidates = others.filter { columns[$0].importance == lowest }
      let widest = candidates.filter { columns[$0].kind == .text }.map { columns[$0].least }.max()
      let victim = candidates.first { columns[$0].kind == .text && columns[$0].least == widest } ?? candidates.last
      guard let victim, columns.count > least, !forIDs || lowest < 3 else { return false }
      columns.remove(at: victim)
    }
  }

  /// Gives away what room is left: to names of columns first, then to the first column, whose ids and names are there
  /// to be copied, then to the title; last to drawings.
  private mutating func share(_ room: Int) {
    var room = room
    func widen(_ index: Int, to wanted: Int) {
      let more = max(0, min(room, wanted - widths[index]))
      widths[index] += more
      room -= more
    }
    for index in columns.indices { widen(index, to: columns[index].header.width) }
    let drawings = columns.indices.filter { columns[$0].kind == .drawing }
    let others = columns.indices.filter { columns[$0].kind != .drawing }
    for index in [others.first, title].compactMap(\.self) + others + drawings {
      widen(index, to: columns[index].natural)
    }
  }

  /// What those columns are called whose cells are not whole. Ids that were shortened on purpose are one of them.
  var cut: [String] {
    let cut = zip(columns, widths).filter { !$0.0.isShortened && $0.0.isCut(to: $0.1) }.map { "whole \($0.0.label)" }
    return (columns.contains(where: \.isShortened) ? ["whole ids"] : []) + cut
  }

  /// Where the drawing stands: in the last column.
  var drawing: (start: Int, width: Int) {
    let width = columns.last?.kind == .drawing ? widths[widths.count - 1] : 0
    return (needs(widths) - width, width)
  }

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
