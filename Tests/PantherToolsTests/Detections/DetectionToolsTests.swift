import JSON
import Panther
import TestSupport
import Testing

extension Sample {
  static let detections: [Sample] = [
    Sample("list_detections", [:], "View Rules (RuleRead)", ("GET /rules", list)),
    Sample(
      "get_detection", ["detection_id": "R1", "detection_type": ["rules"]], "View Rules (RuleRead)",
      ("GET /rules/R1", ["id": "R1"])),
    Sample(
      "disable_detection", ["detection_id": "R1", "detection_type": "rules"], "Manage Rules (RuleModify)",
      ("GET /rules/R1", ["id": "R1", "enabled": true, "body": "x", "severity": "HIGH"]),
      ("PUT /rules/R1", ["id": "R1", "enabled": false])),
    Sample(
      "enable_detection", ["detection_id": "R1", "detection_type": "rules"], "Manage Rules (RuleModify)",
      ("GET /rules/R1", ["id": "R1", "enabled": false, "body": "x", "severity": "HIGH"]),
      ("PUT /rules/R1", ["id": "R1", "enabled": true])),
    Sample(
      "export_detection", ["detection_id": "R1", "detection_type": "rules"], "View Rules (RuleRead)",
      ("GET /rules/R1", ["id": "R1", "body": "x", "severity": "HIGH"])),
    Sample(
      "test_detection", ["detection_id": "R1", "detection_type": "rules"], "Manage Rules (RuleModify)",
      ("GET /rules/R1", ["id": "R1", "body": "x", "severity": "HIGH"]),
      ("PUT /rules/R1", ["message": "x", "testResults": [["name": "0", "passed": true, "triggerAlert": true]]])),
    Sample(
      "save_detection",
      ["mode": "update", "detection_id": "R1", "detection_type": "rules", "fields": ["severity": "LOW"]],
      "Manage Rules (RuleModify)", ("GET /rules/R1", ["id": "R1", "body": "x", "severity": "HIGH"]),
      ("PUT /rules/R1", ["id": "R1", "body": "x", "severity": "LOW"])),
  ]
}

@Suite(.fewAtOnce) struct DetectionToolsTests {
  private static let rule: JSON = [
    "id": "AWS.Root/Login", "displayName": "Root login", "severity": "HIGH", "enabled": true, "managed": false,
    "logTypes": ["AWS.CloudTrail"], "lastModified": "2026-11-01T00:00:00Z", "body": "def rule(event):\n  return True",
    "tests": [["name": "t", "resource": "{}"]], "outputIDs": ["o1"], "somethingNew": ["kept": 9_007_199_254_740_993],
    "dedupPeriodMinutes": 60, "threshold": 1, "createdAt": "2026-01-01T00:00:00Z",
    "createdBy": ["id": "u1", "type": "user"], "createdByExternal": "", "lastModifiedBy": ["id": "u1"],
  ]

  // MARK: list_detections

