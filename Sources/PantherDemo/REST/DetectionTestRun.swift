import JSON

/// A run of the unit tests of a detection, without Python.
///
/// The tests fail when the body has no function `rule` or `policy`. A function that only returns a constant gives that
/// constant. Every other function passes, as if it did what its tests expect.
enum DetectionTestRun {
  static func run(_ source: String?, _ collection: DetectionCollection, _ tests: [JSON]) -> (
    passed: Bool, results: [JSON]
  ) {
    let function = collection == .policies ? "policy" : "rule"
    let problem = source.flatMap { $0.contains("def \(function)(") ? nil : "the body has no function \(function)" }
    let constant = source.flatMap { constantResult(of: function, in: $0) }
    let results = tests.map { result(of: $0, problem, constant) }
    return (problem == nil && results.allSatisfy { $0["passed"]?.bool == true }, results)
  }

  private static func result(of test: JSON, _ problem: String?, _ constant: Bool?) -> JSON {
    let expected = test["expectedResult"]?.bool ?? true
    let isReadable = test["resource"]?.string.map { (try? JSON(parsing: $0)) != nil } ?? false
    if let problem = problem ?? (isReadable ? nil : "the resource is not JSON") {
      return [
        "name": test["name"] ?? "", "passed": false, "errored": true,
        "error": ["code": "PYTHON_ERROR", "message": .string(problem)], "triggerAlert": false, "functions": [:],
      ]
    }
    let output = constant ?? expected
    return [
      "name": test["name"] ?? "", "passed": .bool(output == expected), "errored": false, "triggerAlert": .bool(output),
      "functions": ["detection": ["output": .string(output ? "true" : "false")]],
    ]
  }

  /// The value that a function returns when its first statement is `return True` or `return False`.
  private static func constantResult(of function: String, in source: String) -> Bool? {
    guard let start = source.firstRange(of: "def \(function)(")?.upperBound else { return nil }
    let lines = source[start...].split(whereSeparator: \.isNewline)
    guard lines.count > 1 else { return nil }
    switch lines[1].split(separator: " ").joined(separator: " ") {
    case "return True": return true
    case "return False": return false
    default: return nil
    }
  }
}
