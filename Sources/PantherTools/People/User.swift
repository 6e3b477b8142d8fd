import Concurrency
import JSON
import MCP
import Panther

enum Users {
  static let summary = Projection(
    concise: "id", "email", "givenName", "familyName", "role.name", "status", "enabled", "lastLoggedInAt")

  /// A user, given by id or e-mail.
  static func user(_ user: String, _ call: Call) async throws -> JSON {
    guard user.contains("@") else { return try await call.panther.get("users/\(user)") }
    let page = Page(try await call.panther.get("users", ["email": user]))
    // Not just the first: whatever else the list holds, a change must not go to somebody else.
    guard let found = page.items.named(user, by: "email") else {
      throw ToolFailure("No user has the e-mail \(user). list_users shows who there is.")
    }
    return found
  }

  /// The ids of users that are given by id or e-mail.
  static func ids(of users: [String], _ call: Call) async throws -> [String] {
    try await users.concurrentMap { user in
      user.contains("@") ? try await Self.user(user, call)["id"]?.string ?? user : user
    }
  }
}
