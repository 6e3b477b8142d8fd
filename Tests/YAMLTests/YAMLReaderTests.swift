import JSON
import TestSupport
import Testing

@testable import YAML

/// Texts and the values that PyYAML gives for them.
@Suite(.fewAtOnce) struct YAMLReaderTests {
  static let blocks: [(String, JSON)] = [
    ("", .null), ("# note\n\n", .null), ("---\n", .null), ("a", "a"), ("a\nb", "a b"), ("...\n", .null),
    ("\u{FEFF}---  # note\na: b # c\n\nd: 'e # f'\n...\n# end", ["a": "b", "d": "e # f"]),
    ("a:\n- b\n- c\nd:\n  - e", ["a": ["b", "c"], "d": ["e"]]),
    ("a:\nb:\n  c:\n# note\n  d: 1", ["a": .null, "b": ["c": .null, "d": 1]]),
    (
      "- - a\n  - b\n- c: 1\n  d:\n  - 2\n-\n-\n  e: f\n- []",
      [["a", "b"], ["c": 1, "d": [2]], .null, ["e": "f"], []]
    ),
    ("a: b\r\nc: d\re: f", ["a": "b", "c": "d", "e": "f"]),
    ("\"q k\": v\n'it''s': w\n\"\": x", ["q k": "v", "it's": "w", "": "x"]),
    ("url: https://x.example/a:b#c\nd: -e\nf: a,b]}", ["url": "https://x.example/a:b#c", "d": "-e", "f": "a,b]}"]),
    ("a: b\n  - c", ["a": "b - c"]), ("a:\n    b\n  c", ["a": "b c"]),
    ("1: a\n2026-01-01: b", ["1": "a", "2026-01-01": "b"]),
    ("a: b c\n  d\n\n\n  e # note\nf: g", ["a": "b c d\n\ne", "f": "g"]),
  ]

  static let quoted: [(String, JSON)] = [
    (
      "a: \"b\\n\\t\\\"\\\\\\/\\x41\\u00e9\\U0001F600\\ud83d\\ude00\\0\\N\\_\\L\\P\\ \"",
      ["a": "b\n\t\"\\/Aé😀😀\0\u{85}\u{A0}\u{2028}\u{2029} "]
    ),
    ("a: \"b  \n   c\\\n    d \\\n\n  e\n\n\n  f\"", ["a": "b cd \ne\n\nf"]), ("a: 'b\n\n  c\t\n d'", ["a": "b\nc d"]),
    ("'\\n'", "\\n"),
  ]

  static let flows: [(String, JSON)] = [
    ("{}", [:]), ("[]", []), ("[a, 'b', \"c\", 1, ]", ["a", "b", "c", 1]),
    ("{a: 1, b, c: , d: [e, {f: g}]}", ["a": 1, "b": .null, "c": .null, "d": ["e", ["f": "g"]]]),
    ("a: {\"b\":1,\"c\":[true,null]}", ["a": ["b": 1, "c": [true, .null]]]),
    ("a: [b\n  c, # note\n d\n]\ne: f", ["a": ["b c", "d"], "e": "f"]),
    ("{\n\t\"a\":\t[\n\t\t1\t,\n\t\tb\t]\n}", ["a": [1, "b"]]),
    ("[http://a.example/b, c:d]", ["http://a.example/b", "c:d"]), ("{a:b}", ["a:b": .null]),
  ]

  static let texts: [(String, JSON)] = [
    ("a: |\n  x: y\n   - z\n\n  # no note\n# note\nb: c", ["a": "x: y\n - z\n\n# no note\n", "b": "c"]),
    ("a: >-\n   more\n   text\n\n   and\n     deeper\n   end\n", ["a": "more text\nand\n  deeper\nend"]),
    ("a: |+\n\n  b\n\n\nc: |-\n  d\n\n", ["a": "\nb\n\n\n", "c": "d"]), ("a: |2-\n    b\n   c", ["a": "  b\n c"]),
    ("- |\n a\n- >\n b\n c\n", ["a\n", "b c\n"]), ("a: |\nb: >+\n\nc: d", ["a": "", "b": "\n", "c": "d"]),
    ("a: | # note\n  b\t\n  \tc", ["a": "b\t\n\tc"]),
    ("|\n a\n  b", "a\n b"), ("a: |\n  b\n   \n  c", ["a": "b\n \nc"]),
  ]

