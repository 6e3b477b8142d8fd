import Panther
import JSON

extension Estate {
  func answerUsers(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    try Self.allow(call, .get)
    guard rest.isEmpty else { return Self.item(try users.need(Self.id(rest))) }
    let withDeactivated = try call.flag("include-deactivated", default: false)
    let ids = Self.ids(call)
    let found = users.items.filter { user in
      if let email = call.value("email") { return user.string("email").lowercased() == email.lowercased() }
      let texts = [user.string("email"), user.string("givenName"), user.string("familyName")]
      return (withDeactivated || user["enabled"]?.bool == true)
        && texts.contains { $0.mentions(call.value("contains")) } && (ids.isEmpty || ids.contains(user.string("id")))
        && (call.value("status") == nil || user.string("status") == call.value("status"))
    }
    return try Self.list(found, call, by: "email", limit: call.limit(default: 60, most: 60))
  }

  func answerRoles(_ call: Call, _ rest: [String]) throws -> HTTPResponse {
    try Self.allow(call, .get)
    guard rest.isEmpty else { return Self.item(try roles.need(Self.id(rest))) }
    let isDescending = try call.value("sort-dir", from: ["asc", "desc"]) == "desc"
    let ids = Self.ids(call)
    let found = roles.items.filter { role in
      if let name = call.value("name") { return role.string("name") == name }
      return role.string("name").mentions(call.value("name-contains"))
        && (ids.isEmpty || ids.contains(role.string("id")))
    }
    let page = try Page(found, kind: "roles", cursor: nil, limit: .max, isDescending: isDescending) {
      $0.string("name")
    }
    return HTTPResponse(json: page.json)
  }

  /// Ids as repeated `id` and as one `ids` with commas.
  private static func ids(_ call: Call) -> [String] {
    call.values("id") + (call.value("ids")?.split(separator: ",").map(String.init) ?? [])
  }
}
