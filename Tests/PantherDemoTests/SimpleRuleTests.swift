import JSON
import Panther
import TestSupport
import Testing

/// Conditions of simple rules, evaluated by the unit tests that run before a save.
@Suite(.fewAtOnce) struct SimpleRuleTests {
  static let event: JSON = [
    "eventName": "GetObject", "user": ["name": "Ada", "groups": ["dev", "Ops"], "mfa": true], "address": "8.8.8.8",
    "inside": "10.1.2.3", "six": "2001:db8::1", "bytes": 9_007_199_254_740_993, "limit": 9_007_199_254_740_992,
    "share": 0.5, "nothing": .null, "none": [], "time": "2026-01-02", "a.b": 1,
    "files": [["name": "x", "size": 10, "tags": ["t"]], ["name": "y", "size": 20, "tags": []]],
    "p_enrichment": ["tor": ["address": ["isExit": true]]],
  ]

  static let conditions: [(String, Bool)] = [
    ("{Key: eventName, Condition: Equals, Value: GetObject}", true),
    ("{KeyPath: EVENTNAME, Condition: Equals, Value: GetObject}", true),
    ("{KeyPath: eventName, Condition: Equals, Value: getobject}", false),
    ("{KeyPath: eventName, Condition: IEquals, Value: getOBJECT}", true),
    ("{KeyPath: eventName, Condition: DoesNotEqual, Value: PutObject}", true),
    ("{KeyPath: nope, Condition: DoesNotEqual, Value: PutObject}", true),
    ("{KeyPath: eventName, Condition: IDoesNotEqual, Value: getOBJECT}", false),
    ("{KeyPath: time, Condition: Equals, Value: 2026-01-02}", true),
    ("{KeyPath: user.mfa, Condition: Equals, Value: yes}", true),
    ("{KeyPath: user.mfa, Condition: Equals, Value: 'yes'}", false),
    ("{KeyPath: user.mfa, Condition: Equals, Value: 1}", true),
    ("{KeyPath: eventName, Condition: StartsWith, Value: Get}", true),
    ("{KeyPath: eventName, Condition: IStartsWith, Value: get}", true),
    ("{KeyPath: eventName, Condition: DoesNotStartWith, Value: Get}", false),
    ("{KeyPath: nope, Condition: DoesNotStartWith, Value: Get}", true),
    ("{KeyPath: eventName, Condition: EndsWith, Value: Object}", true),
    ("{KeyPath: eventName, Condition: IEndsWith, Value: OBJECT}", true),
    ("{KeyPath: eventName, Condition: IDoesNotEndWith, Value: OBJECT}", false),
    ("{KeyPath: eventName, Condition: Contains, Value: tOb}", true),
    ("{KeyPath: user.groups, Condition: Contains, Value: dev}", true),
    ("{KeyPath: user.groups, Condition: Contains, Value: ops}", false),
    ("{KeyPath: user.groups, Condition: IContains, Value: ops}", true),
    ("{KeyPath: user.groups, Condition: DoesNotContain, Value: de}", true),
    ("{KeyPath: nope, Condition: Contains, Value: x}", false),
    ("{KeyPath: eventName, Condition: IsIn, Values: [PutObject, GetObject]}", true),
    ("{KeyPath: eventName, Condition: IsNotIn, Values: [PutObject, GetObject]}", false),
    ("{KeyPath: nope, Condition: IsNotIn, Values: [x]}", true),
    ("{KeyPath: bytes, Condition: Equals, Value: 9007199254740993}", true),
    ("{KeyPath: bytes, Condition: Equals, Value: 9007199254740992}", false),
    ("{KeyPath: bytes, Condition: IsGreaterThan, Value: 9007199254740992}", true),
    ("{KeyPath: bytes, Condition: IsLessThan, Value: 9007199254740994}", true),
    ("{KeyPath: bytes, Condition: IsGreaterThan, Value: -9007199254740994}", true),
    ("{KeyPath: bytes, Condition: IsLessThanOrEqual, Value: 9007199254740993}", true),
    ("{KeyPath: bytes, Condition: IsGreaterThanOrEquals, Value: 9007199254740994}", false),
    ("{KeyPath: share, Condition: IsLessThan, Value: 1}", true),
    ("{KeyPath: share, Condition: Equals, Value: 0.50}", true),
    ("{KeyPath: eventName, Condition: IsGreaterThan, Value: 5}", false),
    ("{KeyPath: eventName, Condition: IsGreaterThan, Value: GetA}", true),
    ("{DeepKey: [user, name], Condition: Equals, Value: Ada}", true),
    ("{DeepKey: [files, 1, name], Condition: Equals, Value: y}", true),
    ("{KeyPath: 'files[1].name', Condition: Equals, Value: y}", true),
    ("{KeyPath: 'files[7].name', Condition: IsNull}", true),
    ("{KeyPath: 'files[*].name', Condition: Contains, Value: y}", true),
    ("{KeyPath: \"['a.b']\", Condition: Equals, Value: 1}", true), ("{Key: a.b, Condition: Equals, Value: 1}", true),
    ("{KeyPath: nothing, Condition: Exists}", true), ("{KeyPath: user.nope, Condition: Exists}", false),
    ("{KeyPath: user.nope, Condition: DoesNotExist}", true), ("{KeyPath: nothing, Condition: IsNull}", true),
    ("{KeyPath: nope, Condition: IsNotNull}", false), ("{KeyPath: none, Condition: IsNullOrEmpty}", true),
    ("{KeyPath: share, Condition: IsNullOrEmpty}", false), ("{KeyPath: user, Condition: IsNotNullOrEmpty}", true),
    ("{KeyPath: address, Condition: IsIPAddress}", true), ("{KeyPath: eventName, Condition: IsIPAddress}", false),
    ("{KeyPath: address, Condition: IsIPv4Address}", true), ("{KeyPath: six, Condition: IsIPv6Address}", true),
    ("{KeyPath: address, Condition: IsIPAddressPublic}", true), ("{KeyPath: six, Condition: IsIPAddressPublic}", false),
    ("{KeyPath: inside, Condition: IsIPAddressPrivate}", true),
    ("{KeyPath: inside, Condition: IsIPAddressInCIDR, Value: 10.0.0.0/9}", true),
    ("{KeyPath: inside, Condition: IsIPAddressInCIDR, Value: 10.128.0.0/9}", false),
    ("{KeyPath: six, Condition: IsIPAddressInCIDR, Value: '2001:db8::/32'}", true),
    ("{KeyPath: eventName, Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8}", true),
    ("{Condition: AlwaysTrue}", true), ("{Condition: AlwaysFalse}", false),
    ("{Condition: IsGreaterThan, Values: [{KeyPath: bytes}, {KeyPath: limit}]}", true),
    ("{Condition: Equals, Values: [{KeyPath: bytes}, {KeyPath: limit}]}", false),
    ("{Enrichment: {Table: tor, Selector: address, FieldPath: isExit}, Condition: Equals, Value: true}", true),
    ("{KeyPath: files, Condition: AnyElement, Expressions: [{Key: name, Condition: Equals, Value: y}]}", true),
    (
      "{KeyPath: files, Condition: AllElements, Expressions: [{Key: size, Condition: IsGreaterThan, Value: 10}]}", false
    ),
    (
      "{KeyPath: files, Condition: OnlyOneElement, Expressions: [{Key: size, Condition: IsGreaterThan, Value: 9}]}",
      false
    ),
    ("{KeyPath: files, Condition: NoElement, Expressions: [{Key: tags, Condition: IsNull}]}", true),
    ("{All: [{Condition: AlwaysTrue}, {Condition: AlwaysFalse}]}", false), ("{All: []}", true),
    ("{Any: [{Condition: AlwaysTrue}, {Condition: AlwaysFalse}]}", true), ("{Any: []}", false),
    ("{OnlyOne: [{Condition: AlwaysTrue}, {Condition: AlwaysTrue}]}", false),
    ("{OnlyOne: [{Condition: AlwaysTrue}, {Condition: AlwaysFalse}]}", true),
    ("{None: [{Condition: AlwaysFalse}, {Any: [{Condition: AlwaysTrue}]}]}", false),
  ]

