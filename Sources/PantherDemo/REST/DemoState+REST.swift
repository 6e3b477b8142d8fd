import Panther
import JSON

extension Estate {
  /// Answers a REST request.
  ///
  /// - Throws: `Fault` for what Panther would refuse.
  mutating func answer(_ call: Call) throws -> HTTPResponse {
    guard let area = call.path.first else { throw Fault(404, "page not found") }
    let rest = Array(call.path.dropFirst())
    switch area {
    case "alerts": return try answerAlerts(call, rest)
    case "alert-comments": return try answerComments(call, rest)
    case "globals": return try answerGlobals(call, rest)
    case "data-models": return try answerDataModels(call, rest)
    case "queries": return try answerQueries(call, rest)
    case "users": return try answerUsers(call, rest)
    case "roles": return try answerRoles(call, rest)
    case "log-sources": return try answerSources(call, rest)
    case "api-tokens":
      try Self.allow(call, .get)
      guard rest.isEmpty || rest == ["self"] || rest == [SamplePeople.tokenID] else {
        throw Fault.missing("API token", rest.joined(separator: "/"))
      }
      return HTTPResponse(json: rest.isEmpty ? ["results": [token]] : token)
    default:
      guard let kind = DetectionKind(rawValue: area) else { throw Fault(404, "page not found") }
      return try answerDetections(kind, call, rest)
    }
  }

  static func allow(_ call: Call, _ methods: HTTPRequest.Method...) throws {
    guard methods.contains(call.method) else {
      throw Fault(405, "\(call.method.rawValue) is not allowed here, or the demo instance does not do it")
    }
  }

  /// The only id that may follow a path.
  static func id(_ rest: [String]) throws -> String {
    guard rest.count == 1 else { throw Fault(404, "page not found") }
    return rest[0]
  }

  static func item(_ item: JSON.Object, status: Int = 200, without hidden: String = "") -> HTTPResponse {
    HTTPResponse(status: status, json: .object(item.visible(without: hidden)))
  }

  /// A page of a list that is ordered by one of its members.
  static func list(
    _ items: [JSON.Object], _ call: Call, by key: String = "id", limit: Int, without hidden: String = ""
  ) throws -> HTTPResponse {
    let shown = hidden.isEmpty ? items : items.map { $0.visible(without: hidden) }
    let page = try Page(shown, kind: call.path.joined(separator: "/"), cursor: call.value("cursor"), limit: limit) {
      $0.string(key) + "\n" + $0.string("id")
    }
    return HTTPResponse(json: page.json)
  }
}

extension JSON.Object {
  func requiredText(_ key: String) throws -> String {
    guard let text = self[key]?.string else { throw Fault.bad("\"\(key)\" is missing from body") }
    return text
  }

  /// A text that may be absent or null.
  func optionalText(_ key: String) throws -> String? {
    guard let value = self[key], !value.isNull else { return nil }
    guard let text = value.string else { throw Fault.bad("body.\(key) must be a string but is \(value.kind)") }
    return text
  }
}
