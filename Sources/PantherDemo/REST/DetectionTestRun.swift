import JSON

/// A run of the unit tests of a simple rule. There is no engine for Python here, so the tests of other detections are
/// not run.
enum DetectionTestRun {
  /// A record for each test, in their order.
  static func records(of tests: [JSON.Object], _ rule: SimpleRule) -> [JSON] {
    tests.map { test in
      if let mocks = test["mocks"]?.array, !mocks.isEmpty {
        return failure(test, "PYTHON_ERROR", "a simple rule has no function to mock")
      }
      guard let event = try? JSON(parsing: test.string("resource")), event.object != nil else {
        return failure(test, "INVALID_EVENT", "Invalid event: the resource is not a JSON object")
      }
      return record(of: test, rule, event)
    }
  }

  private static func record(of test: JSON.Object, _ rule: SimpleRule, _ event: JSON) -> JSON {
    let isExpected = test["expectedResult"]?.bool ?? false
    let alerts = rule.matches(event)
    var functions: JSON.Object = ["detection": ["output": alerts ? "true" : "false"]]
    // Panther leaves the others out where no alert is expected.
    if isExpected {
      for (name, output) in rule.outputs(for: event) { functions[name] = ["output": .string(output)] }
    }
    return [
      "name": test["name"] ?? "", "passed": .bool(alerts == isExpected), "errored": false,
      "triggerAlert": .bool(alerts), "functions": .object(functions),
    ]
  }

  private static func failure(_ test: JSON.Object, _ code: String, _ message: String) -> JSON {
    [
      "name": test["name"] ?? "", "passed": false, "errored": true,
      "error": ["code": .string(code), "message": .string(message)], "triggerAlert": false, "functions": [:],
    ]
  }

  /// What a refusal says about records of which some did not pass; nil where all did.
  static func problem(_ records: [JSON]) -> DemoError? {
    let failed = records.filter { $0["passed"]?.bool != true }.map { $0["name"]?.string ?? "" }
    guard !failed.isEmpty else { return nil }
    let names = failed.prefix(5).joined(separator: ", ") + (failed.count > 5 ? ", …" : "")
    let message = "\(failed.count) of \(records.count) unit tests failed: \(names)"
    return DemoError(400, ["message": .string(message), "testResults": .array(records)])
  }
}
