import JSON

extension Estate {
  func alertNode(_ alert: JSON.Object, _ field: GraphQLField) throws -> JSON {
    var node = alert
    let created = Moment(parsing: alert.string("createdAt")) ?? now
    func precise(_ key: String) -> JSON? {
      alert[key]?.string.flatMap { Moment(parsing: $0) }.map { .string($0.precise) }
    }
    node["__typename"] = "Alert"
    // GraphQL's enum has no correlation rules.
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
    let page = try Slice(
      of: events.count, kind: "alertEvents/" + id, cursor: field.cursor, limit: field.pageSize(default: 25, most: 50))
    return [
      "edges": .array(events[page.range].map { ["node": $0] }),
      "pageInfo": Self.pageInfo(page.next, after: field.cursor),
    ]
  }

  static func pageInfo(_ next: String?, after cursor: String?) -> JSON {
    [
      "hasNextPage": .bool(next != nil), "hasPreviousPage": .bool(cursor != nil), "startCursor": JSON(cursor),
      "endCursor": JSON(next),
    ]
  }

  mutating func assignAlerts(_ field: GraphQLField, to assignee: String) throws -> JSON {
    let ids = field.strings("input", "ids")
    guard !ids.isEmpty else { throw GraphQLError(message: "ids must not be empty", code: "BAD_USER_INPUT") }
    try patchAlerts(ids, status: nil, assignee: assignee)
    let node = field.child("alerts") ?? field
    return ["alerts": .array(try ids.map { try alertNode(alerts.need($0), node) })]
  }

  // MARK: AI

  mutating func summarizeAlert(_ field: GraphQLField) throws -> JSON {
    let alert = try alerts.need(field.text("input", "alertId"))
    let text = InferenceStream.text(
      about: alert, prompt: field.argument("input", "prompt")?.string,
      length: field.argument("input", "outputLength")?.string ?? "medium")
    let stream = InferenceStream(id: newID(), alias: alert.string("id"), created: now, text: text)
    streams.append(stream)
    if streams.count > 200 { streams.removeFirst() }
    return ["streamId": .string(stream.id)]
  }

  mutating func pollStream(_ field: GraphQLField) throws -> JSON {
    let id = try field.text("streamId")
    guard let index = streams.firstIndex(where: { $0.id == id }) else { throw Fault.missing("stream", id) }
    streams[index].looks = min(streams[index].looks + 1, InferenceStream.looksUntilFinished)
    let stream = streams[index]
    return [
      "streamId": .string(id), "finished": .bool(stream.isFinished), "responseText": .string(stream.visible),
      "error": .null,
    ]
  }

  func streamNodes(_ field: GraphQLField) throws -> JSON {
    let alias = field.argument("input", "alias")?.string
    let found = streams.enumerated().filter { alias == nil || $0.element.alias == alias }.map {
      number, stream -> JSON.Object in
      [
        "streamId": .string(stream.id), "alias": .string(stream.alias), "createdAt": .string(stream.created.precise),
        "_order": .string(stream.created.precise + Moment.padded(number, 6)),
      ]
    }
    let page = try Page(
      found, kind: "streams", cursor: field.cursor, limit: field.pageSize(default: 25, most: 100)
    ) { $0.string("_order") }
    return page.connection(after: field.cursor)
  }
}
