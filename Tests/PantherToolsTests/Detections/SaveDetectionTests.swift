import JSON
import Panther
import PantherTools
import Synchronization
import TestSupport
import Testing

/// Creating and updating detections: what is checked, what is sent, and what is said of it.
@Suite(.fewAtOnce) struct SaveDetectionTests {
  private static let rule: JSON = [
    "id": "r", "displayName": "Root", "body": "def rule(event):\n  a = 1\n  return event.get('a') > 2\n",
    "severity": "HIGH",
    "enabled": true, "threshold": 1, "dedupPeriodMinutes": 60, "logTypes": ["AWS.CloudTrail"], "tags": ["b", "a"],
    "createdAt": "2026-01-01T00:00:00Z", "lastModified": "2026-11-01T00:00:00Z", "createdBy": ["id": "u"],
    "createdByExternal": "", "lastModifiedBy": ["id": "u"], "somethingNew": ["n": 9_007_199_254_740_993],
    "tests": [
      ["name": "fires", "resource": #"{"a":3}"#, "expectedResult": true],
      ["name": "silent", "resource": #"{"a":1}"#, "expectedResult": false],
    ],
  ]
  private static let update: JSON.Object = ["mode": "update", "detection_id": "r", "detection_type": "rules"]
  private static let create: JSON.Object = [
    "mode": "create", "detection_id": "New/Rule 1", "detection_type": "rules",
    "body": "def rule(event):\n  return True",
    "fields": ["severity": "LOW"],
  ]

  /// A bench with the rule `r`, whose code says from which `a` on it fires: the last number in it. What is saved is what
  /// was sent.
  private static func bench(_ rule: JSON = rule, policy: Policy? = nil, saved: JSON.Object = [:]) -> Bench {
    let bench = Bench(policy: policy)
    bench.answer("GET /rules/r", rule)
    bench.runTests("/rules/r") { code, event in
      (event["a"]?.int ?? 0) > Int(code.split { !$0.isNumber }.last ?? "") ?? 0 ? .fires(title: "t") : .silent
    }
    bench.answer("PUT /rules/r?run-tests-first=true") { request in
      HTTPResponse(
        json: .object(
          (request.json.object ?? [:]).merging(saved).merging([
            "createdAt": saved["createdAt"] ?? "2026-01-01T00:00:00Z", "lastModified": "2026-11-20T08:00:00Z",
          ])))
    }
    bench.answer(
      "query Schemas",
      data: [
        "schemas": [
          "edges": [["node": ["name": "AWS.CloudTrail"]], ["node": ["name": "Okta.SystemLog"]]],
          "pageInfo": ["hasNextPage": false],
        ]
      ])
    return bench
  }

  private static func call(_ more: JSON.Object) -> JSON.Object { update.merging(more) }
  private static let tuning: JSON.Object = ["edits": [["old": "> 2", "new": "> 5"]]]

  // MARK: update

  @Test func `an update sends every field that came, and changes what the call names`() async throws {
    let bench = Self.bench()
    let result = try await bench.call(
      "save_detection", Self.call(["fields": ["severity": "critical", "displayName": "Root login"]]))
    #expect(bench.lines == ["GET /rules/r", "PUT /rules/r?run-tests-first=true"])
    let sent = try #require(bench.bodies.last?.object)
    var expected = try #require(Self.rule.object)
    for name in ["createdAt", "createdBy", "createdByExternal", "lastModified", "lastModifiedBy"] {
      expected[name] = nil
    }
    expected["severity"] = "CRITICAL"
    expected["displayName"] = "Root login"
    #expect(sent == expected && JSON.object(sent).text.contains("9007199254740993"))
    #expect(result["saved"] == true && result["enabled"] == true && result["lastModified"] == "2026-11-20T08:00:00Z")
    #expect(
      result["tests"] == "2 unit tests passed." && result["warnings"] == nil && result["weakens"] == nil, "\(result)")
    #expect(
      result["change"]?["fields"] == [
        ["field": "displayName", "before": "Root", "after": "Root login"],
        ["field": "severity", "before": "HIGH", "after": "CRITICAL"],
      ])
  }