  private static func rule(_ detection: String, _ more: JSON.Object = [:], tests: JSON = []) -> JSON {
    let rule: JSON.Object = ["id": "Try.It", "severity": "LOW", "detection": .string(detection), "tests": tests]
    return .object(rule.merging(more))
  }

  private static func test(_ name: String, _ expected: Bool, _ event: JSON) -> JSON {
    ["name": .string(name), "expectedResult": .bool(expected), "resource": .string(event.text)]
  }

  /// Status and records of a run that saves nothing.
  private static func run(_ rule: JSON, _ demo: Demo = Demo(), _ query: String = "run-tests-only=true") async throws
    -> (
      status: Int, message: String, records: [JSON]
    )
  {
    let response = try await demo.send(.put, "/simple-rules/Try.It?\(query)", rule)
    let body = try? JSON(parsing: response.body)
    return (response.status, body?["message"]?.string ?? "", body?["testResults"]?.array ?? [])
  }

  @Test(arguments: conditions.indices) func `a condition holds or does not`(_ index: Int) async throws {
    let (text, holds) = Self.conditions[index]
    let tests: JSON = [Self.test("right", holds, Self.event), Self.test("wrong", !holds, Self.event)]
    let (status, message, records) = try await Self.run(Self.rule("- " + text, tests: tests))
    #expect(status == 400 && message == "1 of 2 unit tests failed: wrong", "\(text): \(message)")
    #expect(records.map { $0["passed"]?.bool } == [true, false], "\(text)")
    #expect(records.allSatisfy { $0["triggerAlert"]?.bool == holds && $0["errored"] == false }, "\(text)")
  }

