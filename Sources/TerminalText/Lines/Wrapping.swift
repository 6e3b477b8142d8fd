/// Lines of text that fit a width.
extension String {
  /// The lines of the text, each broken between words where it is too long, or inside a word that is too long itself.
  ///
  /// What goes on stands as far to the right as the beginning of its line, as code wants it.
  ///
  /// - Parameter first: the width of the first line, where it has less room.
  func wrapped(to width: Int, first: Int? = nil) -> [String] {
    var lines: [String] = []
    let text = harmless.replacing("\t", with: "    ")
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      Self.append(line, to: &lines, width, first ?? width)
    }
    return lines
  }

  private static func append(_ line: Substring, to lines: inout [String], _ width: Int, _ first: Int) {
    var indent = ""
    var rest = line
    while true {
      let room = Swift.max((lines.isEmpty ? first : width) - indent.count, 4)
      var end = rest.prefix(ofWidth: room).endIndex
      guard end < rest.endIndex else { break }
      // One cluster that is wider than the room still has to go on.
      if end == rest.startIndex { end = rest.index(after: end) }
      if rest[end] != " ", let space = rest[..<end].lastIndex(of: " "),
        rest.distance(from: rest.startIndex, to: space) > room / 3
      {
        end = space
      }
      lines.append(indent + rest[..<end])
      rest = rest[end...].drop { $0 == " " }
      if indent.isEmpty {
        indent = String(repeating: " ", count: Swift.min(line.prefix { $0 == " " }.count, width / 2))
      }
    }
    if !rest.isEmpty || line.isEmpty { lines.append(rest.isEmpty ? "" : indent + rest) }
  }
}

extension Screen {
  /// Columns of some widths, and a text after them, whose further lines stand below it.
  package func row(_ columns: [(span: Span, width: Int)], _ text: String) -> [Line] {
    let lead = columns.reduce(0) { $0 + $1.width }
    let head = columns.flatMap { [$0.span, .gap(max($0.width - $0.span.width, 1))] }
    return text.wrapped(to: width - lead).enumerated().map { number, line in
      Line((number == 0 ? head : [.gap(lead)]) + [Span(line)])
    }
  }

  /// A text after a name of ours. Its further lines are indented, those of its own too: whoever wrote it could write a
  /// name of ours into it.
  package func paragraph(_ name: String, _ text: String, _ style: Style = .plain, nameStyle: Style = .plain) -> [Line] {
    let lead = name.isEmpty ? "" : "\(name): "
    let lines = text.wrapped(to: width - 2, first: width - lead.displayWidth)
    return lines.enumerated().map { number, line in
      Line([number == 0 ? Span(lead, nameStyle) : .gap(2), Span(line, style)])
    }
  }
}
