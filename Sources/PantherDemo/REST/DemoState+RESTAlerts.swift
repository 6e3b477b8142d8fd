import Panther
import JSON

extension Estate {
  mutating func answerAlerts(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    guard let id = rest.first else {
      try Self.allow(call, .get, .patch)
      return call.method == .get ? try listAlerts(call) : try patchAlerts(call)
    }
    if rest.count == 2, rest[1] == "events" {
      try Self.allow(call, .get)
      return try listEvents(of: id, call)
    }
    guard rest.count == 1 else { throw Fault(404, "page not found") }
    try Self.allow(call, .get, .patch)
    if call.method == .get { return Self.item(try alerts.need(id)) }
    _ = try alerts.need(id)
    let (status, assignee) = try Self.changes(call.object())
    try patchAlerts([id], status: status, assignee: assignee)
    return HTTPResponse(status: 200)
  }

  private mutating func patchAlerts(_ call: Call) throws -> HTTPResponse {
    let body = try call.object()
    guard let ids = body["ids"]?.array?.map(\.string), !ids.isEmpty else {
      throw Fault.bad("\"ids\" is missing from body")
    }
    let (status, assignee) = try Self.changes(body)
    try patchAlerts(ids.map { $0 ?? "" }, status: status, assignee: assignee)
    return HTTPResponse(status: 204)
  }

  private static func changes(_ body: JSON.Object) throws -> (status: String?, assignee: String?) {
    let changes = (status: try body.optionalText("status"), assignee: try body.optionalText("assignee"))
    guard changes.status != nil || changes.assignee != nil else { throw Fault.bad("status or assignee is required") }
    return changes
  }

  private func listAlerts(_ call: Call) throws -> HTTPResponse {
    let type = try call.value("type", from: ["ALERT", "DETECTION_ERROR", "SYSTEM_ERROR"]) ?? "ALERT"
    let possible = Self.subtypes[type] ?? []
    let types = try call.values("sub-type", from: possible)
    let filter = AlertFilter(
      types: types.isEmpty ? possible : types,
      after: try call.moment("created-after") ?? now.adding(days: -30),
      before: try call.moment("created-before") ?? .latest, detection: call.value("detection-id"),
      title: call.value("name-contains"), logSources: call.values("log-source"), logTypes: call.values("log-type"),
      resourceTypes: call.values("resource-type"), statuses: try call.values("status", from: Self.statuses),
      severities: try call.values("severity", from: Self.severities), assignees: call.values("assignee"),
      fewest: try call.int("event-count-min"), most: try call.int("event-count-max"))
    let isDescending = try call.value("sort-dir", from: ["asc", "desc"]) != "asc"
    let page = try Page(
      alerts.items.filter(filter.matches), kind: "alerts", cursor: call.value("cursor"),
      limit: call.limit(default: 25, most: 50), isDescending: isDescending, key: AlertFilter.order)
    return HTTPResponse(json: page.json)
  }

  private func listEvents(of id: String, _ call: Call) throws -> HTTPResponse {
    _ = try alerts.need(id)
    let events = incident(id)?.events ?? []
    let page = try Slice(
      of: events.count, kind: "events/" + id, cursor: call.value("cursor"), limit: call.limit(default: 25, most: 50))
    var body: JSON.Object = ["results": .array(Array(events[page.range]))]
    body["next"] = page.next.map(JSON.string)
    return HTTPResponse(json: .object(body))
  }

  mutating func answerComments(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    guard rest.isEmpty else {
      let id = try Self.id(rest)
      try Self.allow(call, .get, .post)
      var comment = try comments.need(id)
      guard call.method == .post else { return Self.item(comment) }
      let body = try call.object()
      comment["body"] = .string(try body.requiredText("body"))
      comment["format"] = .string(try body.requiredText("format"))
      comment["updatedAt"] = .string(now.rfc3339)
      comment["updatedBy"] = Actor.token
      comments.put(comment)
      return Self.item(comment)
    }
    try Self.allow(call, .get, .post)
    guard call.method == .post else {
      guard let alert = call.value("alert-id") else { throw Fault.bad("\"alert-id\" is missing from query string") }
      let found = comments.items.filter { $0.string("alertId").hasSameBytes(as: alert) }
      return try Self.list(found, call, by: "createdAt", limit: call.limit(default: 25, most: 50))
    }
    let body = try call.object()
    let comment = try addComment(
      to: body.requiredText("alertId"), body.requiredText("body"), format: body.requiredText("format"))
    return Self.item(comment)
  }
}

/// Which alerts a list is to have; an empty list of values lets all through.
struct AlertFilter {
  var types: [String]
  var after: Moment
  var before: Moment
  var detection: String?
  var title: String?
  var logSources: [String]
  var logTypes: [String]
  var resourceTypes: [String]
  var statuses: [String]
  var severities: [String]
  var assignees: [String]
  var fewest: Int?
  var most: Int?

  static func order(_ alert: JSON.Object) -> String { alert.string("createdAt") + "/" + alert.string("id") }

  func matches(_ alert: JSON.Object) -> Bool {
    let created = Moment(parsing: alert.string("createdAt")) ?? .latest
    let events = alert["eventCount"]?.int ?? 0
    return types.contains(alert.string("type")) && created >= after && created <= before
      && (detection == nil || alert["detection"]?["id"]?.string == detection)
      && alert.string("title").mentions(title) && Self.overlap(logSources, alert.strings("_logSources"))
      && Self.overlap(logTypes, alert.strings("_logTypes"))
      && Self.overlap(resourceTypes, alert.strings("_resourceTypes"))
      && Self.overlap(statuses, [alert.string("status")])
      && Self.overlap(severities, [alert.string("severity")])
      && Self.overlap(assignees, [alert["assignee"]?["id"]?.string ?? ""]) && events >= fewest ?? 0
      && events <= most ?? .max
  }

  private static func overlap(_ wanted: [String], _ present: [String]) -> Bool {
    wanted.isEmpty || wanted.contains(where: present.contains)
  }
}

extension Moment {
  static let latest = Moment(milliseconds: .max)
}
