import TestSupport
import Testing

@testable import Text

/// What text from outside has to pass before it is looked at as a string.
@Suite(.fewAtOnce) struct ReadyToCompareTests {
  /// Marks below (220) and above (230), so that each pair stands in the wrong order.
  private static let pair = "\u{301}\u{323}"

  @Test(arguments: [
    "", "ping", "é e\u{301} \u{212B}", "各種語言的文字沒有標記各種語言的文字沒有標記各種語言的文字沒有標記", "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
    "a" + String(repeating: "\u{301}\u{323}", count: 15), String(repeating: "e\u{301}\u{323}", count: 1000),
    String(repeating: "👩\u{200D}👩\u{200D}👧", count: 100), String(repeating: "x", count: 500) + "\u{301}\u{323}",
  ])
  func `what somebody could have written stays as it is, byte for byte`(_ text: String) {
    #expect(text.readyToCompare.hasSameBytes(as: text))
  }

  @Test func `a long run of marks is put into order, and nothing else is touched`() {
    let many = String(repeating: Self.pair, count: 16)
    let ready = "e\u{301}\u{323}x\(many)y\u{301}\u{323}".readyToCompare
    let below = String(repeating: "\u{323}", count: 16)
    let above = String(repeating: "\u{301}", count: 16)
    #expect(ready.hasSameBytes(as: "e\u{301}\u{323}x\(below)\(above)y\u{301}\u{323}"))
    #expect("x\(many)" == "x\(many)".readyToCompare)
  }

  @Test func `marks of one class keep their order`() {
    let runs = "x" + String(repeating: "\u{301}\u{300}\u{323}", count: 20)
    let ready = "x" + String(repeating: "\u{323}", count: 20) + String(repeating: "\u{301}\u{300}", count: 20)
    #expect(runs.readyToCompare.hasSameBytes(as: ready))
  }

  /// Without the order, each of these takes minutes.
  @Test(arguments: ["a\u{301}", "", "\u{1100}", "🇩", "e\u{200D}"])
  func `a megabyte of marks in the worst order can be used as any text`(_ start: String) {
    let text = (start + String(repeating: Self.pair, count: 250_000)).readyToCompare
    #expect(text.utf8.count == start.utf8.count + 1_000_000)
    #expect(text != "ping" && text < "\u{10FFFF}")
    #expect(!text.hasPrefix("ping") && !text.lowercased().contains("x"))
    #expect(text.split(separator: ",").count == 1)
    #expect(Set([text, "ping"]).count == 2)
  }
}

/// Texts that are told apart by their bytes alone.
@Suite(.fewAtOnce) struct ExactTextTests {
  @Test(arguments: [
    ("é", "e\u{301}"), ("K", "\u{212A}"), (";", "\u{37E}"), ("a", "ab"), ("", "a"),
    ("a text of many bytes é", "a text of many bytes e\u{301}"),
  ])
  func `different bytes are different texts`(_ left: String, _ right: String) {
    #expect(!left.hasSameBytes(as: right))
    #expect(left.hasSameBytes(as: String(decoding: Array(left.utf8), as: UTF8.self)))
    #expect(ExactText(left) != ExactText(right))
    #expect(Set([left, right, left].map(ExactText.init)).count == 2)
  }

  @Test(arguments: [
    ("", "", true), ("abc", "", true), ("", "a", false), ("abc", "abc", true), ("abc", "abcd", false),
    ("aabaabaaab", "aabaaab", true), ("aabaabaaab", "aabaaac", false), ("xé", "é", true), ("xé", "e\u{301}", false),
  ])
  func `one text is found in another byte by byte`(_ text: String, _ part: String, _ isFound: Bool) {
    #expect(text.containsBytes(of: part) == isFound)
  }

  @Test func `a search takes time in proportion to both lengths`() {
    let text = String(repeating: "a", count: 1_000_000)
    #expect(!text.containsBytes(of: String(repeating: "a", count: 500_000) + "b"))
  }

  @Test func `the beginning of a text is as short as was asked for`() {
    let text = "a" + String(repeating: "\u{301}", count: 1000)
    #expect(text.prefix(1).utf8.count == 2001)
    #expect(text.beginning(5).utf8.count == 9)
    #expect("abc"[...].beginning(10) == "abc" && "".beginning(1) == "")
  }
}
