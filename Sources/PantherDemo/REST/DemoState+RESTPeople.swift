import Panther
import JSON

extension DemoState {
  func answerUsers(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    try Self.allow(request, .get)
    guard rest.isEmpty else { return Self.item(try users.need(Self.id(rest))) }
    let withDeactivated = try request.flag("include-deactivated", default: false)
    let ids = Self.ids(request)
    let found = users.items.filter { user in
      if let email = request.value("email") { return user.string("email").lowercased() == email.lowercased() }
      let texts = [user.string("email"), user.string("givenName"), user.string("familyName")]
      return (withDeactivated || user["enabled"]?.bool == true)
        && texts.contains { $0.mentions(request.value("contains")) } && (ids.isEmpty || ids.contains(user.string("id")))
        && (request.value("status") == nil || user.string("status") == request.value("status"))
    }
    return try Self.list(found, request, by: "email", limit: request.limit(default: 60, most: 60))
  }

  func answerRoles(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    try Self.allow(request, .get)
    guard rest.isEmpty else { return Self.item(try roles.need(Self.id(rest))) }
    let isDescending = try request.value("sort-dir", from: ["asc", "desc"]) == "desc"
    let ids = Self.ids(request)
    let found = roles.items.filter { role in
      if let name = request.value("name") { return role.string("name") == name }
      return role.string("name").mentions(request.value("name-contains"))
        && (ids.isEmpty || ids.contains(role.string("id")))
    }
    let page = try KeyedPage(found, kind: "roles", cursor: nil, limit: .max, isDescending: isDescending) {
      $0.string("name")
    }
    return HTTPResponse(json: page.json)
  }

  /// The ids of the parameters `id`, which may be repeated, and `ids`, which separates them with commas.
  private static func ids(_ request: DemoRequest) -> [String] {
    request.values("id") + (request.value("ids")?.split(separator: ",").map(String.init) ?? [])
  }
}
