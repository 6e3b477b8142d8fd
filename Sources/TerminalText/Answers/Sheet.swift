import JSON

/// The members of an object, one below the other: names on the left, values on the right.
struct Sheet {
  private let members: [JSON.Member]
  /// Whether names become words. Those that stand in logs stay as they are.
  private let hasLabels: Bool

  /// A longer name stands in a line of its own, unless the values are short.
  private static let longestLabel = 24
  private static let shortestValue = 12

  init(_ object: JSON.Object, hasLabels: Bool) {
    (members, self.hasLabels) = (object.members, hasLabels)
  }

  func lines(on screen: Screen) -> [Line] {
    let labels = members.map { Span(hasLabels ? Words.label($0.key) : $0.key, .dim) }
    // Names of logs may be long, and numbers beside them leave them the room.
    let widest =
      members.filter { !$0.value.hasParts }.map { Self.value($0.value, $0.key, screen.now).0.displayWidth }
      .max() ?? 0
    let longest = max(min(Self.longestLabel, screen.width / 3), screen.width - 2 - max(widest, Self.shortestValue))
    let column = (labels.map(\.width).filter { $0 <= longest }.max() ?? 0) + 2
    return zip(members, labels).flatMap { member, label in
      if let part = part(member.value, screen.narrowed(by: 2)) { return [Line([label])] + part.indented(by: 2) }
      let (text, style) = Self.value(member.value, member.key, screen.now)
      let name = member.key.lowercased()
      var value = text.wrapped(to: screen.width - column)
      // A text of lines that are long, such as code, gets all the room.
      let isBlock =
        value.count > text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        && value.count > 4 && text.contains(where: \.isNewline)
      // SQL is there to be copied. A line that the terminal breaks stays whole when it is copied, one of ours does not.
      if name == "sql" || name == "join" {
        return [Line([label])]
          + text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            Line([Span(String($0), style)])
          }
      }
      guard !isBlock, label.width < column else {
        value = text.wrapped(to: screen.width - 4)
        return [Line([label])] + value.map { Line([.gap(4), Self.styled($0, style, name)]) }
      }
      return value.enumerated().map { number, line in
        Line([
          number == 0 ? label : .gap(0), .gap(column - (number == 0 ? label.width : 0)), Self.styled(line, style, name),
        ])
      }
    }
  }

  /// The lines of a value that has parts of its own; nil for a value that is one text.
  private func part(_ value: JSON, _ screen: Screen) -> [Line]? {
    guard value.hasParts else { return nil }
    // Tables are written by our tools, other parts by whoever made the value.
    return Block(value, hasLabels: value.isTable && hasLabels).lines(on: screen)
  }

  private static func value(_ value: JSON, _ name: String, _ now: Int) -> (String, Style) {
    if value.isNull { return ("-", .dim) }
    if let time = value.string.flatMap(Timestamp.init) { return (time.long(now: now), .plain) }
    if value.string == "" { return ("\"\"", .dim) }
    if value.array?.isEmpty == true || value.object?.isEmpty == true { return ("none", .dim) }
    if let number = value.double, Words.countsBytes(name) { return (Words.bytes(number), .plain) }
    let isTitle = name == "title" || name == "displayName"
    return (value.line, isTitle ? .bold : value.style(named: name))
  }

  /// The lines of a difference are colored as everywhere.
  private static func styled(_ line: String, _ style: Style, _ name: String) -> Span {
    guard name == "diff" else { return Span(line, style) }
    return Span(line, line.hasPrefix("+") ? .green : line.hasPrefix("-") ? .red : .plain)
  }
}

extension Screen {
  /// The same window without some of its cells.
  func narrowed(by cells: Int) -> Screen {
    var screen = self
    screen.width = max(Screen.least, width - cells)
    return screen
  }
}
