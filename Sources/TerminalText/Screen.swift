/// The window in which a text is shown, and what it can show.
package struct Screen: Sendable {
  /// How many cells a line has.
  package var width: Int
  /// Whether text may have colors.
  package var hasColor: Bool
  /// Whether it can show more than ASCII in drawings and marks of ours.
  package var isUnicode: Bool
  /// Whether ids and texts are shown whole, however long the lines of a table get.
  package var isWide: Bool
  /// The present time in seconds since 1970, to which times are near or far.
  package var now: Int

  /// A window of a width; without more, it has no colors and shows all characters.
  package init(width: Int, hasColor: Bool = false, isUnicode: Bool = true, isWide: Bool = false, now: Int = 0) {
    (self.width, self.hasColor, self.isUnicode) = (max(width, Self.least), hasColor, isUnicode)
    (self.isWide, self.now) = (isWide, now)
  }

  /// What is shown in a narrower window is as wide as this, and the terminal breaks its lines.
  static let least = 10

  /// What stands for what was cut.
  package var ellipsis: String { isUnicode ? "…" : "..." }

  /// What stands between facts in one line.
  var separator: String { isUnicode ? " · " : " | " }

  /// Words of ours with the characters that the window can show. Those of others stay as they are.
  package func words(_ text: String) -> String {
    guard !isUnicode, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    return Self.plain.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private static let plain = [
    ("…", "..."), ("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"), ("·", "|"), ("–", "-"), ("—", "-"), ("→", "->"),
  ]

  /// The lines as text, with the colors that the window has.
  package func text(_ lines: [Line]) -> String {
    lines.map { $0.text(hasColor: hasColor) }.joined(separator: "\n")
  }

  /// What the window has no room for, below what it shows; nothing where it has room for all.
  func noRoom(for missing: [String]) -> [Line] {
    missing.isEmpty
      ? []
      : paragraph("No room for", "\(missing.joined(separator: ", ")) (--wide shows all)", .dim, nameStyle: .dim)
  }

  /// The beginning of a text that fits one line of the window.
  package func cut(_ text: String) -> String { Span(text).text.fitted(to: width - 1, ellipsis: ellipsis) }
}
