import JSON
import MCP
import TestSupport
import Testing

@testable import PantherTools

/// The parts that a change of a detection is shown with.
@Suite(.fewAtOnce) struct SavePartTests {
  private static func draft(_ stored: JSON.Object?, _ body: JSON.Object, _ kind: DetectionKind = .rules) -> Draft {
    Draft(kind: kind, id: "r", stored: stored.map { Detection(.object($0)) }, body: body, isChanged: true)
  }

  // MARK: DetectionChange

  @Test func `each field is shown before and after, and each test by its name`() {
    let stored: JSON.Object = [
      "body": "a\n", "severity": "LOW", "description": "one\ntwo", "x": .null,
      "tests": [["name": "t", "resource": "{}", "expectedResult": true], ["name": "u"]],
    ]
    let body: JSON.Object = [
      "body": "b\n", "severity": "HIGH", "description": "one\n2", "runbook": "r",
      "tests": [["name": "t", "resource": "{}", "expectedResult": false], ["name": "v"]],
    ]
    let change = DetectionChange(Self.draft(stored, body))
    #expect(
      change.diff == """
        --- body, stored
        +++ body, new
        @@ -1 +1 @@
        -a
        +b
        --- description, stored
        +++ description, new
        @@ -1,2 +1,2 @@
         one
        -two
        \\ No newline at end of file
        +2
        \\ No newline at end of file
        """)
    #expect(
      change.others.compactMap { $0["field"]?.string } == [
        "severity", "runbook", #"test "t""#, #"test "v""#, #"test "u""#,
      ])
    #expect(change.others[1] == ["field": "runbook", "before": .null, "after": "r"])
    #expect(
      change.weakening == ["Unit tests are removed: 1.", "Unit tests that expect no alert any more: 1."])
    #expect(change.changesWhatFires)
  }

  @Test func `what strengthens a detection weakens nothing, and a new one has nothing to weaken`() {
    let stored: JSON.Object = [
      "enabled": false, "threshold": 5, "dedupPeriodMinutes": 90, "severity": "LOW", "suppressions": ["a"],
    ]
    let body: JSON.Object = ["enabled": true, "threshold": 1, "severity": "CRITICAL", "suppressions": []]
    #expect(DetectionChange(Self.draft(stored, body)).weakening.isEmpty)
    #expect(DetectionChange(Self.draft(nil, stored)).weakening.isEmpty)
  }

  @Test func `thousands of tests are compared at once`() {
    func tests(_ text: String) -> JSON {
      .array((0..<20_000).map { ["name": .string("t\($0)"), "resource": .string(text)] })
    }
    #expect(DetectionChange(Self.draft(["tests": tests("a")], ["tests": tests("b")])).others.count == 20_000)
  }

  // MARK: DraftCheck

  @Test(
    arguments: [
      ("def rule(event):\n  pass", true), ("import x\n\ndef rule (e): pass", true), ("async def rule(e): pass", true),
      ("from shared import rule", true), ("rule = lambda e: True", true), ("def rule2(e): pass", false),
      ("# def rule(e)", false),
      ("  def rule(e): pass", false), ("def title(rule): pass", false), ("rules = 1", false), ("", false),
    ])
  func `code must have its function`(_ code: String, _ isRight: Bool) {
    let change = DetectionChange(Self.draft(nil, ["body": .string(code), "severity": "LOW"]))
    #expect(((try? DraftCheck.check(change)) != nil) == isRight)
  }

  @Test func `tests should have both cases`() {
    func warnings(_ expected: [Bool], _ kind: DetectionKind = .rules) -> [String] {
      DraftCheck.warnings(
        Self.draft(
          nil,
          [
            "tests": .array(expected.map { ["expectedResult": .bool($0)] }), "logTypes": ["A"], "resourceTypes": ["B"],
          ], kind))
    }
    #expect(warnings([true, false]).isEmpty)
    #expect(warnings([true, false], .scheduledRules).first?.contains("fields.scheduledQueries") == true)
    #expect(warnings([true]) == ["Its unit tests have no case that must not fire."])
    #expect(warnings([true], .policies) == ["Its unit tests have no case that fires."])
    #expect(warnings([]) == ["Its unit tests have no case that fires, and none that must not fire."])
  }

  // MARK: SavedValue

  @Test(
    arguments: [
      (.null, []), (.null, ""), (false, .null), (0, .null), ([:], .null), (["a", "b"], ["b", "a"]), (1, 1),
      ([["resource": #"{"a": 1}"#]], [["resource": #"{"a":1}"#, "mocks": []]]),
    ] as [(JSON, JSON)])
  func `forms of the same value are equal`(_ one: JSON, _ other: JSON) { #expect(SavedValue(one) == SavedValue(other)) }

  @Test(
    arguments: [
      (1, .null), ("a", "b"), (["a"], ["a", "a"]), (true, .null), ("x", .null),
      ([["resource": "{}"]], [["resource": "no"]]), (1, 2),
    ] as [(JSON, JSON)])
  func `other values are not`(_ one: JSON, _ other: JSON) { #expect(SavedValue(one) != SavedValue(other)) }
}
