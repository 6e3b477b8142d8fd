/// Names on the left and what they mean on the right, as help texts have them.
package struct DefinitionList {
  /// A name and its meaning.
  package struct Item {
    let name, type: String
    let meaning: String

    /// - Parameter type: what kind of value it takes, said before its meaning; nil where there is nothing to say.
    package init(_ name: String, _ type: String?, _ meaning: String) {
      (self.name, self.type, self.meaning) = (name, type ?? "", meaning)
    }
  }

  private let items: [Item]
  private static let indent = 2
  /// A longer name stands in a line of its own.
  private static let longestName = 26

  /// A list of these items.
  package init(_ items: [Item]) {
    self.items = items
  }

  /// The lines of the list.
  package func lines(on screen: Screen) -> [Line] {
    let longest = min(Self.longestName, screen.width / 3)
    let column = (items.map(\.name.displayWidth).filter { $0 <= longest }.max() ?? longest) + 2
    let room = screen.width - Self.indent - column
    return items.flatMap { item in
      let types = item.type.isEmpty ? [] : screen.words(item.type).wrapped(to: room).map { Span($0, .dim) }
      let meanings = item.meaning.isEmpty ? [] : screen.words(item.meaning).wrapped(to: room).map { Span($0) }
      let name = Span(screen.words(item.name), .cyan)
      let texts = name.width < column ? types + meanings : [Span("")] + types + meanings
      return texts.enumerated().map { number, text in
        let lead = number == 0 ? [name, .gap(column - name.width)] : [.gap(column)]
        return Line([.gap(Self.indent)] + lead + [text])
      }
    }
  }
}

extension Screen {
  /// A text of ours in paragraphs: those that begin with spaces are examples and stay as they are, the others are
  /// filled to the width of the window.
  package func prose(_ text: String) -> [Line] {
    let paragraphs = words(text).split(separator: "\n\n")
    return paragraphs.enumerated().flatMap { number, paragraph -> [Line] in
      let lines = paragraph.split(separator: "\n")
      let isExample = lines.allSatisfy { $0.hasPrefix("  ") }
      let shown =
        isExample
        ? lines.map { Line(String($0), .cyan) }
        : lines.joined(separator: " ").wrapped(to: width).map { Line($0) }
      return (number > 0 ? [Line()] : []) + shown
    }
  }

  /// Lines of ours, each filled to the width of the window; those that begin with spaces are commands and stay whole.
  package func notes(_ text: String) -> [Line] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { line in
      line.hasPrefix("  ") ? [Line(String(line))] : String(line).wrapped(to: width).map { Line($0) }
    }
  }

  /// A command to run. It is not broken into lines, so that it can be copied.
  package func command(_ command: String) -> [Line] { [Line([.gap(2), Span(command, .cyan)])] }
}