  static let refused: [(String, String)] = [
    ("- {KeyPath: a, Condition: Matches, Value: x}", "detection[0]: unknown condition \"Matches\""),
    ("- All:\n    - Any:\n        - {KeyPath: a, Condition: equals, Value: x}", "detection[0].All[0].Any[0]: unknown"),
    ("- {KeyPath: a, Condition: Equals}", "Equals needs Value"),
    ("- {KeyPath: a, Condition: IsIn, Value: x}", "needs Values"),
    ("- {KeyPath: a, Condition: IsNull, Value: x}", "no value"),
    ("- {Condition: Equals, Value: x}", "exactly one of Key"),
    ("- {Key: a, KeyPath: b, Condition: IsNull}", "exactly one of Key"),
    ("- {KeyPath: a, Condition: Equals, Value: [1]}", "one value"),
    ("- {KeyPath: a, Condition: StartsWith, Value: 5}", "needs a text"),
    ("- {KeyPath: a, Condition: IsIPAddressInCIDR, Value: x}", "CIDR"),
    ("- {KeyPath: a, Value: x}", "Condition is missing"),
    ("- {KeyPath: a, Condition: IsNull, Sub: x}", "unknown key \"Sub\""),
    ("- {KeyPath: 'a[', Condition: IsNull}", "cannot be read"), ("- {KeyPath: 'a[*]', Condition: Exists}", "[*]"),
    ("- &a {KeyPath: a, Condition: IsNull}\n- *a", "line 1: anchors"), ("a: [", "not valid YAML"),
    ("a: b", "a list of match expressions"),
    ("- All: {}", "a list of match expressions"), ("- x", "must be a mapping"),
    ("- {Condition: AlwaysTrue, Value: 1}", "takes no key"),
    ("- " + String(repeating: "{All: [", count: 20) + String(repeating: "]}", count: 20), "too deeply"),
  ]

  @Test(arguments: refused.indices) func `a wrong detection is refused by name, with tests and without`(_ index: Int)
    async throws
  {
    let (text, part) = Self.refused[index]
    for query in ["run-tests-only=true", "run-tests-first=true", "run-tests-first=false"] {
      let (status, message, records) = try await Self.run(Self.rule(text), Demo(), query)
      #expect(status == 400 && message.contains(part) && records.isEmpty, "\(text): \(message)")
    }
  }

  @Test(arguments: [
    ("alertTitle", "{a[}"), ("groupBy", "name"), ("groupBy", "- a"), ("alertContext", "- a"), ("inlineFilters", "a: b"),
    ("dynamicSeverities", "- {ChangeTo: Huge, Conditions: []}"), ("dynamicSeverities", "- {ChangeTo: HIGH}"),
    ("inlineFilters", "- OnlyOne: []"), ("inlineFilters", "- {Condition: AlwaysTrue}"),
  ]) func `so is what else is YAML`(_ member: String, _ text: String) async throws {
    let (status, message, _) = try await Self.run(Self.rule("- {Condition: AlwaysTrue}", [member: .string(text)]))
    #expect(status == 400 && message.contains(member), "\(message)")
  }

