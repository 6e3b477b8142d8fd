import JSON
import TestSupport
import Testing

@testable import PantherTools

/// The small part of YAML that schemas are written in: read exactly, or not at all.
@Suite(.fewAtOnce) struct SpecTextTests {
  static let texts: [(String, JSON)] = [
    ("a: b", ["a": "b"]), ("---\n# note\na:   b # c\n\nd: 'e # f'\n", ["a": "b", "d": "e # f"]),
    ("a:\n- b\n- c", ["a": ["b", "c"]]),
    ("a:\n  - b: 1\n    c: 2\n  - b: 3\nd: x", ["a": [["b": "1", "c": "2"], ["b": "3"]], "d": "x"]),
    ("a:\n  b:\n    c: d\ne:", ["a": ["b": ["c": "d"]], "e": .null]),
    (
      "a: |\n  x: y\n  - z\nb: >-\n   more\n  text\nc: long\n  and: longer\nd: e",
      ["a": "|", "b": ">-", "c": "long", "d": "e"]
    ),
    ("-   a: b\n    c: d\n-\n  e: f", [["a": "b", "c": "d"], ["e": "f"]]),
    ("url: https://x.example/a:b\n\"q k\": v", ["url": "https://x.example/a:b", "q k": "v"]),
    ("a: {b: c}\nd: [e, f]", ["a": "{b: c}", "d": "[e, f]"]),
    (#"{"fields": [{"name": "x"}]}"#, ["fields": [["name": "x"]]]),
    ("a: b\r\nc: d\r\n", ["a": "b", "c": "d"]),
  ]

  @Test(arguments: texts.indices) func `a specification is read`(_ index: Int) {
    #expect(SpecText.read(Self.texts[index].0) == Self.texts[index].1)
  }

  @Test(arguments: [
    "", "just words", "a:\n\tb: c", "a: b\n  - c\nd", "  a: b\nc: d", "a:\n    b: c\n  d: e", "- {a: b}", "a: b\n- c",
  ]) func `what is hard to tell is not read`(_ text: String) {
    #expect(SpecText.read(text) == nil)
  }

  /// Swift finds characters from the end in time that is the square of a text of flags.
  @Test func `a text of nothing but flags is read at once`() {
    let flags = String(repeating: "\u{1F1E9}", count: 200_000)
    #expect(SpecText.read("a: \(flags)  ")?["a"]?.string?.utf8.count == flags.utf8.count)
  }

  @Test func `depth has a limit`() {
    let deep = (0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(SpecText.read(deep) == nil)
    #expect(SpecText.read(String(repeating: "- ", count: 5_000) + "a") == nil)
  }
}
