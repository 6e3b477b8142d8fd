import Panther
import JSON

extension Estate {
  mutating func answerDetections(_ kind: DetectionKind, _ call: Call, _ rest: [String]) throws -> HTTPResponse {
    let store = detections[kind] ?? Store(kind.rawValue, [])
    let hidden = try kind == .simpleRules && !call.flag("include-python", default: false) ? "pythonBody" : ""
    guard !rest.isEmpty else {
      try Self.allow(call, .get, .post)
      if call.method == .post {
        let id = try call.object().requiredText("id")
        guard store.find(id) == nil else { throw Fault(409, "\(store.what) \(id) already exists") }
        return try save(kind, id, call, hidden)
      }
      let filter = try DetectionFilter(call)
      return try Self.list(
        store.items.filter(filter.matches), call, limit: call.limit(default: 100, most: 1000), without: hidden)
    }
    let id = try Self.id(rest)
    try Self.allow(call, .get, .put, .delete)
    switch call.method {
    case .get: return Self.item(try store.need(id), without: hidden)
    case .delete:
      try detections[kind]?.remove(id)
      return HTTPResponse(status: 204)
    default:
      guard try call.object().requiredText("id").hasSameBytes(as: id) else {
        throw Fault.bad("the id of the body differs from the id of the path")
      }
      return try save(kind, id, call, hidden)
    }
  }

  /// Replaces the detection: what the body leaves out goes back to its default.
  private mutating func save(_ kind: DetectionKind, _ id: String, _ call: Call, _ hidden: String) throws -> HTTPResponse
  {
    let body = try call.object()
    guard !id.isEmpty else { throw Fault.bad("id must not be empty") }
    let source = try body.requiredText(kind.source)
    let severity = try body.requiredText("severity")
    guard Self.severities.contains(severity) else { throw Fault.bad("unknown severity \"\(severity)\"") }
    for key in ["threshold", "dedupPeriodMinutes"] {
      if let value = body[key], !value.isNull, (value.int ?? 0) < 1 {
        throw Fault.bad("body.\(key) must be greater or equal than 1")
      }
    }
    let onlyTests = try call.flag("run-tests-only", default: false)
    if try call.flag("run-tests-first", default: true) || onlyTests {
      let outcome = SampleTests.run(kind == .simpleRules ? nil : source, kind, body["tests"]?.array ?? [])
      guard outcome.passed else {
        throw Fault(400, ["message": "unit tests failed", "testResults": .array(outcome.results)])
      }
    }
    guard !onlyTests else { return HTTPResponse(status: 204) }
    let existing = detections[kind]?.find(id)
    let saved = merged(kind, body, existing)
    detections[kind]?.put(saved)
    return Self.item(saved, status: existing == nil && call.method == .put ? 201 : 200, without: hidden)
  }

  private func merged(_ kind: DetectionKind, _ body: JSON.Object, _ existing: JSON.Object?) -> JSON.Object {
    var item: JSON.Object = [
      "id": "", "displayName": "", "description": "", "enabled": false, "severity": "INFO", "tags": [], "reports": [:],
      "outputIDs": [], "managed": false, "tests": [],
    ]
    if kind != .policies {
      item["dedupPeriodMinutes"] = 60
      item["threshold"] = 1
    }
    for key in kind.writable {
      if let value = body[key], !value.isNull { item[key] = value }
    }
    item["createdAt"] = existing?["createdAt"] ?? .string(now.rfc3339)
    item["lastModified"] = .string(now.rfc3339)
    item["createdBy"] = existing?["createdBy"] ?? Actor.token
    item["createdByExternal"] = existing?["createdByExternal"]
    item["_complianceStatus"] = existing?["_complianceStatus"]
    item["_lastModifiedBy"] = Actor.token
    // Panther makes it from the YAML.
    if kind == .simpleRules, item["pythonBody"] == nil { item["pythonBody"] = existing?["pythonBody"] }
    return item
  }
}

private struct DetectionFilter {
  let name: String?
  let isEnabled: Bool?
  let compliance: String?
  let createdBy: String?
  let modifiedBy: String?
  let lists: [(key: String, wanted: [String])]

  init(_ call: Call) throws {
    name = call.value("name-contains")
    isEnabled = try call.value("state", from: ["enabled", "disabled"]).map { $0 == "enabled" }
    compliance = try call.value("compliance-status", from: ["PASS", "FAIL", "ERROR"])
    (createdBy, modifiedBy) = (call.value("created-by"), call.value("last-modified-by"))
    _ = try call.values("severity", from: Estate.severities)
    lists = [
      ("severity", "severity"), ("tag", "tags"), ("log-type", "logTypes"), ("resource-type", "resourceTypes"),
      ("scheduled-query", "scheduledQueries"),
    ].map { (key: $0.1, wanted: call.values($0.0).map { $0.lowercased() }) }
  }

  func matches(_ item: JSON.Object) -> Bool {
    (item.string("id").mentions(name) || item.string("displayName").mentions(name))
      && (isEnabled == nil || item["enabled"]?.bool == isEnabled)
      && (compliance == nil || item["_complianceStatus"]?.string == compliance)
      && (createdBy == nil || item["createdBy"]?["id"]?.string == createdBy)
      && (modifiedBy == nil || item["_lastModifiedBy"]?["id"]?.string == modifiedBy)
      && lists.allSatisfy { key, wanted in
        let present = item[key]?.string.map { [$0] } ?? item.strings(key)
        return wanted.isEmpty || present.contains { wanted.contains($0.lowercased()) }
      }
  }
}

/// What stands in for running a detection's unit tests. No Python runs here: a body that lacks its function fails, one
/// that only returns a constant gives that, and any other is taken to do what its tests expect.
enum SampleTests {
  static func run(_ source: String?, _ kind: DetectionKind, _ tests: [JSON]) -> (passed: Bool, results: [JSON]) {
    let function = kind == .policies ? "policy" : "rule"
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

  /// The value of `def rule(event): return False`, whose first statement is that return.
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
