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

  // MARK: UnifiedDiff

  @Test(
    arguments: [
      ("a\nb\n", "a\nb\n", ""), ("", "a\n", "@@ -0,0 +1 @@\n+a"), ("a\n", "", "@@ -1 +0,0 @@\n-a"),
      ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c"),
      ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a"), ("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a"),
      ("é\n", "e\u{301}\n", "@@ -1 +1 @@\n-é\n+e\u{301}"), ("\n", "\n\n", "@@ -1 +1,2 @@\n \n+"),
      ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8"),
      ("@@ -1 +1 @@\n", "--- a\n", "@@ -1 +1 @@\n-@@ -1 +1 @@\n+--- a"),
    ])
  func `a diff has the lines that differ, and those around them`(_ old: String, _ new: String, _ diff: String) {
    #expect(
      UnifiedDiff(from: old, to: new).text.utf8.elementsEqual(diff.utf8), "\(UnifiedDiff(from: old, to: new).text)")
  }

  @Test func `a diff makes the one text of the other, with the fewest lines`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let lines = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        "abc".randomElement(using: &random).map(String.init) ?? ""
      }
      let other = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        "abc".randomElement(using: &random).map(String.init) ?? ""
      }
      let (old, new) = (lines.map { $0 + "\n" }.joined(), other.map { $0 + "\n" }.joined())
      let diff = UnifiedDiff(from: old, to: new)
      let best = other.difference(from: lines)
      #expect(
        diff.counts.removed == best.removals.count && diff.counts.added == best.insertions.count, "\(lines) \(other)")
      #expect(UnifiedDiffReader.applied(diff.text, to: lines) == other, "\(lines) \(other) \(diff.text)")
    }
  }

  @Test func `texts that have nothing in common, or the same lines in another order, are compared at once`() {
    let old = String(repeating: "a\n", count: 50_000)
    let diff = UnifiedDiff(from: old, to: String(repeating: "b\n", count: 50_000))
    #expect(diff.counts == (50_000, 50_000))
    let (first, second) = ((0..<20_000).map { "\($0)\n" }.joined(), (0..<20_000).reversed().map { "\($0)\n" }.joined())
    #expect(UnifiedDiff(from: first, to: second).counts.removed >= 19_999)
    // Small changes at both ends of long code are found all the same.
    #expect(UnifiedDiff(from: "x\n" + old + "y\n", to: "1\n" + old + "2\n").counts == (2, 2))
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

/// Makes the new text of the old one and a diff, as `patch` does.
private enum UnifiedDiffReader {
  static func applied(_ diff: String, to old: [String]) -> [String] {
    var (new, at): ([String], Int) = ([], 0)
    for line in diff.split(separator: "\n", omittingEmptySubsequences: true) {
      switch line.first {
      case "@":
        let place = line.split { !$0.isNumber && $0 != "-" && $0 != "," }[0].dropFirst().split(separator: ",")
          .compactMap { Int($0) }
        let start = place.count == 2 && place[1] == 0 ? place[0] : place[0] - 1
        new += old[at..<start]
        at = start
      case "+": new.append(String(line.dropFirst()))
      case "-": at += 1
      default:
        new.append(String(line.dropFirst()))
        at += 1
      }
    }
    return new + old[at...]
  }
}
