import Panther
import JSON

extension Estate {
  mutating func answerGlobals(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    guard !rest.isEmpty else {
      try Self.allow(call, .get)
      let found = globals.items.filter { item in
        item.string("id").mentions(call.value("name-contains"))
          && Self.isBy(call.value("created-by"), item["_createdBy"])
          && Self.isBy(call.value("last-modified-by"), item["_lastModifiedBy"])
      }
      return try Self.list(found, call, limit: call.limit(default: 100, most: 1000))
    }
    let id = try Self.id(rest)
    try Self.allow(call, .get, .put)
    guard call.method == .put else { return Self.item(try globals.need(id)) }
    let body = try call.object()
    let existing = globals.find(id)
    var item: JSON.Object = [
      "id": .string(id), "description": body["description"] ?? "", "body": .string(try body.requiredText("body")),
      "tags": body["tags"] ?? [], "createdAt": existing?["createdAt"] ?? .string(now.rfc3339),
      "lastModified": .string(now.rfc3339), "_lastModifiedBy": Actor.token,
    ]
    item["_createdBy"] = existing?["_createdBy"] ?? Actor.token
    globals.put(item)
    return HTTPResponse(status: existing == nil ? 201 : 200, json: ["data": .object(item.visible())])
  }

  private static func isBy(_ wanted: String?, _ actor: JSON?) -> Bool {
    wanted == nil || actor?["id"]?.string == wanted
  }

  mutating func answerDataModels(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    guard !rest.isEmpty else {
      try Self.allow(call, .get)
      return try Self.list(dataModels.items, call, limit: call.limit(default: 100, most: 1000))
    }
    let id = try Self.id(rest)
    try Self.allow(call, .get, .put)
    guard call.method == .put else { return Self.item(try dataModels.need(id)) }
    let body = try call.object()
    guard try body.requiredText("id").hasSameBytes(as: id) else {
      throw Fault.bad("the id of the body differs from the id of the path")
    }
    let existing = dataModels.find(id)
    var item: JSON.Object = ["id": .string(id), "enabled": false, "logTypes": [], "mappings": []]
    for key in ["displayName", "description", "enabled", "logTypes", "mappings", "body"] {
      if let value = body[key], !value.isNull { item[key] = value }
    }
    item["createdAt"] = existing?["createdAt"] ?? .string(now.rfc3339)
    item["lastModified"] = .string(now.rfc3339)
    dataModels.put(item)
    return Self.item(item, status: existing == nil ? 201 : 200)
  }

  mutating func answerQueries(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    guard !rest.isEmpty else {
      try Self.allow(call, .get, .post)
      guard call.method == .post else {
        return try Self.list(queries.items, call, by: "name", limit: call.limit(default: 100, most: 1000))
      }
      let body = try call.object()
      let name = try body.requiredText("name")
      guard !queries.items.contains(where: { $0.string("name") == name }) else {
        throw Fault(409, "a query named \(name) already exists")
      }
      return try saveQuery(newID(), body, nil)
    }
    let id = try Self.id(rest)
    try Self.allow(call, .get, .post, .delete)
    let existing = try queries.need(id)
    switch call.method {
    case .post: return try saveQuery(id, call.object(), existing)
    case .delete:
      try queries.remove(id)
      return HTTPResponse(status: 204)
    default: return Self.item(existing)
    }
  }

  private mutating func saveQuery(_ id: String, _ body: JSON.Object, _ existing: JSON.Object?) throws -> HTTPResponse {
    var item: JSON.Object = [
      "id": .string(id), "name": .string(try body.requiredText("name")), "sql": .string(try body.requiredText("sql")),
      "description": body["description"] ?? "", "managed": false,
      "createdAt": existing?["createdAt"] ?? .string(now.rfc3339), "updatedAt": .string(now.rfc3339),
    ]
    item["schedule"] = body["schedule"]
    queries.put(item)
    return Self.item(item)
  }

  mutating func answerSources(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    guard rest.first == "http", rest.count == 2 else { throw Fault(404, "page not found") }
    try Self.allow(call, .get)
    return Self.item(try httpSources.need(rest[1]))
  }
}
