import Panther
import JSON
import Text

extension DemoState {
  mutating func answerDetections(_ collection: DetectionCollection, _ request: DemoRequest, _ rest: [String]) throws
    -> HTTPResponse
  {
    let store = detections[collection] ?? RecordStore(collection.rawValue, [])
    let hidden = try collection == .simpleRules && !request.flag("include-python", default: false) ? "pythonBody" : ""
    guard !rest.isEmpty else {
      try Self.allow(request, .get, .post)
      if request.method == .post {
        let id = try request.object().requiredText("id")
        guard store.find(id) == nil else { throw DemoError(409, "\(store.what) \(id) already exists") }
        return try save(collection, id, request, hidden)
      }
      let filter = try DetectionFilter(request)
      return try Self.list(
        store.items.filter(filter.matches), request, limit: request.limit(default: 100, most: 1000), without: hidden)
    }
    let id = try Self.id(rest)
    try Self.allow(request, .get, .put, .delete)
    switch request.method {
    case .get: return Self.item(try store.need(id), without: hidden)
    case .delete:
      try detections[collection]?.remove(id)
      return HTTPResponse(status: 204)
    default:
      guard try request.object().requiredText("id").hasSameBytes(as: id) else {
        throw DemoError.badRequest("the id of the body differs from the id of the path")
      }
      return try save(collection, id, request, hidden)
    }
  }

  /// Saves a detection. Members that the body does not have go back to their defaults.
  private mutating func save(_ collection: DetectionCollection, _ id: String, _ request: DemoRequest, _ hidden: String)
    throws -> HTTPResponse
  {
    let body = try request.object()
    guard !id.isEmpty else { throw DemoError.badRequest("id must not be empty") }
    let source = try body.requiredText(collection.source)
    let severity = try body.requiredText("severity")
    guard Self.severities.contains(severity) else { throw DemoError.badRequest("unknown severity \"\(severity)\"") }
    for key in ["threshold", "dedupPeriodMinutes"] {
      if let value = body[key], !value.isNull, (value.int ?? 0) < 1 {
        throw DemoError.badRequest("body.\(key) must be greater or equal than 1")
      }
    }
    let tests = try Self.tests(body)
    let onlyTests = try request.flag("run-tests-only", default: false)
    let runsTests = try request.flag("run-tests-first", default: true) || onlyTests
    if collection == .simpleRules {
      let rule = try SimpleRule(body)
      if runsTests, let problem = DetectionTestRun.problem(DetectionTestRun.records(of: tests, rule)) { throw problem }
    } else {
      _ = try SimpleRule.filters(body)
      let function = collection == .policies ? "policy" : "rule"
      guard !runsTests || source.contains("def \(function)(") else {
        throw DemoError.badRequest("the body has no function \(function): it needs a line \"def \(function)(...):\"")
      }
      guard !onlyTests else { throw DemoError.badRequest("the demo instance does not run detection code") }
    }
    guard !onlyTests else { return HTTPResponse(status: 204) }
    let existing = detections[collection]?.find(id)
    let saved = merged(collection, body, existing)
    detections[collection]?.put(saved)
    return Self.item(saved, status: existing == nil && request.method == .put ? 201 : 200, without: hidden)
  }

  /// The unit tests of a body, in the shape that the contract wants.
  private static func tests(_ body: JSON.Object) throws -> [JSON.Object] {
    guard let value = body["tests"], !value.isNull else { return [] }
    guard let items = value.array else { throw DemoError.badRequest("body.tests must be a list") }
    return try items.enumerated().map { number, item in
      guard let test = item.object else { throw DemoError.badRequest("body.tests[\(number)] must be an object") }
      for key in ["name", "resource"] where test[key]?.string == nil {
        throw DemoError.badRequest("body.tests[\(number)].\(key) must be a string")
      }
      guard test["expectedResult"]?.bool != nil else {
        throw DemoError.badRequest("body.tests[\(number)].expectedResult must be a boolean")
      }
      return test
    }
  }

  private func merged(_ collection: DetectionCollection, _ body: JSON.Object, _ existing: JSON.Object?) -> JSON.Object {
    var item: JSON.Object = [
      "id": "", "displayName": "", "description": "", "enabled": false, "severity": "INFO", "tags": [], "reports": [:],
      "outputIDs": [], "managed": false, "tests": [],
    ]
    if collection != .policies {
      item["dedupPeriodMinutes"] = 60
      item["threshold"] = 1
    }
    for key in collection.writable {
      if let value = body[key], !value.isNull { item[key] = value }
    }
    item["createdAt"] = existing?["createdAt"] ?? .string(now.rfc3339)
    item["lastModified"] = .string(now.rfc3339)
    item["createdBy"] = existing?["createdBy"] ?? ActorReference.token
    item["createdByExternal"] = existing?["createdByExternal"]
    item["_complianceStatus"] = existing?["_complianceStatus"]
    item["_lastModifiedBy"] = ActorReference.token
    // Panther makes the Python of a simple rule from its YAML, whatever was sent.
    if collection == .simpleRules {
      let isSame = item["detection"] == existing?["detection"]
      item["pythonBody"] = isSame ? existing?["pythonBody"] : "# The demo instance makes no Python from conditions.\n"
    }
    return item
  }
}
