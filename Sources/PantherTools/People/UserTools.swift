import Foundation
import JSON
import MCP
import Panther

let userTools: [any PantherTool.Type] = [ListUsers.self, GetUser.self]

struct ListUsers: PantherTool {
  static let summary = "List the users of this Panther instance: id, e-mail, name, role, status, last log-in."
  static let sample = "Who has access to Panther?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])
  static let dataRead: [DataKind] = [.people]

  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Users per page", .range(1...User.mostPerPage), perPage: true) var limit = User.mostPerPage
  @Argument("Text in name or e-mail") var contains: String?
  @Argument("Status, such as CONFIRMED or FORCE_CHANGE_PASSWORD") var status: String?
  @Argument("Role, by name or id", exact: true) var role: String?
  @Argument("No log-in for so many days, or ever", .range(1...3650)) var inactiveDays: Int?
  @Argument("Deactivated users too") var includeDeactivated = false
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  func answer(_ call: Call) async throws -> Answer {
    let filters: Query = [
      "contains": contains, "status": status?.uppercased(), "include-deactivated": includeDeactivated ? true : nil,
    ]
    let silentSince = inactiveDays.map { call.askedAt.addingTimeInterval(-86_400 * Double($0)) }
    // Panther filters neither by role nor by log-in.
    let isWanted = { @Sendable [role] (json: JSON) in
      let user = User(json)
      return role.map(user.has(role:)) != false
        && silentSince.map { user.lastLogIn ?? .distantPast < $0 } != false
    }
    let isFiltered = role != nil || silentSince != nil
    let users = try await ListPage.read(
      from: cursor, size: limit, asking: isFiltered ? User.mostPerPage : nil, keeping: isFiltered ? isWanted : nil
    ) {
      try await call.panther.page("users", filters.page($0))
    }
    var facts: JSON.Object = [:]
    if let silentSince { facts["inactive"] = .string("Last log-in before \(silentSince.iso), or never.") }
    if users.items.isEmpty, let role {
      facts["hint"] = .string(await KnownNames.hint(ofRole: role, call))
    }
    if !includeDeactivated { facts["defaults"] = "Deactivated users are left out." }
    return .list(users, User.summary, detail, named: "users").adding(facts)
  }
}

struct GetUser: PantherTool {
  static let summary = "Get one user, by id or e-mail."
  static let sample = "Which role does dana@example.com have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])
  static let dataRead: [DataKind] = [.people]

  @Argument("Id or e-mail of the user", exact: true) var userID: String

  func answer(_ call: Call) async throws -> Answer {
    .item(try await User.find(userID, call).json, named: "user")
  }
}
