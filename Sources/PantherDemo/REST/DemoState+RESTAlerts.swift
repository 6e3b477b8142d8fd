import Panther
import JSON
import Text

extension DemoState {
  mutating func answerAlerts(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    guard let id = rest.first else {
      try Self.allow(request, .get, .patch)
      return request.method == .get ? try listAlerts(request) : try patchAlerts(request)
    }
    if rest.count == 2, rest[1] == "events" {
      try Self.allow(request, .get)
      return try listEvents(of: id, request)
    }
    guard rest.count == 1 else { throw DemoError(404, "page not found") }
    try Self.allow(request, .get, .patch)
    if request.method == .get { return Self.item(try alerts.need(id)) }
    _ = try alerts.need(id)
    let (status, assignee) = try Self.changes(request.object())
    try patchAlerts([id], status: status, assignee: assignee)
    return HTTPResponse(status: 200)
  }

  private mutating func patchAlerts(_ request: DemoRequest) throws -> HTTPResponse {
    let body = try request.object()
    guard let ids = body["ids"]?.array?.map(\.string), !ids.isEmpty else {
      throw DemoError.badRequest("\"ids\" is missing from body")
    }
    let (status, assignee) = try Self.changes(body)
    try patchAlerts(ids.map { $0 ?? "" }, status: status, assignee: assignee)
    return HTTPResponse(status: 204)
  }

  private static func changes(_ body: JSON.Object) throws -> (status: String?, assignee: String?) {
    let changes = (status: try body.optionalText("status"), assignee: try body.optionalText("assignee"))
    guard changes.status != nil || changes.assignee != nil else {
      throw DemoError.badRequest("status or assignee is required")
    }
    return changes
  }

  private func listAlerts(_ request: DemoRequest) throws -> HTTPResponse {
    let type = try request.value("type", from: ["ALERT", "DETECTION_ERROR", "SYSTEM_ERROR"]) ?? "ALERT"
    let possible = Self.subtypes[type] ?? []
    let types = try request.values("sub-type", from: possible)
    let filter = AlertFilter(
      types: types.isEmpty ? possible : types,
      after: try request.instant("created-after") ?? now.adding(days: -30),
      before: try request.instant("created-before") ?? .latest, detection: request.value("detection-id"),
      title: request.value("name-contains"), logSources: request.values("log-source"),
      logTypes: request.values("log-type"),
      resourceTypes: request.values("resource-type"), statuses: try request.values("status", from: Self.statuses),
      severities: try request.values("severity", from: Self.severities), assignees: request.values("assignee"),
      fewest: try request.int("event-count-min"), most: try request.int("event-count-max"))
    let isDescending = try request.value("sort-dir", from: ["asc", "desc"]) != "asc"
    let page = try KeyedPage(
      alerts.items.filter(filter.matches), kind: "alerts", cursor: request.value("cursor"),
      limit: request.limit(default: 25, most: 50), isDescending: isDescending, key: AlertFilter.order)
    return HTTPResponse(json: page.json)
  }

  private func listEvents(of id: String, _ request: DemoRequest) throws -> HTTPResponse {
    _ = try alerts.need(id)
    let events = incident(id)?.events ?? []
    let page = try NumberedPage(
      of: events.count, kind: "events/" + id, cursor: request.value("cursor"),
      limit: request.limit(default: 25, most: 50))
    var body: JSON.Object = ["results": .array(Array(events[page.range]))]
    body["next"] = page.next.map(JSON.string)
    return HTTPResponse(json: .object(body))
  }

  mutating func answerComments(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    guard rest.isEmpty else {
      let id = try Self.id(rest)
      try Self.allow(request, .get, .post)
      var comment = try comments.need(id)
      guard request.method == .post else { return Self.item(comment) }
      let body = try request.object()
      comment["body"] = .string(try body.requiredText("body"))
      comment["format"] = .string(try body.requiredText("format"))
      comment["updatedAt"] = .string(now.rfc3339)
      comment["updatedBy"] = ActorReference.token
      comments.put(comment)
      return Self.item(comment)
    }
    try Self.allow(request, .get, .post)
    guard request.method == .post else {
      guard let alert = request.value("alert-id") else {
        throw DemoError.badRequest("\"alert-id\" is missing from query string")
      }
      let found = comments.items.filter { $0.string("alertId").hasSameBytes(as: alert) }
      return try Self.list(found, request, by: "createdAt", limit: request.limit(default: 25, most: 50))
    }
    let body = try request.object()
    let comment = try addComment(
      to: body.requiredText("alertId"), body.requiredText("body"), format: body.requiredText("format"))
    return Self.item(comment)
  }
}
