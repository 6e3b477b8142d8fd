import Concurrency
import JSON
import MCP
import Panther

/// A user of the Panther instance, as Panther answers with it.
struct User {
  let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  var id: String? { json["id"]?.string }
  var email: String? { json["email"]?.string }

  /// The fields of a user in a concise list.
  static let summary = Projection(
    concise: "id", "email", "givenName", "familyName", "role.name", "status", "enabled", "lastLoggedInAt")

  /// Finds a user by id or e-mail.
  static func find(_ idOrEmail: String, _ call: Call) async throws -> User {
    guard idOrEmail.contains("@") else { return User(try await call.panther.get("users/\(idOrEmail)")) }
    let page = Page(try await call.panther.get("users", ["email": idOrEmail]))
    // The list may hold other users, too, and a call must not be about somebody else.
    guard let found = page.items.named(idOrEmail, by: "email") else {
      throw ToolFailure("No user has the e-mail \(idOrEmail). list_users shows who there is.")
    }
    return User(found)
  }

  /// The ids of users that are given by id or e-mail.
  static func ids(of users: [String], _ call: Call) async throws -> [String] {
    try await users.concurrentMap { user in
      user.contains("@") ? try await find(user, call).id ?? user : user
    }
  }
}
