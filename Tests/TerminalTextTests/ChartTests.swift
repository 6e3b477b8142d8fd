import JSON
import TestSupport
import Testing

@testable import TerminalText

@Suite(.fewAtOnce) struct ChartTests {
  private static let rules: JSON = [
    "chart": ["kind": "bar", "table": "rules", "label": "name", "y": "alerts"],
    "rules": [
      "columns": ["rule_id", "name", "alerts"],
      "rows": [
        ["Some.Rule.With.A.Long.Id", "Secret read", 8], ["B", "Group", 3], ["C", "None", 0], ["D", "Less", 0.01],
      ],
    ],
  ]

  @Test func `bars stand beside their values`() {
    #expect(
      Screen.test(51).shows(Self.rules) == """
          NAME         RULE ID             ALERTS
          Secret read  Some.Rule.With.A.…       8  ████████
          Group        B                        3  ███
          None         C                        0
          Less         D                     0.01  ▏
          No room for: whole rule id (--wide shows all)
        """)
    let ascii = Screen.test(51, unicode: false).shows(Self.rules)
    #expect(ascii.contains("   8  ########\n"))
    #expect(ascii.contains("0.01  #\n") && ascii.utf8.allSatisfy { $0 < 0x80 }, "\(ascii)")
    // Names come before bars, and are whole before bars are long.
    #expect(Screen.test(60).shows(Self.rules).contains("Some.Rule.With.A.Long.Id       8  ████████"))
  }

  @Test(arguments: [1e300, -1e300, 1e19, -1e19, 1e40, -5])
  func `no number is too large or too small to be shown`(_ number: Double) throws {
    let value = try JSON(parsing: "\(number)")
    let text = Screen.test(60).shows([
      "bytes_scanned": value,
      "chart": ["kind": "line", "table": "series", "label": "label", "y": "counts", "x": "times"],
      "times": ["2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"],
      "series": [
        "columns": ["label", "bytes_sent", "counts"], "rows": [["a", value, [value, value]], ["b", 1, [value, 0]]],
      ],
    ])
    #expect(!text.isEmpty)
  }

  @Test func `amounts of data have units`() {
    let text = Screen.test(60).shows([
      "chart": ["kind": "bar", "table": "series", "label": "label", "y": "bytes"],
      "series": ["columns": ["label", "bytes"], "rows": [["AWS.ALB", 2_994_595_840], ["Okta", 999]]],
    ])
    #expect(text.contains("AWS.ALB  3.0 GB  ████") && text.contains("Okta      999 B  ▏"), "\(text)")
  }

  private static func series(_ points: Int) -> JSON {
    let times = (0..<points).map { "2026-11-\($0 / 24 + 10)T\($0 % 24 < 10 ? "0" : "")\($0 % 24):00:00Z" }
    return [
      "chart": ["kind": "line", "table": "series", "label": "label", "y": "counts", "x": "times"], "times": JSON(times),
      "series": [
        "columns": ["label", "alerts", "counts"],
        "rows": [
          ["Rule HIGH", 7, .array((0..<points).map { JSON($0 == points - 1 ? 7 : 0) })],
          ["Rule LOW", 3, .array((0..<points).map { $0 == 0 ? .null : JSON($0 == 1 ? 3 : 0) })],
        ],
      ],
    ]
  }

  @Test func `lines have one scale and say what it is`() {
    #expect(
      Screen.test(70).shows(Self.series(4)) == """
          LABEL      ALERTS
          Rule HIGH       7  ························████████
          Rule LOW        3          ▄▄▄▄▄▄▄▄················
                             Nov 10  01:00   02:00   03:00
          █ is 7 alerts in 1 hour · Nov 10 00:00 to Nov 10 04:00 UTC
        """)
    // The last mark ends where the time ends that was asked for.
    var answer = Self.series(4).object ?? [:]
    answer["window"] = ["from": "2026-11-10T00:00:00Z", "to": "2026-11-10T03:20:00Z"]
    #expect(Screen.test(70).shows(.object(answer)).contains("to Nov 10 03:20 UTC"))
    let ascii = Screen.test(60, unicode: false).shows(Self.series(4))
    #expect(ascii.contains("_________@@@") && ascii.utf8.allSatisfy { $0 < 0x80 }, "\(ascii)")
  }

  @Test func `many points are added up so that they fit`() {
    let text = Screen.test(60).shows(Self.series(200))
    #expect(text.lines.allSatisfy { $0.displayWidth <= 60 }, "\(text)")
    #expect(text.contains("in 6 hours"), "\(text)")
    #expect(text.lines[1].hasSuffix("·█"))
    #expect(text.contains("  Nov 10  Nov 12  Nov 14"), "\(text)")
  }

  @Test(
    arguments: [
      ["kind": "pie", "table": "rules", "label": "name", "y": "alerts"],
      ["kind": "bar", "table": "rules", "label": "name"],
      ["kind": "bar", "table": "rules", "label": "nobody", "y": "alerts"],
      ["kind": "bar", "table": "no", "label": "a", "y": "b"],
      ["kind": "line", "table": "rules", "label": "name", "y": "alerts", "x": "none"], "bar",
    ] as [JSON])
  func `what cannot be drawn is a table`(_ chart: JSON) {
    var answer = Self.rules.object ?? [:]
    answer["chart"] = chart
    let text = Screen.test(52).shows(.object(answer))
    #expect(text.contains("Secret read") && !text.contains("█"), "\(text)")
  }
}
