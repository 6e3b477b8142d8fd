import JSON
import MCP
import TestSupport
import Testing

@testable import PantherTools

/// The parts that the report of a test is made of.
@Suite(.fewAtOnce) struct TestPartTests {
  // MARK: AlertEstimate

  private static func estimate(
    _ events: [(time: String, dedup: String?)], threshold: JSON = 1, minutes: JSON = 60
  ) -> AlertEstimate {
    let draft = Draft(
      kind: .rules, id: "r", stored: nil,
      body: ["threshold": threshold, "dedupPeriodMinutes": minutes, "severity": "LOW"],
      isChanged: true)
    let records = events.map { event -> TestRecord? in
      let title = event.dedup.map { "title of \($0)" }
      return Verdict.fires(title: title, dedup: event.dedup).record(["name": "0", "expectedResult": true], true).map(
        TestRecord.init)
    }
    return AlertEstimate(events.map { SampleEvent(["p_event_time": .string($0.time)]) }, records, of: draft)
  }

  @Test(
    arguments: [
      (["08:00:00", "08:59:59"], 1, 60, 1), (["08:00:00", "09:00:00"], 1, 60, 2), (["09:00:00", "08:00:00"], 1, 60, 2),
      // A period begins with its first event, and the next one with the first event after it.
      (["08:00:00", "08:40:00", "09:10:00", "09:50:00", "10:10:00"], 1, 60, 3),
      (["08:00:00", "08:01:00", "08:02:00"], 3, 60, 1),
      (["08:00:00", "08:01:00"], 3, 60, 0), (["08:00:00", "08:10:00", "08:20:00", "08:21:00"], 2, 15, 2),
      (["08:00:00"], 0, 0, 1), ([], 1, 60, 0),
    ] as [([String], Int, Int, Int)])
  func `alerts are counted after deduplication and threshold`(
    _ times: [String], _ threshold: Int, _ minutes: Int, _ alerts: Int
  ) {
    let estimate = Self.estimate(
      times.map { ("2026-11-20 \($0).000000000", "d") }, threshold: JSON(threshold), minutes: JSON(minutes))
    #expect(estimate.alerts == alerts)
  }

  @Test func `each dedup string has alerts of its own, the most frequent first`() {
    let time = "2026-11-20T08:00:00Z"
    let estimate = Self.estimate([(time, "b"), (time, "a"), (time, "a"), (time, nil)])
    #expect(estimate.groups.map(\.dedup) == ["a", "", "b"] && estimate.groups.map(\.events) == [2, 1, 1])
    #expect(estimate.alerts == 3 && estimate.severities.map(\.name) == ["LOW"] && estimate.severities[0].events == 4)
  }

  @Test func `values that are no numbers count as Panther's defaults`() {
    let estimate = Self.estimate([("no time", "d")], threshold: .null, minutes: "x")
    #expect(estimate.alerts == 1 && estimate.threshold == 1 && estimate.minutes == 60)
  }

  // MARK: TestRecord

  @Test(
    arguments: [
      (#"{"triggerAlert":true,"functions":{"detection":{"output":"true"}}}"#, true, nil),
      (#"{"triggerAlert":false,"functions":{"detection":{"output":"false"}}}"#, false, nil),
      (#"{"errored":true,"error":{"message":"KeyError"}}"#, false, "KeyError"),
      (#"{"errored":true}"#, false, "an error without a message"),
      (#"{"errored":true,"error":null}"#, false, "an error without a message"),
      // The error is that of the title: the event fires all the same.
      (
        #"{"triggerAlert":true,"errored":true,"error":{"message":"x"},"functions":{"detection":{"output":"true"},"title":{"error":{"message":"x"}}}}"#,
        true, nil
      ),
      (#"{"triggerAlert":true,"functions":{"detection":{"error":{"message":"boom"}}}}"#, false, "boom"),
      ("{}", false, nil), ("7", false, nil),
    ] as [(String, Bool, String?)])
  func `a record says whether an event alerts, or why there is no result`(
    _ text: String, _ alerts: Bool, _ failure: String?
  ) throws {
    let record = TestRecord(try JSON(parsing: text))
    #expect(record.alerts == alerts && record.failure == failure)
  }

  // MARK: NamedFields

  @Test func `the fields that Python code names are shown, nested ones too`() {
    let code = """
      # "secret"
      def rule(event):
        return event.get('a') == "x\\"y" and event.deep_get("user", "name") and event['''long_name''']
      """
    let event: JSON = [
      "a": 1, "secret": 2, "user": ["name": "n", "other": 1], "long_name": .string(String(repeating: "x", count: 500)),
      "name": [["name": 1], ["other": 2]], "A": "again",
    ]
    let fields = NamedFields(in: code, of: .rules).of(event)
    #expect(fields.object?.keys == ["a", "user", "long_name", "name", "A"])
    #expect(fields["user"] == ["name": "n"] && fields["name"] == [["name": 1]])
    #expect(fields["long_name"]?.string?.count == 161)
  }

  @Test func `the fields that conditions name are shown`() {
    let event: JSON = ["eventName": "x", "other": 1, "userIdentity": ["type": "Root", "arn": "a"]]
    let yaml = "- KeyPath: userIdentity.type\n  Condition: Equals\n  Value: Root\n- Key: eventName"
    #expect(NamedFields(in: yaml, of: .simpleRules).of(event) == ["eventName": "x", "userIdentity": ["type": "Root"]])
  }

  @Test(arguments: ["'", "\"\"\"", "'\\", "'''\\", "#", "'a\n'b", "\\", "'''a''", ""])
  func `code that does not end its texts is read to its end`(_ code: String) {
    #expect(NamedFields(in: code, of: .rules).of(["x": 1]) == [:])
  }

  @Test func `long code and great events take no time that grows with their product`() {
    let code = String(repeating: "'''", count: 30_001) + String(repeating: "#'\n", count: 30_000)
    let deep = (0..<200).reduce(JSON.null) { value, _ in ["a": value] }
    let event: JSON = ["a": deep, "list": .array(Array(repeating: ["a": 1], count: 100_000))]
    #expect(NamedFields(in: code + "'a' 'list'", of: .rules).of(event).text.utf8.count < 2_000)
  }

  // MARK: SampleEvent

  @Test func `an event is without its null columns, and is an object`() {
    #expect(SampleEvent(["a": .null, "b": ["c": .null], "d": 0]).json == ["b": ["c": .null], "d": 0])
    #expect(SampleEvent(7).json == [:])
  }
}