  static let scalars: [(String, JSON)] =
    ["yes", "Yes", "on", "TRUE"].map { ($0, true) } + ["no", "NO", "off", "False"].map { ($0, false) }
    + ["~", "null", "NULL"].map { ($0, .null) }
    + [
      "y", "N", "tRue", "none", "1e5", "1.0e5", "+.5", "08", "09.5.1", "1:60", "0:30", "2026-01-01",
      "2026-01-01T00:00:00Z", "1.2.3", "10.0.0.1", "._5", "0o7", "1 000", "0x", "+", "e5",
    ].map { ($0, .string($0)) }
    + [
      ("12", 12), ("+12", 12), ("-12", -12), ("1_000", 1000), ("017", 15), ("-0x1F", -31), ("0b1_01", 5), ("1:30", 90),
      ("12:30:45", 45045), ("00", 0), ("08.5", 8.5),
    ]

  @Test(arguments: (blocks + quoted + flows + texts + scalars).indices) func `a text gives its value`(_ index: Int)
    throws
  {
    let (text, value) = (Self.blocks + Self.quoted + Self.flows + Self.texts + Self.scalars)[index]
    #expect(try YAML.read(text) == value, "\(text)")
  }

  @Test(arguments: [
    ("9007199254740993", "9007199254740993"), ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("0.10", "0.10"), ("1.", "1.0"), (".50", "0.50"),
    ("1_0.2_5", "10.25"), ("6.02e+23", "6.02e+23"), ("-1.5E-7", "-1.5E-7"), ("-007.10", "-7.10"), ("1:30.50", "90.50"),
  ]) func `a number keeps its digits`(_ text: String, _ digits: String) throws {
    #expect(try YAML.read(text) == JSON(parsing: digits))
  }

