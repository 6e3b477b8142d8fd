import JSON
import Panther
import PantherTools
import TestSupport
import Testing

/// Switching a detection on again, which takes that its unit tests pass.
@Suite(.fewAtOnce) struct EnableDetectionTests {
  private static let policy: JSON = [
    "id": "S3 public/read", "displayName": "Public bucket", "severity": "HIGH", "enabled": false, "managed": true,
    "createdByExternal": "panther_analysis_tool", "body": "def policy(resource):\n  return True",
    "resourceTypes": ["AWS.S3.Bucket"], "complianceStatus": "PASS", "lastModified": "2026-11-01T00:00:00Z",
    "tests": [["name": "t", "resource": #"{"n":9007199254740993}"#, "expectedResult": true]],
    "somethingNew": ["kept": 9_007_199_254_740_993],
  ]
  private static let rule: JSON = [
    "id": "r", "enabled": false, "body": "x", "tests": [["name": "t1", "expectedResult": true], ["name": "t2"]],
  ]
  private static let call: JSON.Object = ["detection_id": "r", "detection_type": "rules"]

  @Test func `everything goes back as it came, but what only Panther sets, and the tests run first`() async throws {
    let bench = Bench()
    bench.answer("GET /policies", Self.policy)
    bench.answer("PUT /policies", ["id": "S3 public/read", "enabled": true])
    let result = try await bench.call(
      "enable_detection", ["detection_id": "S3 public/read", "detection_type": "policies"])
    #expect(
      bench.lines == [
        "GET /policies/S3%20public%2Fread", "PUT /policies/S3%20public%2Fread?run-tests-first=true",
      ])
    var expected = try #require(Self.policy.object)
    for key in ["createdByExternal", "lastModified", "complianceStatus"] { expected[key] = nil }
    expected["enabled"] = true
    #expect(bench.bodies[1] == .object(expected))
    #expect(result["changed"] == true && result["enabled"] == true)
    #expect(result["warnings"]?.array?.count == 2)
    #expect(result["warnings"]?.array?.allSatisfy { $0.string?.contains("switch it off again") == true } == true)
    #expect(result["hint"]?.string?.hasPrefix(#"list_alerts {"detection_id":"S3 public/read"}"#) == true)
  }

  @Test func `what is enabled is left alone`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", ["id": "r", "enabled": true])
    let result = try await bench.call("enable_detection", Self.call)
    #expect(bench.sent == ["GET /rules/r"])
    #expect(result.json.object?["changed"] == false && result["note"] == "It was enabled already.")
  }

  @Test func `tests that fail keep it disabled, and the error says which and why`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    let records: [JSON] = [
      ["name": "t1", "passed": false, "functions": ["detection": ["output": "false"]]],
      ["name": "t\u{202E}2", "passed": false, "errored": true, "error": ["message": "KeyError: 'x' (line 3)"]],
      ["name": "t3", "functions": ["title": ["error": ["message": "no \"title\""]]]],
      ["name": "t4", "passed": true], ["passed": .null],
    ]
    bench.answer("PUT /rules/r", ["message": "4 tests failed", "testResults": .array(records)], status: 400)
    let result = try await bench.call("enable_detection", Self.call)
    #expect(result.isError && bench.sent.count == 2)
    #expect(
      result.text == #"""
        The detection stays as it was: 4 of its 5 unit tests did not pass (PUT /rules/r).
        - "t1": returned "false", expected true
        - "t\u{202E}2": "KeyError: 'x' (line 3)"
        - "t3": "no \"title\""
        - "": did not pass
        Mend the detection or its tests first: get_detection with detail full shows both.
        """#)
  }

  @Test func `many failing tests with long names make a short error`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    let long = String(repeating: "long ", count: 200)
    let records = Array(
      repeating: ["name": .string(long), "passed": false, "error": ["message": .string(long)]] as JSON, count: 400)
    bench.answer("PUT /rules/r", ["message": .string(long), "testResults": .array(records)], status: 400)
    let result = try await bench.call("enable_detection", Self.call)
    #expect(result.isError && result.text.hasPrefix("The detection stays as it was: 400 of its 400 unit tests"))
    #expect(result.text.count <= 2_000)
  }

  @Test(
    arguments: [
      (["message": "unknown field"], 400), (["message": "gone"], 404), (["message": "no", "testResults": []], 400),
      (["message": "no", "testResults": [["name": "t", "passed": true]]], 400),
    ] as [(JSON, Int)])
  func `another refusal is said as it is`(_ answer: JSON, _ status: Int) async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r", answer, status: status)
    let result = try await bench.call("enable_detection", Self.call)
    #expect(result.isError && result.text.contains("(HTTP \(status)): \"\(answer["message"]?.string ?? "")\""))
  }

  @Test(
    arguments: [
      (["id": "r", "enabled": false], "still disabled"), (["id": "r"], "does not say whether it is enabled"),
      (["id": "other", "enabled": true], "but another"),
    ] as [(JSON, String)])
  func `an answer that does not say that it is on confirms nothing`(_ answer: JSON, _ words: String) async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r", answer)
    bench.answer("GET /rules/r", answer)
    let result = try await bench.call("enable_detection", Self.call)
    #expect(result.isError && result.text.contains(words), "\(result.text)")
  }

  @Test(arguments: [500, 503]) func `an unknown outcome is sent once`(_ status: Int) async throws {
    let bench = Bench()
    bench.answer("GET /rules/r", Self.rule)
    bench.answer("PUT /rules/r", ["message": "the moon"], status: status)
    let result = try await bench.call("enable_detection", Self.call)
    #expect(result.isError && result.text.contains("unknown outcome") && bench.sent.count == 2)
  }

  @Test(
    arguments: [
      (false, "It is disabled now."), (true, "It is enabled already."), (.null, "Its state is not known."),
    ] as [(JSON, String)])
  func `a person is asked with the state, and that the tests run`(_ enabled: JSON, _ words: String) async throws {
    let bench = Bench(policy: try Policy(ask: ["all"]))
    bench.answer("GET /rules/r", ["id": "r", "displayName": "Root", "severity": "HIGH", "enabled": enabled])
    let result = try await bench.converse("enable_detection", Self.call)["result"]
    #expect(
      result?["structuredContent"]?["would"]?.string
        == #"Switch on the detection "r" (rules, "Root", "HIGH"), so that it makes alerts, after its tests have passed. "#
        + words)
    #expect(bench.sent == ["GET /rules/r"])
  }
}