  @Test func `list_detections lists rules, enabled and disabled alike, and says the kind once`() async throws {
    let bench = Bench()
    bench.answer("GET /rules", ["results": [Self.rule]])
    let result = try await bench.call("list_detections")
    #expect(bench.sent == ["GET /rules?limit=100"])
    #expect(result["detection_type"] == "rules")
    #expect(
      result["detections"] == [
        "columns": ["id", "displayName", "severity", "enabled", "managed", "logTypes", "lastModified"],
        "rows": [
          ["AWS.Root/Login", "Root login", "HIGH", true, false, ["AWS.CloudTrail"], "2026-11-01T00:00:00Z"]
        ],
      ])
  }

  @Test func `list_detections sends every filter as repeated keys, and shows whole objects with detail full`()
    async throws
  {
    let bench = Bench()
    bench.answer("GET /rules", ["results": [Self.rule]])
    let result = try await bench.call(
      "list_detections",
      [
        "detection_types": ["rules"], "limit": 5, "name_contains": "a&b=c d", "state": "disabled",
        "severity": ["high", "LOW"], "tag": ["x,y", "z"], "log_type": ["AWS.CloudTrail"], "created_by": "u1",
        "last_modified_by": "u2", "detail": "full",
      ])
    #expect(
      bench.lines == [
        "GET /rules?name-contains=a%26b%3Dc%20d&state=disabled&severity=HIGH&severity=LOW&tag=x%2Cy&tag=z"
          + "&log-type=AWS.CloudTrail&created-by=u1&last-modified-by=u2&limit=5"
      ])
    #expect(result["detections"] == [Self.rule])
  }

  @Test func `list_detections sends policies their own filters`() async throws {
    let bench = Bench()
    bench.answer("GET /policies", ["results": []])
    let arguments: JSON.Object = [
      "detection_types": ["policies"], "resource_type": ["AWS.S3.Bucket"], "compliance_status": "fail",
    ]
    #expect(try await bench.call("list_detections", arguments)["detection_type"] == "policies")
    #expect(bench.sent == ["GET /policies?resource-type=AWS.S3.Bucket&compliance-status=FAIL&limit=100"])
  }

  @Test(
    arguments: [
      ["detection_types": ["rules", "policies"], "log_type": ["A"]],
      ["detection_types": ["scheduled_rules"], "log_type": ["A"]], ["resource_type": ["A"]],
      ["compliance_status": "PASS"], ["detection_types": ["correlation_rules"]], ["severity": ["URGENT"]],
      ["state": "on"], ["limit": 0], ["limit": 1001], ["detection_types": []], ["detail": "all"],
    ] as [JSON.Object])
  func `list_detections refuses what would be dropped or does not exist`(_ arguments: JSON.Object)
    async throws
  {
    let bench = Bench()
    let result = try await bench.call("list_detections", arguments)
    #expect(result.isError)
    #expect(result.text.contains("Argument `"))
    #expect(bench.sent.isEmpty)
  }

  @Test func `list_detections looks through pages until output_ids has filled one`() async throws {
    let bench = Bench()
    let rules: [JSON] = (0..<260).map { index in
      ["id": .string("r\(index)"), "outputIDs": index % 130 == 129 ? ["o1", "o2"] : index % 2 == 0 ? .null : ["o3"]]
    }
    bench.shelve("GET /rules", rules)
    let result = try await bench.call("list_detections", ["output_ids": ["o2"], "limit": 2])
    #expect(result.items("detections").map { $0["id"] } == ["r129", "r259"])
    #expect(result["looked_at"] == 260)
    #expect(bench.sent.first == "GET /rules?limit=100")
    #expect(!bench.sent.contains { $0.contains("own") })
  }

  @Test func `list_detections says how far it looked, and goes on there`() async throws {
    let bench = Bench()
    bench.shelve("GET /rules", (0..<1500).map { ["id": .string("r\($0)"), "outputIDs": $0 == 1400 ? ["o1"] : []] })
    let first = try await bench.call("list_detections", ["output_ids": ["o1"], "limit": 1])
    #expect(first["looked_at"] == 1000)
    #expect(first.items("detections").isEmpty)
    let second = try await bench.call("list_detections", ["cursor": try #require(first["next_cursor"]), "limit": 100])
    #expect(second.items("detections").map { $0["id"] } == ["r1400"])
    #expect(second["next_cursor"] == nil)
  }

  @Test func `list_detections lists a kind that is named twice once`() async throws {
    let bench = Bench()
    bench.shelve("GET /rules", [Self.rule])
    let result = try await bench.call("list_detections", ["detection_types": ["rules", "RULES"]])
    #expect(result.items("detections").count == 1)
  }

  @Test(arguments: [
    ("rules", "View Rules (RuleRead)"), ("scheduled_rules", "View Rules (RuleRead)"),
    ("simple_rules", "View Rules (RuleRead)"), ("policies", "View Policies (PolicyRead)"),
  ])
  func `a refusal names the permission of the kind, and no other`(_ kind: String, _ permission: String)
    async throws
  {
    let bench = Bench()
    bench.answer("GET /", ["error": "forbidden"], status: 403)
    for (tool, arguments) in [
      ("list_detections", ["detection_types": [.string(kind)]]),
      ("get_detection", ["detection_id": "x", "detection_type": [.string(kind)]]),
    ] as [(String, JSON.Object)] {
      let result = try await bench.call(tool, arguments)
      #expect(result.isError)
      #expect(result.text.hasSuffix("This call needs the permission \(permission)."), "\(result.text)")
    }
  }

  @Test func `a cursor alone keeps its kind, also in what a refusal says`() async throws {
    let bench = Bench()
    bench.answer("GET /policies", ["results": [["id": "p1"]], "next": "c"])
    bench.answer("GET /policies", ["error": "forbidden"], status: 403)
    let first = try await bench.call("list_detections", ["detection_types": ["policies"]])
    let second = try await bench.call("list_detections", ["cursor": try #require(first["next_cursor"])])
    #expect(second.text.contains("View Policies (PolicyRead)"))
    #expect(!second.text.contains("RuleRead"))
  }

  // MARK: get_detection

  @Test func `get_detection looks among all kinds at once; not found elsewhere is no failure`() async throws {
    let bench = Bench()
    for path in ["simple-rules/", "rules", "scheduled-rules", "policies"] {
      bench.answer(
        "GET /\(path)", path == "simple-rules/" ? Self.rule : [:], status: path == "simple-rules/" ? 200 : 404)
    }
    let result = try await bench.call("get_detection", ["detection_id": "AWS.Root/Login"])
    #expect(
      Set(bench.lines) == [
        "GET /rules/AWS.Root%2FLogin", "GET /scheduled-rules/AWS.Root%2FLogin", "GET /simple-rules/AWS.Root%2FLogin",
        "GET /policies/AWS.Root%2FLogin",
      ])
    #expect(result["detection"]?["detection_type"] == "simple_rules")
    #expect(result["detection"]?["body"] == Self.rule["body"])
    #expect(result["detection"]?["somethingNew"] == Self.rule["somethingNew"])
    #expect(result["detection"]?["tests"] == nil)
    #expect(result["failed"] == nil)
    let full = try await bench.call("get_detection", ["detection_id": "AWS.Root/Login", "detail": "full"])
    #expect(full["detection"]?["tests"] == Self.rule["tests"])
  }

  @Test func `get_detection shows what it found beside a kind that failed`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("GET /policies/r", ["error": "forbidden"], status: 403)
    bench.answer("GET /", ["message": "no"], status: 404)
    let result = try await bench.call("get_detection", ["detection_id": "r"])
    #expect(!result.isError)
    #expect(result["failed"]?.object?.keys == ["policies"])
    #expect(result["failed"]?["policies"]?.string?.contains("View Policies (PolicyRead)") == true)
  }

  @Test func `get_detection shows all of several kinds with one id`() async throws {
    let bench = Bench()
    bench.answer("GET /", ["id": "r", "body": "x"])
    let arguments: JSON.Object = ["detection_id": "r", "detection_type": ["rules", "policies", "rules"]]
    let result = try await bench.call("get_detection", arguments)
    #expect(result["detections"]?.array?.map { $0["detection_type"] } == ["rules", "policies"])
  }

  @Test func `get_detection that finds nothing says so once, with the kinds`() async throws {
    let bench = Bench()
    bench.answer("GET /", ["message": "no such thing"], status: 404)
    let result = try await bench.call("get_detection", ["detection_id": "r"])
    #expect(result.isError)
    #expect(result.text.split(separator: "\n").count == 3)
    #expect(result.text.contains("\nThe same for scheduled_rules, simple_rules, policies.\n"))
    #expect(result.text.contains("correlation rule"))
  }

  @Test func `get_detection that may read one kind only does not call the id unknown`() async throws {
    let bench = Bench()
    bench.answer("GET /policies", ["error": "forbidden"], status: 403)
    bench.answer("GET /", ["message": "no such thing"], status: 404)
    let result = try await bench.call("get_detection", ["detection_id": "r"])
    #expect(result.isError)
    #expect(result.text.contains("rules: GET /rules/r found nothing"))
    #expect(result.text.contains("policies: GET /policies/r was refused"))
    #expect(result.text.contains("View Policies (PolicyRead)"))
  }

  @Test func `long code is read on with field and field_offset`() async throws {
    let bench = Bench()
    let code = String((0..<9_000).map { Character(Unicode.Scalar(97 + UInt8($0 % 26))) })
    bench.answer("GET /rules/r", ["id": "r", "body": .string(code)])
    let arguments: JSON.Object = ["detection_id": "r", "detection_type": ["rules"]]
    let first = try await bench.call("get_detection", arguments)
    #expect(first["cut_values"] == [["field": "body", "shown": 4_000, "length": 9_000]])
    var read = ""
    while read.count < 9_000 {
      var next = arguments
      (next["field"], next["field_offset"]) = ("body", JSON(read.count))
      let part = try await bench.call("get_detection", next)
      try #require(!part.isError, "\(part.text)")
      let text = part["reading"]?["value"]?.string ?? ""
      try #require(!text.isEmpty)
      read += text
    }
    #expect(read == code)
  }

  // MARK: disable_detection

  @Test(arguments: [
    ("rules", "rules"), ("scheduled_rules", "scheduled-rules"), ("simple_rules", "simple-rules"),
    ("policies", "policies"),
  ])
  func `disable_detection gives everything back as it came, but what is read-only, and runs no tests`(
    _ kind: String, _ path: String
  ) async throws {
    let bench = Bench()
    bench.answer("GET /\(path)", Self.rule)
    bench.answer("PUT /\(path)", ["enabled": false])
    let result = try await bench.call(
      "disable_detection", ["detection_id": "AWS.Root/Login", "detection_type": .string(kind)])
    #expect(
      bench.lines == [
        "GET /\(path)/AWS.Root%2FLogin", "PUT /\(path)/AWS.Root%2FLogin?run-tests-first=false",
      ])
    var expected = try #require(Self.rule.object)
    for key in ["createdAt", "createdBy", "createdByExternal", "lastModified", "lastModifiedBy"] {
      expected[key] = nil
    }
    expected["enabled"] = false
    #expect(bench.bodies[1] == .object(expected))
    #expect(
      result.json == [
        "detection_id": "AWS.Root/Login", "detection_type": .string(kind), "enabled": false, "changed": true,
        "hint": .string(
          #"enable_detection {"detection_id":"AWS.Root/Login","detection_type":"\#(kind)"} switches it on again."#),
      ])
  }

  @Test func `disable_detection warns of what may switch it on again`() async throws {
    for (facts, words) in [
      (["managed": true], "pack"), (["createdByExternal": "panther_analysis_tool"], "panther_analysis_tool"),
    ] as [(JSON.Object, String)] {
      let bench = Bench()
      bench.answer("GET /rules/r", .object(facts))
      bench.answer("PUT /rules/r", ["enabled": false])
      let result = try await bench.call("disable_detection", ["detection_id": "r"])
      #expect(result["changed"] == true)
      #expect(result["warnings"]?.array?.count == 1)
      #expect(result["warnings"]?.array?.first?.string?.contains(words) == true)
    }
  }

  @Test func `disable_detection leaves alone what is disabled`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", ["id": "r", "enabled": false, "managed": true])
    let result = try await bench.call("disable_detection", ["detection_id": "r"])
    #expect(bench.sent == ["GET /rules/r"])
    #expect(result["changed"] == false)
    #expect(result["enabled"] == false)
    #expect(result["warnings"]?.array?.count == 1)
  }

  @Test(arguments: [400, 409, 429, 500, 503, 504])
  func `a change that fails is an error, and is sent once`(_ status: Int) async throws {
    let bench = Bench()
    bench.answer("GET /policies/p", Self.rule)
    bench.answer("PUT /policies/p", ["message": "the moon"], status: status)
    let result = try await bench.call("disable_detection", ["detection_id": "p", "detection_type": "policies"])
    #expect(result.isError)
    #expect(result.text.contains("HTTP \(status)"))
    #expect(result.text.contains("the moon"))
    #expect(result.text.contains("unknown outcome") == (status >= 500), "\(result.text)")
    #expect(bench.sent.count == 2)
  }

  @Test func `an answer about another detection confirms nothing`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r", ["id": "other", "enabled": false])
    let result = try await bench.call("disable_detection", ["detection_id": "r", "detection_type": "rules"])
    #expect(result.isError)
    #expect(result.text.contains("unknown outcome"), "\(result.text)")
  }

  @Test func `a refused change names both permissions of its kind`() async throws {
    let bench = Bench()
    bench.answer("GET /policies/p", Self.rule)
    bench.answer("PUT /policies/p", ["error": "forbidden"], status: 403)
    let result = try await bench.call("disable_detection", ["detection_id": "p", "detection_type": "policies"])
    #expect(result.text.contains("View Policies (PolicyRead) and Manage Policies (PolicyModify)"))
    #expect(!result.text.contains("Rule"))
  }

  @Test(arguments: HostileIDTests.paths.map(\.0))
  func `ids of detections stay in their segment`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /", ["id": .string(id), "enabled": true])
    bench.answer("PUT /", ["enabled": false])
    _ = try await bench.call("get_detection", ["detection_id": .string(id)])
    _ = try await bench.call("disable_detection", ["detection_id": .string(id)])
    #expect(bench.transport.sent.count == 6)
    for request in bench.transport.sent { #expect(request.segments.dropFirst() == [id]) }
  }

  @Test(arguments: [".", ".."]) func `ids do not climb`(_ id: String) async throws {
    let bench = Bench()
    for tool in ["get_detection", "disable_detection"] {
      #expect(try await bench.call(tool, ["detection_id": .string(id)]).isError)
    }
    #expect(bench.sent.isEmpty)
  }
}

