/// Rows of a table in a narrow window: each is its title, and below that its other values, one after the other.
struct Entries {
  private let columns: [Column]
  private let count: Int

  init(_ columns: [Column], _ count: Int) {
    (self.columns, self.count) = (columns.filter { $0.kind != .drawing }, count)
  }

  func lines(on screen: Screen) -> [Line] {
    let title = Layout.title(of: columns) ?? 0
    // Ids come last: they are read by nobody, and a line of their own makes them easy to copy.
    let others = columns.indices.filter { $0 != title && columns[$0].kind != .id }
    let ids = columns.indices.filter { $0 != title && columns[$0].kind == .id }
    let hasTimes = columns.count { $0.kind == .time } > 1
    return (0..<count).flatMap { row -> [Line] in
      let head = columns[title].value(row).text.wrapped(to: screen.width).map { Line($0, .bold) }
      return head + flow((others + ids).map { fact(columns[$0], row, hasTimes: hasTimes) }, on: screen)
    }
  }

  /// A value with its name, where it does not speak for itself.
  private func fact(_ column: Column, _ row: Int, hasTimes: Bool) -> (name: String, value: Span) {
    let isPlain = column.isState && !column.isSwitch || column.kind == .time && !hasTimes || column.name == "id"
    return (isPlain ? "" : "\(column.label) ", column.value(row))
  }

  /// The values in lines; each stays in one line where it has room there.
  private func flow(_ facts: [(name: String, value: Span)], on screen: Screen) -> [Line] {
    let (indent, room) = (2, screen.width - 2)
    var lines: [Line] = []
    var line = Line()
    for fact in facts where fact.value.width > 0 {
      let needed = fact.name.displayWidth + fact.value.width
      if line.width > 0, line.width + screen.separator.count + needed > room {
        lines.append(line)
        line = Line()
      }
      if line.width > 0 { line.append(Span(screen.separator, .dim)) }
      guard line.width + needed > room else {
        line.append(Span(fact.name, .dim))
        line.append(fact.value)
        continue
      }
      // A value that has room in a line of its own can be copied from there.
      lines +=
        fact.value.width <= room
        ? [Line(fact.name, .dim), Line([fact.value])] : (fact.name + fact.value.text).wrapped(to: room).map { Line($0) }
    }
    return (line.width > 0 ? lines + [line] : lines).indented(by: indent)
  }
}