  @Test func `a record says what an alert would be`() async throws {
    let more: JSON.Object = [
      "alertTitle": "{user.name} read {files[0].name}, {nope} {user.groups} {user.mfa}",
      "groupBy": "- KeyPath: user.name\n- Key: bytes\n",
      "alertContext": "- KeyName: files\n  KeyValue:\n    KeyPath: files[*].name\n",
      "dynamicSeverities": .string(
        "- ChangeTo: High\n  Conditions:\n    - {KeyPath: user.mfa, Condition: Equals, Value: false}\n"
          + "- ChangeTo: Critical\n  Conditions:\n    - {KeyPath: user.mfa, Condition: Equals, Value: true}\n"),
    ]
    let tests: JSON = [
      Self.test("t", true, Self.event), Self.test("u", true, ["user": ["name": "Ada"]]), Self.test("v", false, [:]),
      Self.test("w", true, [:]),
      ["name": "x", "expectedResult": true, "resource": "{"], ["name": "y", "expectedResult": true, "resource": "[1]"],
      ["name": "z", "expectedResult": false, "resource": "{}", "mocks": [["objectName": "f", "returnValue": "1"]]],
    ]
    let rule = Self.rule(
      "MatchFilters:\n  - KeyPath: user.name\n    Condition: Equals\n    Value: Ada\n", more, tests: tests)
    let (status, message, records) = try await Self.run(rule)
    #expect(status == 400 && message == "4 of 7 unit tests failed: w, x, y, z")
    #expect(
      records[0]["functions"] == [
        "detection": ["output": "true"], "title": ["output": "Ada read x, <nope not found> ['dev', 'Ops'] True"],
        "severity": ["output": "CRITICAL"], "alertContext": ["output": #"{"files":["x","y"]}"#],
        "dedup": ["output": "Ada:9007199254740993"],
      ])
    #expect(records[1][path: ["functions", "severity", "output"]] == "LOW")
    #expect(records[1][path: ["functions", "dedup", "output"]] == "Ada:None")
    #expect(records[2]["functions"] == ["detection": ["output": "false"]] && records[2]["passed"] == true)
    #expect(records[3]["errored"] == false)
    #expect(records[4...6].allSatisfy { $0["errored"] == true && $0["error"]?["message"]?.string?.isEmpty == false })
    #expect(records.map { $0["name"]?.string } == ["t", "u", "v", "w", "x", "y", "z"])
  }

  @Test func `without a group the title is the dedup string, and without a title the id`() async throws {
    let tests: JSON = [Self.test("t", true, ["a": 1]), Self.test("f", true, ["a": 2])]
    for (more, dedup) in [(["alertTitle": "n {a}"], "n 1"), ([:], "defaultDedupString:Try.It")] as [(JSON.Object, JSON)]
    {
      let records = try await Self.run(Self.rule("- {KeyPath: a, Condition: Equals, Value: 1}", more, tests: tests))
        .records
      #expect(records.first?[path: ["functions", "dedup", "output"]] == dedup)
    }
  }

  static let filters: [(String, JSON, Bool)] = [
    ("- {KeyPath: env, Condition: Equals, Value: prod}", ["env": "prod"], true),
    ("- {KeyPath: env, Condition: Equals, Value: prod}", ["env": "dev"], false),
    ("- {KeyPath: env, Condition: Equals, Value: prod}", [:], true),
    ("- {KeyPath: env, Condition: Equals, Value: prod}", ["env": .null], false),
    (
      "- Any:\n    - {KeyPath: env, Condition: IsIn, Values: [a]}\n    - {KeyPath: env, Condition: StartsWith, Value: p}",
      ["env": "prod"], true
    ),
    ("- All: []", [:], true),
    ("InlineFilters:\n  - {KeyPath: env, Condition: Equals, Value: dev}", ["env": "prod"], false),
  ]

  @Test(arguments: filters.indices) func `inline filters come first, and what an event lacks passes`(_ index: Int)
    async throws
  {
    let (text, event, passes) = Self.filters[index]
    let rule = Self.rule(
      "- {Condition: AlwaysTrue}", ["inlineFilters": .string(text)], tests: [Self.test("t", passes, event)])
    #expect(try await Self.run(rule).status == 204, "\(text) \(event.text)")
  }

  @Test func `a run saves nothing, and a failing test stops the save`() async throws {
    let demo = Demo()
    let good = Self.rule("- {KeyPath: a, Condition: Exists}", tests: [Self.test("t", true, ["a": 1])])
    #expect(try await Self.run(good, demo).status == 204)
    #expect(try await demo.send(.get, "/simple-rules/Try.It").status == 404)
    let bad = Self.rule("- {KeyPath: b, Condition: Exists}", tests: [Self.test("t", true, ["a": 1])])
    #expect(try await Self.run(bad, demo, "").status == 400)
    #expect(try await demo.send(.get, "/simple-rules/Try.It").status == 404)
    #expect(try await Self.run(good, demo, "").status == 201)
    #expect(try await Self.run(bad, demo, "run-tests-first=false").status == 200)
    #expect(try await demo.send(.post, "/simple-rules", good).status == 409)
    #expect(
      try await demo.get("/simple-rules/Try.It?include-python=true")["pythonBody"]?.string?.hasPrefix("#") == true)
  }
}