@Suite(.fewAtOnce) struct DisableDetectionSearchTests {
  @Test(arguments: [204, 200]) func `an answer without the detection is checked by reading`(_ status: Int) async throws
  {
    let empty: @Sendable (HTTPRequest) -> HTTPResponse = { _ in
      status == 204 ? HTTPResponse(status: 204) : HTTPResponse(json: [:])
    }
    for (after, words) in [
      (["enabled": false], nil), (["enabled": true], "still enabled"),
      (["id": "r"], "does not say whether it is enabled"),
    ] as [(JSON, String?)] {
      let bench = Bench()
      bench.answer("GET /rules/r", ["id": "r", "enabled": true])
      bench.answer("GET /rules/r", after)
      bench.answer("PUT /rules/r", empty)
      let result = try await bench.call("disable_detection", ["detection_id": "r", "detection_type": "rules"])
      #expect(bench.lines == ["GET /rules/r", "PUT /rules/r?run-tests-first=false", "GET /rules/r"])
      #expect(result.isError == (words != nil))
      #expect(result.text.contains(words ?? #""changed":true"#), "\(result)")
    }
  }

  @Test func `a change that cannot be checked has an unknown outcome`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", ["id": "r", "enabled": true])
    bench.answer("GET /rules/r", ["message": "gone"], status: 404)
    bench.answer("PUT /rules/r") { _ in HTTPResponse(status: 204) }
    let result = try await bench.call("disable_detection", ["detection_id": "r", "detection_type": "rules"])
    #expect(result.text.contains("PUT /rules/r has an unknown outcome"), "\(result)")
    #expect(result.text.contains("gone"))
  }

  @Test func `disable_detection finds the kind by itself`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/", ["message": "no such thing"], status: 404)
    bench.answer("GET /scheduled-rules/", ["id": "s1", "enabled": true, "body": "x"])
    bench.answer("PUT /scheduled-rules/", ["id": "s1", "enabled": false])
    let result = try await bench.call("disable_detection", ["detection_id": "s1"])
    #expect(result["detection_type"] == "scheduled_rules")
    #expect(bench.sent.last == "PUT /scheduled-rules/s1?run-tests-first=false")
  }
}