  @Test func `a change of code is compared on the events of the unit tests first, and shown as a diff`() async throws {
    let bench = Self.bench()
    let result = try await bench.call("save_detection", Self.call(Self.tuning))
    #expect(bench.testRuns.count == 2 && bench.writes.count == 1)
    #expect(bench.lines.last == "PUT /rules/r?run-tests-first=true")
    #expect(
      result["change"]?["diff"]?.string == """
        --- body, stored
        +++ body, new
        @@ -1,3 +1,3 @@
         def rule(event):
           a = 1
        -  return event.get('a') > 2
        +  return event.get('a') > 5
        """, "\(result)")
    #expect(
      result["findings"] == [
        "0 of 2 unit-test events fire after the change, 1 of 2 before it.",
        "No real events were compared: on_events_of adds those of an alert.",
      ])
    #expect(result["weakens"] == ["1 of 2 unit-test events no longer fire."])
  }

  @Test func `an update that changes nothing sends nothing`() async throws {
    let bench = Self.bench()
    let result = try await bench.call(
      "save_detection",
      Self.call(["fields": ["severity": "HIGH"], "enabled": true, "body": Self.rule["body"] ?? .null]))
    #expect(result["saved"] == false && bench.sent == ["GET /rules/r"], "\(result)")
  }

  @Test func `a field that is null goes back to Panther's default`() async throws {
    var rule = try #require(Self.rule.object)
    rule["threshold"] = 5
    let bench = Self.bench(.object(rule))
    let result = try await bench.call("save_detection", Self.call(["fields": ["threshold": .null]]))
    #expect(bench.bodies.last?["threshold"] == nil)
    #expect(result["change"]?["fields"] == [["field": "threshold", "before": 5, "after": .null]])
    #expect(result["weakens"] == nil)
    let without = try await bench.call("save_detection", Self.call(["fields": ["severity": .null]]))
    #expect(without.isError && without.text.contains("needs `fields.severity`"))
  }

  @Test(
    arguments: [
      (["enabled": false], "It is switched off."), (["fields": ["threshold": 2]], "more events than before"),
      (["fields": ["dedup_period_minutes": 61]], "longer deduplication"),
      (["fields": ["severity": "INFO"]], "lower severity"),
      (["log_types": ["Okta.SystemLog"]], #"no longer looks at these log types: ["AWS.CloudTrail"]"#),
      (["fields": ["inlineFilters": "- Key: a"]], "Its filter changes"),
      (["fields": ["outputIDs": []]], "These destinations get none of its alerts any more: [\"o1\"]"),
      (["tests": [["name": "fires", "remove": true]]], "Unit tests are removed: 1."),
      (
        ["tests": [["name": "fires", "log": ["a": 3], "expected": false]]],
        "Unit tests that expect no alert any more: 1."
      ),
    ] as [(JSON.Object, String)])
  func `what weakens a detection is said, to the person before and to the model after`(
    _ change: JSON.Object, _ words: String
  ) async throws {
    let rule = JSON.object((Self.rule.object ?? [:]).merging(["outputIDs": ["o1"]]))
    let result = try await Self.bench(rule).call("save_detection", Self.call(change))
    #expect(result["weakens"]?.text.contains(JSON.string(words).text.dropFirst().dropLast()) == true, "\(result)")
    let asking = Self.bench(rule, policy: try Policy(ask: ["all"]))
    let would = try await Self.preview(asking, Self.call(change)).would
    #expect(would.split(separator: "\n").contains { $0.hasPrefix("WEAKENS: ") && $0.contains(words) }, "\(would)")
  }

  @Test func `a detection that was changed since it was read is left alone`() async throws {
    let bench = Self.bench()
    let fields: JSON.Object = ["fields": ["severity": "LOW"]]
    for stale in ["2026-10-31T00:00:00Z", "2026-11-01T00:00:00.001Z", "yesterday"] {
      let result = try await bench.call(
        "save_detection", Self.call(fields.merging(["if_unchanged_since": .string(stale)])))
      #expect(result.isError && result.text.contains("Nothing was saved: the detection has lastModified"), "\(result)")
    }
    // Edits do not fit a detection that has changed, and the reason is the change.
    let edits: JSON.Object = ["edits": [["old": "nowhere", "new": "x"]], "if_unchanged_since": "yesterday"]
    #expect(try await bench.call("save_detection", Self.call(edits)).text.contains("has lastModified"))
    #expect(bench.writes.isEmpty)
    let same = Self.call(fields.merging(["if_unchanged_since": "2026-11-01T00:00:00Z"]))
    #expect(try await bench.call("save_detection", same)["saved"] == true)
    // Where Panther does not say when it was changed, nobody knows.
    let unknown = Self.bench(Self.rule.without("lastModified"))
    #expect(try await unknown.call("save_detection", same).isError && unknown.writes.isEmpty)
    let created = try await bench.call("save_detection", Self.create.merging(["if_unchanged_since": "x"]))
    #expect(created.isError && created.text.contains("belongs to mode update"))
  }

  @Test(arguments: [("managed", true), ("createdByExternal", "pat")] as [(String, JSON)])
  func `a detection that others own is changed only on demand`(_ field: String, _ value: JSON) async throws {
    let bench = Self.bench(.object((Self.rule.object ?? [:]).merging([field: value])))
    let refused = try await bench.call("save_detection", Self.call(Self.tuning))
    #expect(refused.isError && refused.text.contains("even_if_managed: true") && bench.writes.isEmpty)
    #expect(refused.text.contains(field == "managed" ? "inline filter" : "export_detection"))
    let forced = try await bench.call("save_detection", Self.call(Self.tuning.merging(["even_if_managed": true])))
    #expect(forced["saved"] == true && forced["warnings"]?.text.contains("may undo this change") == true, "\(forced)")
  }

  @Test func `the filter and the switch of a managed detection are free to change`() async throws {
    let bench = Self.bench(.object((Self.rule.object ?? [:]).merging(["managed": true])))
    let result = try await bench.call("save_detection", Self.call(["fields": ["inlineFilters": "- Key: a"]]))
    #expect(result["saved"] == true, "\(result)")
    let policy = Bench()
    policy.answer(
      "GET /policies/p", ["id": "p", "body": "def policy(resource): pass", "severity": "LOW", "managed": true])
    let refused = try await policy.call(
      "save_detection",
      ["mode": "update", "detection_id": "p", "detection_type": "policies", "fields": ["severity": "HIGH"]])
    #expect(refused.isError && !refused.text.contains("inline filter"), "\(refused)")
  }

  @Test(
    arguments: [
      (["edits": [["old": "not there", "new": "x"]]], "does not stand in the stored code"),
      (["edits": [["old": "a", "new": "x"]]], "stands in the stored code"),
      (["edits": [["old": "a = 1", "new": ""], ["old": "= 1\n", "new": ""]]], "overlap"),
      (["edits": [["old": "", "new": "x"]]], "`edits`"),
      (["edits": [["old": "> 2", "new": "> 3"]], "body": "def rule(event): pass"], "not both"),
      (["body": "def rule(event):\n  a = 1\n"], "only the beginning of the stored code"),
      (["body": "def rule(event):\n  return '[redacted: API key]'"], "[redacted: API key]"),
      (["body": #"def rule(event):\#n  return '\u{202E}'"#], "hidden"),
      (["body": "def ruler(event): pass"], "no function `rule`"),
      (["body": "def x(rule): pass"], "no function `rule`"),
      (["body": .string(String(repeating: "é", count: 50_001))], "got 100002"),
      (["fields": ["displayName": "[redacted: name]"]], "copied from an answer"),
      (["fields": ["tags": ["[redacted: name]"]]], "copied from an answer"),
      (["tests": [["name": "fires", "log": ["a": "[redacted: token]"], "expected": true]]], "copied from an answer"),
      (["fields": ["severty": "LOW"]], "did you mean severity?"),
      (["fields": ["body": "x"]], "that is the argument body"),
      (["fields": ["threshold": 0]], "`fields.threshold`"), (["fields": ["severity": "URGENT"]], "`fields.severity`"),
      (["fields": ["logTypes": ["A"]], "log_types": ["B"]], "not both"),
      (["fields": ["display_name": "a", "displayName": "b"]], "twice"),
      (["log_types": ["AWS.Cloudtrail"]], #"There is no log type "AWS.Cloudtrail"; did you mean "AWS.CloudTrail"?"#),
      (["tests": [["name": "none", "remove": true]]], "no test \"none\" to remove"),
      (["tests": [["name": "t", "log": [:], "expected": true, "mock": [:]]]], "unknown member \"mock\""),
      (
        ["tests": [["name": "t", "log": [:], "expected": true], ["name": "t", "log": [:], "expected": true]]],
        "two of the name"
      ),
      (["detection": "- Key: a"], "`detection` does not apply to rules"),
    ] as [(JSON.Object, String)])
  func `what is wrong is refused before anything runs`(_ change: JSON.Object, _ words: String) async throws {
    let bench = Self.bench()
    let result = try await bench.call("save_detection", Self.call(change))
    #expect(result.isError && result.text.contains(words), "\(result)")
    #expect(bench.writes.isEmpty && bench.testRuns.isEmpty)
  }

  @Test func `log types that cannot be read are a warning, and old ones are no matter`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("query Schemas", ["errors": [["message": "the moon"]]])
    bench.answer("PUT /rules/r") { HTTPResponse(json: $0.json) }
    let result = try await bench.call("save_detection", Self.call(["log_types": ["AWS.CloudTrail", "Odd"]]))
    #expect(
      result["saved"] == true && result["warnings"]?.text.contains("log types could not be checked") == true,
      "\(result)")
    let gone = Self.bench(.object((Self.rule.object ?? [:]).merging(["logTypes": ["Gone.Type"]])))
    let added = try await gone.call("save_detection", Self.call(["log_types": ["Gone.Type", "Okta.SystemLog"]]))
    #expect(added["saved"] == true, "\(added)")
  }

  @Test func `tests that fail save nothing, and the answer says which and why`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer(
      "PUT /rules/r",
      [
        "message": "no",
        "testResults": [
          ["name": "fires", "passed": false, "functions": ["detection": ["output": "false"]]],
          ["name": "silent", "passed": true],
        ],
      ], status: 400)
    let result = try await bench.call("save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(
      result.text == #"""
        Nothing was saved: 1 of its 2 unit tests did not pass (PUT /rules/r).
        - "fires": returned "false", expected true
        test_detection with the same draft shows more.
        """#)
    #expect(result.isError)
  }

  @Test(arguments: [500, 502, 503, 504, 520])
  func `a change of unknown outcome is sent once, and the answer says how to look`(
    _ status: Int
  ) async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r", ["message": "x"], status: status)
    let result = try await bench.call("save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(result.isError && result.text.contains("unknown outcome") && bench.writes.count == 1)
    #expect(
      result.text.contains(
        #"get_detection {"detection_id":"r","detection_type":["rules"]} shows whether it was saved."#))
  }

  @Test func `an answer without the detection is read again, and what is not confirmed is said`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("GET /rules/r", .object((Self.rule.object ?? [:]).merging(["severity": "LOW"])))
    bench.answer("PUT /rules/r") { _ in HTTPResponse(status: 204) }
    let result = try await bench.call("save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(result["saved"] == true && result["warnings"] == nil && bench.sent.count == 3, "\(result)")
    let gone = Bench()
    gone.answer("GET /rules/r", Self.rule)
    gone.answer("GET /rules/r", ["message": "no"], status: 404)
    gone.answer("PUT /rules/r", ["message": "ok"])
    let unknown = try await gone.call("save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(
      unknown.isError && unknown.text.contains("unknown outcome")
        && unknown.text.contains("shows whether it was saved"), "\(unknown)")
  }

  @Test func `Panther's own forms of the same values are no difference, and lost values are one`() async throws {
    let same: JSON.Object = [
      "tags": ["a", "b"], "outputIDs": [], "runbook": "", "inlineFilters": .null, "managed": false,
      "tests": [
        ["name": "fires", "resource": #"{ "a": 3 }"#, "expectedResult": true, "mocks": []],
        ["name": "silent", "resource": #"{"a":1}"#, "expectedResult": false, "mocks": .null],
      ],
    ]
    let result = try await Self.bench(saved: same).call(
      "save_detection", Self.call(["fields": ["severity": "LOW", "runbook": "", "outputIDs": []]]))
    #expect(result["saved"] == true && result["warnings"] == nil, "\(result)")
    let lost = try await Self.bench(saved: ["displayName": .null, "severity": "MEDIUM"]).call(
      "save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(
      lost["warnings"]?.text.contains("Panther shows other values than were sent: displayName, severity.") == true,
      "\(lost)")
  }

  @Test func `a detection that was deleted in between is said to be made anew, or not to be there`() async throws {
    let anew = try await Self.bench(saved: ["createdAt": "2026-11-20T08:00:00Z"]).call(
      "save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(anew["warnings"]?.text.contains("has made it anew") == true, "\(anew)")
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r", ["message": "no"], status: 404)
    let gone = try await bench.call("save_detection", Self.call(["fields": ["severity": "LOW"]]))
    #expect(gone.isError && gone.text.contains("Nothing was saved: the detection was deleted in the meantime."))
  }

  // MARK: The tests before it

  @Test func `an alert whose events all fall silent keeps the change from being saved`() async throws {
    let bench = Self.bench()
    bench.answer("GET /alerts/x/events", ["results": [["a": 3], ["a": 4]]])
    let refused = try await bench.call("save_detection", Self.call(Self.tuning.merging(["on_events_of": "x"])))
    #expect(refused.isError && bench.writes.isEmpty)
    #expect(refused.text.contains("none of the 2 tested events of the alert x fires with this change"), "\(refused)")
    let less: JSON.Object = [
      "edits": [["old": "> 2", "new": "> 3"]], "on_events_of": "x",
      "tests": [["name": "fires", "log": ["a": 9], "expected": true]],
    ]
    let saved = try await bench.call("save_detection", Self.call(less))
    #expect(
      saved["findings"]?.array?.last == "1 of 2 events of the alert x fire after the change, 2 of 2 before it.",
      "\(saved)")
    #expect(saved["weakens"]?.array?.last == "1 of 2 events of the alert x no longer fire.")
  }

  @Test func `the events of unit tests keep their mocks, and each stands once`() async throws {
    let mocked: JSON = [
      "name": "m", "resource": #"{"a":3}"#, "expectedResult": false,
      "mocks": [["objectName": "f", "returnValue": "x"]],
    ]
    let tests = JSON.array((Self.rule["tests"]?.array ?? []) + [mocked])
    let bench = Self.bench(.object((Self.rule.object ?? [:]).merging(["tests": tests])))
    _ = try await bench.call("save_detection", Self.call(Self.tuning))
    for run in bench.testRuns.map({ $0.json["tests"]?.array ?? [] }) {
      #expect(run.count == 4 && run[2]["mocks"] == mocked["mocks"] && run[0]["mocks"] == nil)
      #expect(run[2]["expectedResult"] == true)
    }
  }

  @Test func `a new detection has to fire for the alert, too`() async throws {
    let bench = Self.bench()
    bench.answer("GET /rules/New", ["message": "no"], status: 404)
    bench.answer("GET /alerts/x/events", ["results": [["a": 3]]])
    bench.runTests("/rules/New%2FRule%201") { _, _ in .silent }
    let result = try await bench.call("save_detection", Self.create.merging(["on_events_of": "x"]))
    #expect(result.isError && result.text.contains("none of the 1 tested events") && bench.writes.isEmpty, "\(result)")
  }

  @Test func `tests before it that do not run save nothing, and what was not tested is not called silent`() async throws
  {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r?run-tests-only=true") { _ in throw PantherError(.timedOut) }
    let slow = try await bench.call("save_detection", Self.call(Self.tuning))
    #expect(
      slow.isError && slow.text.hasPrefix("Nothing was saved, because the tests before it failed.")
        && bench.writes.isEmpty, "\(slow)")
    let missing = Bench()
    missing.answer("GET /rules/r", Self.rule)
    missing.answer("GET /alerts/x/events", ["results": [["a": 3], ["a": 4]]])
    missing.runTests("/rules/r") { _, event in event["a"] == 1 ? .silent : .missing }
    let refused = try await missing.call("save_detection", Self.call(Self.tuning.merging(["on_events_of": "x"])))
    #expect(
      refused.isError && refused.text.contains("none of the 2 events of the alert x could be tested"), "\(refused)")
    #expect(missing.writes.isEmpty)
  }

  @Test func `a change is not sent when too little time is left for its answer`() async throws {
    let bench = Bench(patience: .seconds(15))
    bench.answer("GET /rules/r", Self.rule)
    let result = try await bench.call("save_detection", Self.call(Self.tuning))
    #expect(result.isError && result.text.contains("Nothing was saved") && bench.sent == ["GET /rules/r"], "\(result)")
  }

  @Test func `a stored detection that is broken can be mended`() async throws {
    let bench = Bench()
    let engine = Self.bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r?run-tests-only=true") { request in
      guard request.json["body"]?.string?.contains("> 5") == true else {
        return HTTPResponse(status: 400, json: ["message": "syntax error"])
      }
      return try await engine.transport.send(request)
    }
    bench.answer("PUT /rules/r?run-tests-first=true") { HTTPResponse(json: $0.json) }
    let result = try await bench.call("save_detection", Self.call(Self.tuning))
    #expect(
      result["saved"] == true && result["warnings"]?.text.contains("nothing is compared with it") == true, "\(result)")
  }

  @Test func `an alert that a threshold would prevent keeps the change from being saved`() async throws {
    let bench = Self.bench()
    let events: [JSON] = (0..<3).map { ["a": JSON($0 + 5), "p_event_time": "2026-11-20 08:00:00", "p_log_type": "A"] }
    bench.answer("GET /alerts/x/events", ["results": .array(events)])
    let call = Self.call(["fields": ["threshold": 50], "on_events_of": "x"])
    let result = try await bench.call("save_detection", call)
    #expect(result.isError && result.text.contains("the alert x would not be made any more. 3 of its events fire"))
    #expect(bench.writes.isEmpty)
    let two = Self.call(["fields": ["threshold": 2], "on_events_of": "x"])
    #expect(try await bench.call("save_detection", two)["saved"] == true)
  }

  @Test func `an edit that is made already is refused`() async throws {
    let bench = Self.bench()
    let edits: JSON = [["old": "  a = 1\n", "new": "def rule(event):\n  a = 1\n"]]
    let result = try await bench.call("save_detection", Self.call(["edits": edits]))
    #expect(result.isError && result.text.contains("seems to be made already") && bench.writes.isEmpty, "\(result)")
  }

  // MARK: create

  @Test func `a new detection is made disabled, after its tests`() async throws {
    let bench = Self.bench()
    bench.answer("GET /rules/New", ["message": "no"], status: 404)
    bench.answer("POST /rules") { HTTPResponse(status: 201, json: $0.json) }
    let result = try await bench.call(
      "save_detection", Self.create.merging(["tests": [["name": "n", "log": ["a": 1], "expected": true]]]))
    #expect(bench.lines == ["GET /rules/New%2FRule%201", "POST /rules?run-tests-first=true"])
    #expect(
      bench.bodies.last == [
        "id": "New/Rule 1", "enabled": false, "body": "def rule(event):\n  return True", "severity": "LOW",
        "tests": [["name": "n", "resource": #"{"a":1}"#, "expectedResult": true]],
      ])
    #expect(result["saved"] == true && result["enabled"] == false && result["change"] == nil)
    #expect(
      result["warnings"] == [
        "Its unit tests have no case that must not fire.", "It has no log types (log_types), so it sees no events.",
      ])
    #expect(
      result["hint"]?.string?.hasPrefix(#"enable_detection {"detection_id":"New/Rule 1","detection_type":"rules"}"#)
        == true)
    let on = try await bench.call("save_detection", Self.create.merging(["enabled": true]))
    #expect(on["enabled"] == true && bench.bodies.last?["enabled"] == true)
    #expect(
      on["tests"] == "It has no unit tests." && on["warnings"]?.text.contains("no case that fires, and none") == true)
  }

  @Test func `an id that exists is refused, before and by Panther`() async throws {
    let bench = Self.bench()
    let taken = try await bench.call("save_detection", Self.create.merging(["detection_id": "r"]))
    #expect(taken.isError && taken.text.contains("exists already") && taken.text.contains("mode update"))
    bench.answer("GET /rules/New", ["message": "no"], status: 404)
    bench.answer("POST /rules", ["message": "conflict"], status: 409)
    let raced = try await bench.call("save_detection", Self.create)
    #expect(raced.isError && raced.text.contains("exists already") && bench.writes.count == 1)
  }

  @Test(arguments: ["a<b", "a%b", "a\"b", "a&b", " a", "a\nb"])
  func `an id that Panther's tools do not take is refused`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /rules/", ["message": "no"], status: 404)
    let result = try await bench.call("save_detection", Self.create.merging(["detection_id": .string(id)]))
    #expect(
      result.isError && result.text.contains("`detection_id` of a new detection") && bench.writes.isEmpty, "\(result)")
  }

  @Test(
    arguments: [
      (
        ["detection_type": "scheduled_rules", "fields": ["severity": "LOW", "scheduledQueries": ["q"]]],
        "POST /scheduled-rules"
      ),
      (["detection_type": "simple_rules", "body": .null, "detection": "- Key: a"], "POST /simple-rules"),
      (
        [
          "detection_type": "policies", "body": "def policy(resource): return True",
          "fields": ["severity": "LOW", "resourceTypes": ["AWS.S3.Bucket"]],
        ], "POST /policies"
      ),
    ] as [(JSON.Object, String)])
  func `every kind is made at its own path`(_ more: JSON.Object, _ line: String) async throws {
    let bench = Bench()
    bench.answer("GET /", ["message": "no"], status: 404)
    bench.answer("POST /") { HTTPResponse(status: 201, json: $0.json) }
    let result = try await bench.call("save_detection", Self.create.merging(more))
    #expect(result["saved"] == true && bench.writes.map(\.line) == [line + "?run-tests-first=true"], "\(result)")
  }

  @Test(arguments: [("rules", "Manage Rules (RuleModify)"), ("policies", "Manage Policies (PolicyModify)")])
  func `a permission that lacks is named`(_ kind: String, _ permission: String) async throws {
    let bench = Bench()
    bench.answer("GET /\(kind)/r", ["id": "r", "body": "x", "severity": "HIGH"])
    bench.answer("PUT /\(kind)/r", ["error": "forbidden"], status: 403)
    let result = try await bench.call(
      "save_detection",
      ["mode": "update", "detection_id": "r", "detection_type": .string(kind), "fields": ["severity": "LOW"]])
    #expect(result.isError && result.text.contains(permission), "\(result)")
  }

  // MARK: The person's yes

  private static func preview(_ bench: Bench, _ call: JSON.Object) async throws -> (would: String, token: JSON) {
    let result = try await bench.converse("save_detection", call)["result"]
    let preview = try #require(result?["structuredContent"], "\(result?.text ?? "")")
    #expect(preview["confirmation_required"] == true && bench.writes.isEmpty)
    return (preview["would"]?.string ?? "", preview["confirm_token"] ?? .null)
  }

  @Test func `a person sees the whole change, every character of it`() async throws {
    let bench = Self.bench(policy: try Policy(ask: ["all"]))
    let call = Self.call([
      "edits": [["old": "a = 1", "new": "a = '\u{202E}x'  # \u{200B}password = hunter2"]],
      "fields": ["displayName": "Odd\u{1B} \"name\"\u{2028}- severity: x", "tags": .null],
      "tests": [["name": "t\nWEAKENS", "log": ["a": 9], "expected": true]],
    ])
    let (would, token) = try await Self.preview(bench, call)
    #expect(
      would == #"""
        Change the detection "r" (rules):
        2 of 3 unit-test events fire after the change, 2 of 3 before it.
        No real events were compared: on_events_of adds those of an alert.
        - displayName: "Root" -> "Odd\u001b \"name\"\u2028- severity: x"
        - test "t\nWEAKENS": null -> {"expected":true,"log":{"a":9}}
        - tags: ["b","a"] -> null
        --- body, stored
        +++ body, new
        @@ -1,3 +1,3 @@
         def rule(event):
        -  a = 1
        +  a = '\u{202E}x'  # \u{200B}password = hunter2
           return event.get('a') > 2
        """#, "\(would)")
    let saved = try await bench.converse("save_detection", call.merging(["confirm_token": token]))
    #expect(saved["result"]?["structuredContent"]?["saved"] == true, "\(saved)")
    #expect(bench.writes.count == 1)
  }

  @Test func `a person sees the whole of a new detection`() async throws {
    let bench = Self.bench(policy: try Policy(ask: ["all"]))
    bench.answer("GET /rules/New", ["message": "no"], status: 404)
    let (would, _) = try await Self.preview(bench, Self.create)
    #expect(
      would == """
        Create the detection "New/Rule 1" (rules), switched off:
        Warning: Its unit tests have no case that fires, and none that must not fire.
        Warning: It has no log types (log_types), so it sees no events.
        - enabled: false
        - severity: "LOW"
        +++ body, new
        @@ -0,0 +1,2 @@
        +def rule(event):
        +  return True
        \\ No newline at end of file
        """, "\(would)")
  }

  @Test func `a yes to another change than would be saved now saves nothing`() async throws {
    let other = JSON.object(
      (Self.rule.object ?? [:]).merging(["body": "def rule(event):\n  return event.get('b') > 2\n"]))
    let bench = Bench(policy: try Policy(ask: ["all"]))
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("GET /rules/r", other)
    let call = Self.call([
      "fields": ["severity": "LOW"], "body": "def rule(event):\n  return 2\n",
      "tests": [["name": "fires", "remove": true]],
    ])
    bench.runTests("/rules/r") { _, _ in .silent }
    let (_, token) = try await Self.preview(bench, call)
    let late = try await bench.converse("save_detection", call.merging(["confirm_token": token]))["result"]
    #expect(
      late?["isError"] == true && late?.text.contains("the user was asked about another change") == true,
      "\(late?.text ?? "")")
    #expect(bench.writes.isEmpty)
  }

  @Test func `a change that is too long to be shown whole is not asked about`() async throws {
    let bench = Self.bench(policy: try Policy(ask: ["all"]))
    let code = "def rule(event):\n" + String(repeating: "  x = 1\n", count: 3_000)
    let result = try await bench.converse("save_detection", Self.call(["body": .string(code)]))["result"]
    #expect(
      result?["isError"] == true && result?.text.contains("too large to be shown") == true, "\(result?.text ?? "")")
    #expect(bench.writes.isEmpty)
  }

  @Test func `cancelling before the change sends none`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    let started = AsyncStream<Void>.makeStream()
    bench.answer("PUT /rules/r?run-tests-only=true") { _ in
      started.continuation.yield()
      try await Task.sleep(for: .seconds(60))
      return HTTPResponse(status: 400)
    }
    let call = Task { try await bench.call("save_detection", Self.call(Self.tuning)) }
    for await _ in started.stream { break }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(bench.writes.isEmpty)
  }
}
