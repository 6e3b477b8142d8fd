import JSON

@testable import TerminalText

/// 2026-11-22T08:00:00Z.
let present = 1_795_334_400

extension Screen {
  /// A window at the time of these tests.
  static func test(_ width: Int = 80, color: Bool = false, unicode: Bool = true, wide: Bool = false) -> Screen {
    Screen(width: width, hasColor: color, isUnicode: unicode, isWide: wide, now: present)
  }

  /// An answer as this window shows it.
  func shows(_ answer: JSON, of tool: String = "get_it") -> String {
    text(
      AnswerText(answer, of: tool, on: self) { tool, arguments in
        "call \(tool ?? "same") \(JSON.object(arguments).text)"
      }.lines)
  }
}

extension String {
  /// The text in one line.
  var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
