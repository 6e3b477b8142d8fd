import Concurrency
import Foundation
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
  /// The last log-in; nil for somebody who never logged in.
  var lastLogIn: Date? {
    guard let time = json["lastLoggedInAt"], time.string != nil else { return nil }
    return (try? TimeArgument.read(time))?.start(.distantPast)
  }

  /// Whether the user has a role, which is given by its id or its name in any case.
  func has(role: String) -> Bool {
    let own = json["role"]
    return own?["id"] == .string(role) || own?["name"]?.string?.lowercased() == role.lowercased()
  }

  /// The most users that Panther gives at once.
  static let mostPerPage = 60

  /// The fields of a user in a concise list.
  static let summary = Projection(
    concise: "id", "email", "givenName", "familyName", "role.name", "status", "enabled", "lastLoggedInAt")

  /// Finds a user by id or e-mail.
  static func find(_ idOrEmail: String, _ call: Call) async throws -> User {
    guard idOrEmail.contains("@") else {
      do {
        return User(try await call.panther.get("users/\(idOrEmail)"))
      } catch let error as PantherError where error.kind == .notFound || error.kind == .invalid {
        throw ToolFailure("\(error)\(await KnownNames.hint(ofUser: idOrEmail, call))", .notFound)
      }
    }
    let page = try await call.panther.page("users", ["email": idOrEmail])
    // The list may hold other users, too, and a call must not be about somebody else.
    guard let found = page.items.named(idOrEmail, by: "email") else {
      throw ToolFailure("No user has the e-mail \(idOrEmail).\(await KnownNames.hint(ofUser: idOrEmail, call))")
    }
    return User(found)
  }

  /// What the answer with an empty list says that was narrowed to these users; nothing where all are given by e-mail,
  /// because those were looked up.
  static func hint(ofNothingBy users: [String?]) -> JSON.Object {
    let isUnchecked = users.contains { $0?.contains("@") == false }
    return isUnchecked ? ["hint": "Nothing is found for an id that no user has: list_users shows who there is."] : [:]
  }

  /// The id of a user that is given by id or e-mail; nil when none is given.
  static func id(of user: String?, _ call: Call) async throws -> String? {
    guard let user else { return nil }
    return try await ids(of: [user], call).first
  }

  /// The ids of users that are given by id or e-mail.
  ///
  /// - Throws: `ArgumentError` for a name; `ToolFailure` for an e-mail that nobody has.
  static func ids(of users: [String], _ call: Call) async throws -> [String] {
    // No id has a space. Panther would find nothing, and an empty list would say that there is nothing.
    if let name = users.first(where: { $0.utf8.contains(UInt8(ascii: " ")) }) {
      throw ArgumentError(["\(Wording.quote(name)) is no id and no e-mail of a user. list_users finds users by name."])
    }
    return try await users.concurrentMap { user in
      user.contains("@") ? try await find(user, call).id ?? user : user
    }
  }
}
