import JSON
import MCP
import TestSupport
import Testing

@testable import PantherTools

/// The parts that a draft is made of.
@Suite(.fewAtOnce) struct DraftPartTests {
  // MARK: CodeEdit

  @Test func `edits are made in the code as it was, in any order`() throws {
    let edits = [
      CodeEdit(old: "three", new: "one"), CodeEdit(old: "one", new: "three"), CodeEdit(old: "\n  é", new: ""),
    ]
    #expect(try edits.applied(to: "one two three\n  é end") == "three two one end")
    #expect(try [CodeEdit(old: "ab", new: "")].applied(to: "ab") == "")
    // Places are places of bytes: a letter and its accent are two characters to Python.
    #expect(try [CodeEdit(old: "e", new: "a")].applied(to: "e\u{301}").utf8.elementsEqual("a\u{301}".utf8))
    #expect(try [CodeEdit(old: "\r", new: "")].applied(to: "a\r\nb").utf8.elementsEqual("a\nb".utf8))
  }

  @Test(
    arguments: [
      (["x"], "does not stand"), (["aa"], "3 times"), (["b"], "2 times"), (["ca", "ab"], "overlap"),
      (["x", "aa"], "`edits[1].old` stands"), (Array(repeating: "c", count: 101), "up to 100 changes"),
    ])
  func `each old text stands in one place`(_ old: [String], _ words: String) {
    let error = #expect(throws: ArgumentError.self) {
      try old.map { CodeEdit(old: $0, new: "y") }.applied(to: old.contains("aa") ? "aaaaaa" : "cabb")
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `many long edits of long code take no time that grows with their product`() {
    let code = String(repeating: "a", count: 100_000)
    let edit = CodeEdit(old: String(repeating: "a", count: 50_000) + "b", new: "")
    #expect(throws: ArgumentError.self) { try [edit, edit, edit].applied(to: code) }
  }

  // MARK: OwnMarks

  @Test(
    arguments: [
      ("x = '[redacted: token]'", "", "[redacted: token]"), ("[redacted]", "", "[redacted]"),
      (#"'\u{202E}'"#, "", #"\u{202E}"#),
      ("[redacted: a] [redacted: b]", "[redacted: a]", "[redacted: b]"),
      (#"\u{200b}\u{202E}"#, #"\u{200b}"#, #"\u{202E}"#),
    ])
  func `marks of answers are found, unless they stood there before`(_ text: String, _ before: String, _ mark: String) {
    #expect(OwnMarks.first(in: text, missingFrom: before) == mark)
    #expect(OwnMarks.first(in: text, missingFrom: text) == nil)
  }

  @Test(arguments: [
    "redacted", "[redact]", #"\u202E"#, #"\u{name}"#, #"\u{}x"#, "[redacted", #"\u{20"#, "", #"f'{x}\u{{y}}'"#,
  ])
  func `other texts have none`(_ text: String) {
    #expect(OwnMarks.first(in: text, missingFrom: "") == nil || text == #"\u{}x"#)
  }

  @Test func `a text of nothing but beginnings is searched once`() {
    #expect(OwnMarks.first(in: String(repeating: "[redacted", count: 200_000), missingFrom: "") == nil)
    #expect(OwnMarks.first(in: String(repeating: #"\u{"#, count: 500_000), missingFrom: "") == nil)
  }

  // MARK: GivenTest

  @Test func `a test is read in our form and in that of get_detection`() throws {
    let expected: JSON = ["name": "n", "resource": #"{"b":1.50,"a":12345678901234567890}"#, "expectedResult": false]
    for form in [
      #"{"name":"n","log":{"b":1.50,"a":12345678901234567890},"expected":false}"#,
      #"{"name":"n","resource":"{\"b\": 1.50, \"a\": 12345678901234567890}","expectedResult":false,"mocks":null}"#,
    ] { #expect(try GivenTest.read(JSON(parsing: form)).test == expected) }
    let mocks = try GivenTest.read([
      "name": "n", "log": [:], "expected": true, "mocks": [["objectName": "f", "returnValue": "x"]],
    ])
    #expect(mocks.test?["mocks"] == [["objectName": "f", "returnValue": "x"]])
  }

  @Test(
    arguments: [
      #"{"log":{},"expected":true}"#, #"{"name":" ","log":{},"expected":true}"#,
      #"{"name":"n","log":[],"expected":true}"#,
      #"{"name":"n","log":"[1]","expected":true}"#, #"{"name":"n","log":{},"expected":"perhaps"}"#,
      #"{"name":"n","log":{}}"#,
      #"{"name":"n","log":{},"expected":true,"mocks":"x"}"#,
      #"{"name":"n","log":{},"expected":true,"mocks":[{"f":1}]}"#,
      #"{"name":"n","log":{},"expected":true,"Mockz":{}}"#, "7", "[]",
    ])
  func `what is no test is refused`(_ text: String) throws {
    let json = try JSON(parsing: text)
    #expect(throws: Mismatch.self) { try GivenTest.read(json) }
  }

  @Test func `a test may come as files of detections write it`() throws {
    let json: JSON = [
      "Name": "n", "Log": ["a": 1], "ExpectedResult": "true", "Mocks": [["objectName": "f", "returnValue": "x"]],
    ]
    let test = try GivenTest.read(json).test
    #expect(test?["resource"] == #"{"a":1}"# && test?["expectedResult"] == true && test?["mocks"]?.array?.count == 1)
  }

  @Test func `YAML may come as what it says`() throws {
    let conditions: JSON = [["KeyPath": "a", "Condition": "Exists"]]
    #expect(try CodeText.read(conditions).text == "- KeyPath: a\n  Condition: Exists\n")
    let fields: JSON.Object = ["inline_filters": conditions]
    #expect(try fields.fields(of: .rules).first?.value == "- KeyPath: a\n  Condition: Exists\n")
  }

  @Test func `tests of one name give way, others are added, all in their order`() throws {
    let stored: [JSON] = ["a", "b", "c"].map { ["name": .string($0), "resource": "{}", "expectedResult": true] }
    let given = try [
      ["name": "d", "log": [:], "expected": true], ["name": "b", "remove": true],
      ["name": "a", "log": ["x": 1], "expected": false],
    ].map { try GivenTest.read($0) }
    #expect(try given.applied(to: stored).map { $0["name"] } == ["a", "c", "d"])
    // Names are compared byte by byte.
    let accents = try ["é", "e\u{301}"].map { try GivenTest.read(["name": .string($0), "log": [:], "expected": true]) }
    #expect(try accents.applied(to: []).count == 2)
  }

  @Test func `thousands of tests are merged at once`() throws {
    let stored: [JSON] = (0..<20_000).map { ["name": .string("t\($0)"), "resource": "{}", "expectedResult": true] }
    let given = try (0..<20_000).map { try GivenTest.read(["name": .string("t\(19_999 - $0)"), "remove": true]) }
    #expect(try given.applied(to: stored).isEmpty)
  }

  // MARK: DetectionField

  @Test func `each kind has its own fields`() {
    func names(_ kind: DetectionKind) -> Set<String> { Set(DetectionField.all(of: kind).map(\.name)) }
    #expect(names(.rules).isSuperset(of: ["inlineFilters", "logTypes", "threshold"]))
    #expect(names(.policies).isDisjoint(with: ["threshold", "logTypes", "runbook", "inlineFilters"]))
    #expect(names(.scheduledRules).contains("scheduledQueries") && !names(.scheduledRules).contains("logTypes"))
    #expect(names(.simpleRules).isSuperset(of: ["alertTitle", "groupBy", "inlineFilters"]))
    for kind in DetectionKind.allCases {
      #expect(
        names(kind).isDisjoint(with: ["id", "enabled", "tests", "body", "managed", "createdAt", "createdByExternal"]))
    }
  }

  @Test(
    arguments: [
      ("severity", "high", "HIGH"), ("threshold", 3, 3), ("tags", ["a"], ["a"]),
      ("threshold", .null, nil),
      ("reports", ["MITRE ATT&CK": ["TA0001:T1078"]], ["MITRE ATT&CK": ["TA0001:T1078"]]), ("Display_Name", "x", "x"),
    ] as [(String, JSON, JSON?)])
  func `a field is read under its name`(_ name: String, _ given: JSON, _ read: JSON?) throws {
    let fields = try JSON.Object([(name, given)]).fields(of: .rules)
    #expect(fields.count == 1 && fields[0].value == read)
  }

  @Test(
    arguments: [
      ("severity", 1), ("threshold", 0), ("threshold", 1.5), ("threshold", "x"), ("tags", [["a"]]),
      ("reports", ["a"]),
      ("reports", ["a": [["b"]]]), ("displayName", 1), ("enabled", true), ("id", "x"), ("resourceTypes", ["a"]),
      ("managed", true),
      ("createdAt", "x"),
    ] as [(String, JSON)])
  func `a field that is not there, or of another kind, is refused`(_ name: String, _ given: JSON) {
    #expect(throws: ArgumentError.self) { try JSON.Object([(name, given)]).fields(of: .rules) }
  }
}
