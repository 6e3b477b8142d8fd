import JSON
import TestSupport
import Testing

@testable import TerminalText

/// Text from logs must not drive the terminal, hide or turn anything.
@Suite(.fewAtOnce) struct HostileTextTests {
  private static let drivers = [
    "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{202E}evil", "\u{200B}", "\u{E0041}", "\u{7F}", "\r",
    "\u{8}\u{8}",
    "\u{85}", "\u{2028}", "\u{1B}]8;;http://x\u{1B}\\", "\u{2066}", "\u{FEFF}", "\t", "\u{1B}P0q\u{1B}\\", "\0",
  ]

  /// The value in every place of an answer that a value can have.
  private static func answer(_ text: String) -> JSON {
    let value = JSON.string(text)
    let object: JSON = .object([
      text: value, "title": value, "diff": value, "list": [value, value], "in": ["x": value],
    ])
    let table: JSON = ["columns": [value, "y"], "rows": [[value, 1], [[value], 2], [["x": value], 3]]]
    return .object([
      "fact": value, text: value, "item": object, "items": [object, object], "table": table, "tables": [table, table],
      "series": ["columns": ["label", "y"], "rows": [[value, 1], [value, 2]]],
      "chart": ["kind": "bar", "table": "series", "label": "label", "y": "y"],
      "left_out": ["columns": [value], "to_see": value], "cut": value, "escaped": value, "defaults": value,
      "cut_values": [["field": value, "shown": value, "length": 1]], "next_cursor": value,
      "read_on": .string("tool {\"a\":\(value.text)}"), "window": ["from": value, "to": value],
    ])
  }

  @Test(arguments: drivers) func `nothing of it reaches the terminal`(_ driver: String) {
    for screen in [Screen.test(30), .test(80, color: true), .test(200, wide: true)] {
      let shown = screen.shows(Self.answer("a\(driver)b"))
      // What the program itself adds are colors and the ends of lines.
      let rest = shown.replacing(/\u{1B}\[[0-9;]*m/, with: "").unicodeScalars
      let bad = rest.filter {
        $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0.properties.generalCategory == .format
          || $0.properties.generalCategory == .lineSeparator
      }
      #expect(bad.isEmpty, "\(bad.map(\.value)) in \(shown.prefix(500))")
      if !screen.hasColor { #expect(!shown.unicodeScalars.contains("\u{1B}")) }
    }
  }

  @Test func `a value cannot color what follows it`() {
    let shown = Screen.test(color: true).shows(["alert": ["title": "x\u{1B}[8m", "severity": "HIGH"]])
    #expect(shown.contains("x\\u{1B}[8m") && !shown.contains("\u{1B}[8m"))
  }

  @Test func `a long text takes time in proportion to its length`() {
    let text = String(repeating: "word ", count: 100_000) + String(repeating: "x", count: 200_000)
    let shown = Screen.test(80).shows(["alert": ["title": .string(text)]])
    #expect(shown.lines.count > 8_000)
    let rows = JSON.array((0..<20_000).map { [JSON($0), "some text of a row"] })
    #expect(Screen.test(80).shows(["rows": ["columns": ["n", "t"], "rows": rows]]).lines.count == 20_001)
  }
}
