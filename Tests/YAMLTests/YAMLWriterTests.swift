import JSON
import TestSupport
import Testing

@testable import YAML

@Suite(.fewAtOnce) struct YAMLWriterTests {
  @Test func `a detection is written as people write it`() {
    let value: JSON = [
      "AnalysisType": "rule", "Enabled": true, "LogTypes": ["AWS.CloudTrail"], "Tags": [], "Reports": [:],
      "Threshold": 1,
      "Runbook": "1. Look.\n2. Ask.\n",
      "Tests": [["Name": "a: b", "Log": ["ip": "10.0.0.1", "list": [[1, 2], [["x": .null]]]]], ["Name": ""]],
    ]
    #expect(
      YAML.text(value) == """
        AnalysisType: rule
        Enabled: true
        LogTypes:
          - AWS.CloudTrail
        Tags: []
        Reports: {}
        Threshold: 1
        Runbook: |
          1. Look.
          2. Ask.
        Tests:
          - Name: "a: b"
            Log:
              ip: 10.0.0.1
              list:
                - - 1
                  - 2
                - - x: null
          - Name: ""

        """)
  }

  static let forms: [(String, String)] = [
    ("plain words", "plain words"), ("yes", "\"yes\""), ("y", "\"y\""), ("1_000", "\"1_000\""),
    ("12:30:45", "\"12:30:45\""), ("0o7", "\"0o7\""), ("2026-01-01", "\"2026-01-01\""),
    ("=", "\"=\""), ("<<", "\"<<\""), ("123456789012", "\"123456789012\""), ("192.0.2.1", "192.0.2.1"),
    ("a ", "\"a \""), ("a #b", "\"a #b\""), ("a#b", "a#b"), ("say \"x\"", "say \"x\""),
    ("\"x\" it's", "'\"x\" it''s'"), ("C:\\a: b", "'C:\\a: b'"), ("a\tb", "\"a\\tb\""), ("a\nb", "|-\n  a\n  b"),
    ("a\n\n b\n", "|\n  a\n\n   b"), ("a\n\n", "|+\n  a\n"), (" a\nb", "\" a\\nb\""), ("\n", "\"\\n\""),
    ("a\u{85}b", "\"a\\x85b\""), ("\u{2028}\"\\", "\"\\u2028\\\"\\\\\""), ("\u{FEFF}", "\"\\uFEFF\""), ("é😀", "é😀"),
  ]

  @Test(arguments: forms.indices) func `a text takes the simplest form that is safe`(_ index: Int) {
    #expect(YAML.text(.string(Self.forms[index].0)) == Self.forms[index].1 + "\n")
  }

  @Test(arguments: [
    ("1e5", "1.0e+5"), ("1E-5", "1.0e-5"), ("2.5e7", "2.5e+7"), ("0.10", "0.10"), ("-0", "-0"),
    ("9007199254740993", "9007199254740993"),
  ])
  func `a number is written so that YAML 1-1 takes it for a number`(_ json: String, _ text: String) throws {
    let value = try JSON(parsing: json)
    #expect(YAML.text(value) == text + "\n")
    #expect(try YAML.read(text).double == value.double)
  }

  @Test(arguments: AwkwardTexts.all) func `an awkward text is read back as value, key and item`(_ text: String) throws {
    for value: JSON in [
      .string(text), [text: .string(text)] as JSON,
      [.string(text), [.string(text)], ["a": .string(text), "b": [.string(text)]]],
    ] {
      let written = YAML.text(value)
      #expect(try YAML.read(written) == value, "\(written)")
    }
  }

  @Test func `random values are read back`() throws {
    var random = SystemOfNumbers(state: 12)
    for _ in 0..<4_000 {
      let value = random.value(depth: 0)
      let written = YAML.text(value)
      let read = try? YAML.read(written)
      #expect(read == value, "\(written)")
      guard read == value else { return }
    }
  }
}

/// Random values that are the same in each run (SplitMix64).
private struct SystemOfNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func value(depth: Int) -> JSON {
    switch Int.random(in: depth < 5 ? 0..<10 : 4..<10, using: &self) {
    case 0, 1: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth + 1) })
    case 2, 3:
      return .object(
        JSON.Object((0..<Int.random(in: 0...4, using: &self)).map { _ in (text(), value(depth: depth + 1)) }))
    case 4: return [.null, true, false, 0, -1, 0.25, 9_007_199_254_740_993].randomElement(using: &self) ?? .null
    default: return .string(text())
    }
  }

  private static let parts =
    "ab01-:#?,[]{}&*!|>'\"%@`=<~ .\n\t\\_eExX+/yé😀\r\0".map(String.init)
    + ["\u{85}", "\u{2028}", "\u{FEFF}", "\n\n", "  ", ": ", " #", "\n ", "---", "\n---\n"]

  private mutating func text() -> String {
    if Bool.random(using: &self) { return AwkwardTexts.all.randomElement(using: &self) ?? "" }
    return (0..<Int.random(in: 0...12, using: &self)).map { _ in Self.parts.randomElement(using: &self) ?? "" }.joined()
  }
}
