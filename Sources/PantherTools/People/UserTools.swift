import JSON
import MCP
import Panther

let userTools: [any PantherTool.Type] = [ListUsers.self, GetUser.self]

struct ListUsers: PantherTool {
  static let summary = "List the users of this Panther instance: id, e-mail, name, role, status, last log-in."
  static let sample = "Who has access to Panther?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])

  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?
  @Argument("Users per page", .range(1...60), perPage: true) var limit = 60
  @Argument("Only users whose name or e-mail contains this text") var contains: String?
  @Argument("Only users with this status, such as CONFIRMED or FORCE_CHANGE_PASSWORD") var status: String?
  @Argument("Deactivated users too") var includeDeactivated = false
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  func answer(_ call: Call) async throws -> Answer {
    let filters: Query = [
      "contains": contains, "status": status, "include-deactivated": includeDeactivated ? true : nil,
    ]
    let users = try await ListPage.read(from: cursor, size: limit) {
      Page(try await call.panther.get("users", filters.page($0)))
    }
    let answer = Answer.list(users, User.summary, detail, named: "users")
    return includeDeactivated ? answer : answer.adding(["defaults": "Deactivated users are left out."])
  }
}

struct GetUser: PantherTool {
  static let summary = "Get one user, by id or e-mail."
  static let sample = "Which role does dana@example.com have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])

  @Argument("Id or e-mail of the user", exact: true) var userID: String

  func answer(_ call: Call) async throws -> Answer {
    .item(try await User.find(userID, call).json, named: "user")
  }
}
