import Cleaning

/// A piece of a line in one style.
///
/// Every text that is shown becomes a span, and a span is safe to show: what drives a terminal, hides or turns text
/// stands there escaped. So only the escape sequences that `Line` itself adds can reach a terminal.
package struct Span: Sendable {
  /// The text as it is shown.
  package let text: String
  let style: Style
  let width: Int

  /// A piece of text; the ends of lines and tabs in it become spaces.
  package init(_ text: String, _ style: Style = .plain) {
    self.text = text.harmless.flat
    self.style = style
    width = self.text.displayWidth
  }

  /// Cells without text.
  static func gap(_ width: Int) -> Span { Span(String(repeating: " ", count: max(0, width))) }
}

/// A line of a terminal.
package struct Line: Sendable {
  private(set) var spans: [Span]

  /// A line of spans, one after the other.
  package init(_ spans: [Span] = []) {
    self.spans = spans
  }

  /// A line of one text.
  package init(_ text: String, _ style: Style = .plain) {
    self.init([Span(text, style)])
  }

  /// How many cells it takes.
  var width: Int { spans.reduce(0) { $0 + $1.width } }

  mutating func append(_ span: Span) { spans.append(span) }

  /// The same line, further to the right.
  func indented(by cells: Int) -> Line { cells > 0 ? Line([.gap(cells)] + spans) : self }

  /// The text, with no space at its end.
  func text(hasColor: Bool) -> String {
    var spans = spans[...]
    var last = ""
    while let span = spans.popLast() {
      last = String(span.text.reversed().drop { $0 == " " }.reversed())
      if last.isEmpty { continue }
      spans.append(Span(last, span.style))
      break
    }
    return spans.map { span in
      hasColor && span.style != .plain ? "\u{1B}[\(span.style.rawValue)m\(span.text)\u{1B}[0m" : span.text
    }.joined()
  }
}

extension [Line] {
  /// The same lines, further to the right.
  func indented(by cells: Int) -> [Line] { map { $0.indented(by: cells) } }
}

extension String {
  /// The text with all that deceives or drives a terminal escaped.
  var harmless: String {
    var sanitizer = Sanitizer(redacts: false)
    return sanitizer.clean(utf8.contains(0x0D) ? replacing("\r\n", with: "\n") : self)
  }

  /// The text in one line.
  fileprivate var flat: String {
    utf8.allSatisfy { $0 >= 0x20 && $0 < 0x80 } ? self : String(map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
