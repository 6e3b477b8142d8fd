import MCP
import Panther
import JSON

let roleTools: [any PantherTool.Type] = [ListRoles.self, GetRole.self]

struct ListRoles: PantherTool {
  static let summary = "List the roles that users can have, with their permissions."
  static let sample = "Which roles are there?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])
  static let dataRead: [DataKind] = [.people]

  @Argument("Text in the name") var nameContains: String?
  @Argument("Only the role with exactly this name", exact: true) var name: String?
  @Argument("Only these roles, by id", exact: true) var roleIDs: [String] = []
  @Argument("Order of the names") var sortDir = SortDirection.ascending
  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  private static let fields = Projection(concise: "id", "name", "permissions", "logTypeAccessKind", "logTypeAccess")

  func check() throws {
    guard name == nil || nameContains == nil && roleIDs.isEmpty else {
      throw ArgumentError(["Argument `name` goes alone: Panther ignores `name_contains` and `role_ids` beside it."])
    }
  }

  func answer(_ call: Call) async throws -> Answer {
    let filters: Query = [
      "name-contains": nameContains, "name": name,
      "ids": roleIDs.isEmpty ? nil : roleIDs.joined(separator: ","), "sort-dir": sortDir.rawValue,
    ]
    let roles = try await call.panther.page("roles", filters).items
    let answer = Answer.list(whole: roles, from: cursor, Self.fields, detail, named: "roles").adding(roles.adminNote)
    guard roles.isEmpty, let name else { return answer }
    return answer.adding(["hint": .string(await KnownNames.hint(ofRole: name, call))])
  }
}

struct GetRole: PantherTool {
  static let summary = "Get one role, by id or name, with its permissions and log type access."
  static let sample = "What may an Analyst do?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.userRead])
  static let dataRead: [DataKind] = [.people]

  @Argument("Id or name of the role", exact: true) var roleID: String

  func answer(_ call: Call) async throws -> Answer {
    let role = try await role(call)
    return .item(role, named: "role").adding([role].adminNote)
  }

  private func role(_ call: Call) async throws -> JSON {
    do {
      return try await call.panther.get("roles/\(roleID)")
    } catch let error as PantherError where error.kind == .notFound || error.kind == .invalid {
      // It is no id, so it may be a name.
      let roles = try await call.panther.page("roles", ["name": roleID]).items
      if let role = roles.named(roleID, by: "name") { return role }
      return try await offeringNames(near: roleID, among: { try await KnownNames.roles(call) }) { throw error }
    }
  }
}

extension [JSON] {
  /// A warning about roles that amount to full access.
  fileprivate var adminNote: JSON.Object {
    let held = flatMap { ($0["permissions"]?.array ?? []).compactMap(\.string) }
    return Permission.adminNote(held).map { ["note": .string($0)] } ?? [:]
  }
}