  @Test func `texts mode makes a text of all that has no quotes`() throws {
    #expect(
      try YAML.read("- on\n- 1\n- ~\n-\n- {no: 1.5}\n- <<", .texts) == ["on", "1", "~", .null, ["no": "1.5"], "<<"])
  }

  static let refused: [(String, Int, String)] = [
    ("a:\n\tb: c", 2, "tab"), ("a: b\tc", 1, "tab"), ("a: b\n- c", 2, "an item of a list"),
    ("- a\nb: c", 2, "indentation"), ("  a: b\nc: d", 2, "indentation"),
    ("a:\n    b: c\n  d: e", 3, "indentation"), ("a: b\n  - c\nd", 3, "a key with a colon"),
    ("a: b: c", 1, "inside the value"), ("a: b\n  c: d", 2, "several lines"), ("a: 'b': c", 1, "inside the value"),
    ("a: 1\n\nb: 2\n\"a\": 3", 4, "stands twice"), ("{a: 1, a: 2}", 1, "stands twice"), ("a: &x 1", 1, "anchors"),
    ("a: *x", 1, "aliases"), ("a: !!str 1", 1, "tags"), ("[!x a]", 1, "tags"),
    ("a: 1\n---\nb: 2", 2, "several documents"), ("a\n...\nb", 3, "several documents"),
    ("%YAML 1.1\n---\na", 1, "directives"), ("--- a", 1, "after ---"), ("? a\n: b", 1, "question mark"),
    (": a", 1, "no key"),
    ("[a, b", 1, "has no ]"), ("\n\n{a: [b]", 3, "has no }"), ("[a}", 1, "comma or ]"), ("[a: b]", 1, "comma or ]"),
    ("[,]", 1, "cannot begin"), ("[- a]", 1, "dashes"), ("{a\n: b}", 1, "on one line"), ("[a]: b", 1, "after the end"),
    ("[a?]", 1, "?"), ("{[a]: b}", 1, "must be a text"), ("\n'a", 2, "no end"), ("\"a\n", 1, "no end"),
    ("\"\\q\"", 1, "escape"), ("\"\\x4\"", 1, "2 hexadecimal"), ("\"\\ud83d\"", 1, "no character"),
    ("\"\\ud83d\\u0041\"", 1, "no character"),
    ("\"a\"#b", 1, "space before it"), ("'a' b", 1, "after the end"), ("a: |x\n b", 1, "after | or >"),
    ("a: |\n   \n  b", 3, "empty line"), ("a: @b", 1, "begin with @"), ("a: `b`", 1, "begin with `"),
    ("'a\n b': c", 1, "on one line"), ("yes: a", 1, "no text"), ("1.5: a", 1, "no text"), ("<<: a", 1, "no text"),
    ("a: <<", 1, "meaning"), ("a: .inf", 1, "no number"), ("a: 0xFFFFFFFFFFFFFFFFF", 1, "too large"),
    ("a\n\u{85}", 2, "U+0085"), ("a\u{2028}", 1, "U+2028"), ("a\u{1B}", 1, "U+001B"), ("a\0", 1, "U+0000"),
    ("a: - b", 1, "after its key"),
  ]

  @Test(arguments: refused.indices) func `what is wrong or not supported is refused with its line`(_ index: Int) {
    let (text, line, part) = Self.refused[index]
    let error = #expect(throws: YAMLError.self, "\(text)") { try YAML.read(text) }
    #expect(error?.line == line, "\(text) \(String(describing: error))")
    #expect(error?.reason.contains(part) == true, "\(text) \(String(describing: error))")
    #expect(error?.description.hasPrefix("line \(line): ") == true)
  }

  @Test func `two keys that only normalization makes equal are two keys`() throws {
    #expect(try YAML.read("\u{E9}: 1\ne\u{301}: 2").object?.count == 2)
  }

  @Test(arguments: ["a:", "-"]) func `depth has a limit`(_ opening: String) throws {
    func nested(_ depth: Int) -> String {
      (0..<depth).map { String(repeating: " ", count: $0) + opening }.joined(separator: "\n")
    }
    #expect(throws: Never.self) { try YAML.read(nested(YAML.maximumDepth)) }
    #expect(throws: YAMLError.self) { try YAML.read(nested(YAML.maximumDepth + 2)) }
  }

  @Test(arguments: ["[", "{a: ", "- "]) func `nesting on one line has the same limit`(_ opening: String) {
    #expect(throws: YAMLError.self) { try YAML.read(String(repeating: opening, count: 500_000)) }
  }

  @Test func `size has a limit`() {
    #expect(throws: YAMLError.self) { try YAML.read(String(repeating: "a", count: YAML.maximumSize + 1)) }
  }

  /// With a look at all lines for each line, or at all keys for each key, these take minutes.
  @Test(arguments: [
    "\n", "# a\n", "\u{1F1E9}", "a ", "- a\n", "- |\n\n\n\n", "[]\n", "a: ", "'", "''\n", "\\", "-\n", " \n ", "a\n\n",
  ]) func `a long text takes no more time than it must`(_ part: String) {
    _ = try? YAML.read(String(repeating: part, count: 1_000_000 / part.utf8.count))
    _ = try? YAML.read("a: \"" + String(repeating: part, count: 1_000_000 / part.utf8.count))
    _ = try? YAML.read("[" + String(repeating: part + ",", count: 1_000_000 / (part.utf8.count + 1)))
  }

  @Test func `many keys are compared quickly`() throws {
    let text = (0..<100_000).map { "key\($0): \($0)\n" }.joined()
    #expect(try YAML.read(text).object?.count == 100_000)
  }
}
