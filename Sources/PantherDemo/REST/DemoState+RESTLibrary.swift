import Panther
import JSON
import Text

extension DemoState {
  mutating func answerGlobals(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    guard !rest.isEmpty else {
      try Self.allow(request, .get)
      let found = globals.items.filter { item in
        item.string("id").mentions(request.value("name-contains"))
          && Self.isBy(request.value("created-by"), item["_createdBy"])
          && Self.isBy(request.value("last-modified-by"), item["_lastModifiedBy"])
      }
      return try Self.list(found, request, limit: request.limit(default: 100, most: 1000))
    }
    let id = try Self.id(rest)
    try Self.allow(request, .get, .put)
    guard request.method == .put else { return Self.item(try globals.need(id)) }
    let body = try request.object()
    let existing = globals.find(id)
    var item: JSON.Object = [
      "id": .string(id), "description": body["description"] ?? "", "body": .string(try body.requiredText("body")),
      "tags": body["tags"] ?? [], "createdAt": existing?["createdAt"] ?? .string(now.rfc3339),
      "lastModified": .string(now.rfc3339), "_lastModifiedBy": ActorReference.token,
    ]
    item["_createdBy"] = existing?["_createdBy"] ?? ActorReference.token
    globals.put(item)
    return HTTPResponse(status: existing == nil ? 201 : 200, json: ["data": .object(item.visible())])
  }

  private static func isBy(_ wanted: String?, _ actor: JSON?) -> Bool {
    wanted == nil || actor?["id"]?.string == wanted
  }

  mutating func answerDataModels(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    guard !rest.isEmpty else {
      try Self.allow(request, .get)
      return try Self.list(dataModels.items, request, limit: request.limit(default: 100, most: 1000))
    }
    let id = try Self.id(rest)
    try Self.allow(request, .get, .put)
    guard request.method == .put else { return Self.item(try dataModels.need(id)) }
    let body = try request.object()
    guard try body.requiredText("id").hasSameBytes(as: id) else {
      throw DemoError.badRequest("the id of the body differs from the id of the path")
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

  mutating func answerQueries(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    guard !rest.isEmpty else {
      try Self.allow(request, .get, .post)
      guard request.method == .post else {
        return try Self.list(queries.items, request, by: "name", limit: request.limit(default: 100, most: 1000))
      }
      let body = try request.object()
      let name = try body.requiredText("name")
      guard !queries.items.contains(where: { $0.string("name") == name }) else {
        throw DemoError(409, "a query named \(name) already exists")
      }
      return try saveQuery(newID(), body, nil)
    }
    let id = try Self.id(rest)
    try Self.allow(request, .get, .post, .delete)
    let existing = try queries.need(id)
    switch request.method {
    case .post: return try saveQuery(id, request.object(), existing)
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
}
