import JSON

extension DemoState {
  func alertNode(_ alert: JSON.Object, _ field: GraphQLField) throws -> JSON {
    var node = alert
    let created = Instant(parsing: alert.string("createdAt")) ?? now
    func precise(_ key: String) -> JSON? {
      alert[key]?.string.flatMap { Instant(parsing: $0) }.map { .string($0.precise) }
    }
    node["__typename"] = "Alert"
    // The enum of GraphQL has no correlation rules.
    node["type"] = .string(
      alert.string("type").hasPrefix("CORRELATION_") ? String(alert.string("type").dropFirst(12)) : alert.string("type")
    )
    node["createdAt"] = .string(created.precise)
    node["firstEventOccurredAt"] = precise("firstEventOccurredAt") ?? .null
    node["lastReceivedEventAt"] = precise("lastReceivedEventAt") ?? .string(created.precise)
    node["updatedAt"] = alert["_updatedAt"] ?? .null
    node["updatedBy"] = actorNode(alert["updatedBy"])
    node["assignee"] = actorNode(alert["assignee"])
    node["description"] = .string(alert.string("title"))
    node["reference"] = ""
    node["deliveries"] = .array(
      (alert["deliveries"]?.array ?? []).compactMap { delivery in
        guard var delivery = delivery.object?.withPreciseTimes() else { return nil }
        delivery["url"] = ""
        return .object(delivery)
      })
    node["origin"] = origin(of: alert)
    if let events = field.child("events") { node["events"] = try eventNodes(of: alert.string("id"), events) }
    return .object(node)
  }

  private func origin(of alert: JSON.Object) -> JSON {
    if let error = alert["systemError"] {
      let component = incident(alert.string("id"))?.systemError?.component ?? "LOG_SOURCE"
      return ["__typename": "SystemError", "type": error["type"] ?? "", "relatedComponent": .string(component)]
    }
    let id = alert["detection"]?["id"]?.string ?? ""
    guard let found = detections.values.lazy.compactMap({ $0.find(id) }).first else {
      return ["__typename": "DeletedDetection", "id": .string(id)]
    }
    let node: JSON.Object = [
      "__typename": "Detection", "id": .string(id), "type": alert["detection"]?["type"] ?? "RULE",
      "name": found["displayName"] ?? "", "description": found["description"] ?? "",
      "createdAt": found["createdAt"] ?? .null, "updatedAt": found["lastModified"] ?? .null,
      "createdBy": actorNode(found["createdBy"]), "updatedBy": actorNode(found["_lastModifiedBy"]),
    ]
    return .object(node.withPreciseTimes())
  }

  private func eventNodes(of id: String, _ field: GraphQLField) throws -> JSON {
    let events = incident(id)?.events ?? []
    let page = try NumberedPage(
      of: events.count, kind: "alertEvents/" + id, cursor: field.cursor, limit: field.pageSize(default: 25, most: 50))
    return field.connection(Array(events[page.range]), next: page.next)
  }

  mutating func assignAlerts(_ field: GraphQLField, to assignee: String) throws -> JSON {
    let ids = field.strings("input", "ids")
    guard !ids.isEmpty else { throw GraphQLError(message: "ids must not be empty", code: "BAD_USER_INPUT") }
    try patchAlerts(ids, status: nil, assignee: assignee)
    let node = field.child("alerts") ?? field
    return ["alerts": .array(try ids.map { try alertNode(alerts.need($0), node) })]
  }
}
