import Concurrency
import Foundation
import MCP
import Panther
import JSON

let userTools: [Toolset.Entry] = [
  Toolset.Entry(ListUsers.self), Toolset.Entry(GetUser.self), Toolset.Entry(GetPermissions.self),
]

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
    let answer = Answer.list(users, Users.summary, detail, named: "users")
    return includeDeactivated ? answer : answer.adding(["defaults": "Deactivated users are left out."])
  }
}

struct GetUser: PantherTool {
  static let summary = "Get one user, by id or e-mail."
  static let sample = "Which role does dana@example.com have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])

  @Argument("Id or e-mail of the user") var userID: String

  func answer(_ call: Call) async throws -> Answer {
    .item(try await Users.user(userID, call), named: "user")
  }
}

struct GetPermissions: PantherTool {
  static let summary = """
    Get what the API token of this server may do: its permissions, expiry and address limits, and which tools work \
    with it.
    """
  static let sample = "What may this token do?"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.organizationAPITokenRead])

  func answer(_ call: Call) async throws -> Answer {
    let token = try await call.panther.get("api-tokens/self")
    let held = (token["permissions"]?.array ?? []).compactMap(\.string)
    var item: JSON.Object = ["permissions": JSON(held.sorted().map { Permission(named: $0)?.text ?? $0 })]
    for key in ["name", "expiresAt", "allowedCIDRBlocks", "createdAt", "lastUsedAt"] {
      if let value = token[key], !value.isNull { item[key] = value }
    }
    // This one has just worked, whatever it is said to need.
    let tools = Toolset.all.flatMap(\.entries).filter { $0.tool.name != Self.name }
    let unusable = tools.filter { !$0.permissions.isSatisfied(by: held) }
    item["tools_usable"] = JSON(tools.count - unusable.count + 1)
    item["tools_unusable_without"] = .object(
      JSON.Object(
        unusable.map(\.permissions.text).unique.map { text in
          (text, JSON(unusable.filter { $0.permissions.text == text }.map(\.tool.name)))
        }))
    let warnings = [Self.expiry(token["expiresAt"], call.now), Permission.adminNote(held)].compactMap(\.self)
    return .item(.object(item), named: "token").adding(warnings.isEmpty ? [:] : ["warnings": JSON(warnings)])
  }

  private static func expiry(_ time: JSON?, _ now: Date) -> String? {
    guard let time, let end = try? TimeArgument.read(time).start(now) else { return nil }
    let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
    guard end > now else { return "The token expired at \(end.iso)." }
    guard days < 14 else { return nil }
    let left = days == 0 ? "less than a day" : days == 1 ? "1 day" : "\(days) days"
    return "The token expires at \(end.iso), in \(left)."
  }
}

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
