import Panther
import JSON

extension DemoState {
  /// Answers a REST request.
  ///
  /// - Throws: `DemoError` for a request that Panther would refuse.
  mutating func answer(_ request: DemoRequest) throws -> HTTPResponse {
    guard let area = request.path.first else { throw DemoError(404, "page not found") }
    let rest = Array(request.path.dropFirst())
    switch area {
    case "alerts": return try answerAlerts(request, rest)
    case "alert-comments": return try answerComments(request, rest)
    case "globals": return try answerGlobals(request, rest)
    case "data-models": return try answerDataModels(request, rest)
    case "queries": return try answerQueries(request, rest)
    case "users": return try answerUsers(request, rest)
    case "roles": return try answerRoles(request, rest)
    case "log-sources": return try answerSources(request, rest)
    case "api-tokens":
      try Self.allow(request, .get)
      guard rest.isEmpty || rest == ["self"] || rest == [SamplePeople.tokenID] else {
        throw DemoError.notFound("API token", rest.joined(separator: "/"))
      }
      return HTTPResponse(json: rest.isEmpty ? ["results": [token]] : token)
    default:
      guard let kind = DetectionCollection(rawValue: area) else { throw DemoError(404, "page not found") }
      return try answerDetections(kind, request, rest)
    }
  }

  static func allow(_ request: DemoRequest, _ methods: HTTPRequest.Method...) throws {
    guard methods.contains(request.method) else {
      throw DemoError(405, "\(request.method.rawValue) is not allowed here, or the demo instance does not do it")
    }
  }

  /// The id after the path of a collection, when nothing follows it.
  static func id(_ rest: [String]) throws -> String {
    guard rest.count == 1 else { throw DemoError(404, "page not found") }
    return rest[0]
  }

  static func item(_ item: JSON.Object, status: Int = 200, without hidden: String = "") -> HTTPResponse {
    HTTPResponse(status: status, json: .object(item.visible(without: hidden)))
  }

  /// A page of a list that is ordered by one member of its records.
  static func list(
    _ items: [JSON.Object], _ request: DemoRequest, by key: String = "id", limit: Int, without hidden: String = ""
  ) throws -> HTTPResponse {
    let shown = hidden.isEmpty ? items : items.map { $0.visible(without: hidden) }
    let page = try KeyedPage(
      shown, kind: request.path.joined(separator: "/"), cursor: request.value("cursor"), limit: limit
    ) {
      $0.string(key) + "\n" + $0.string("id")
    }
    return HTTPResponse(json: page.json)
  }
}
