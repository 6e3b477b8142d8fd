import MCP
import Panther

let globalHelperTools: [any PantherTool.Type] = [ListGlobalHelpers.self, GetGlobalHelper.self]

struct ListGlobalHelpers: PantherTool {
  static let summary = "List the global helpers: Python code that detections share."
  static let sample = "Which global helpers are there?"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.ruleRead, .policyRead])
  static let dataRead: [DataKind] = [.detections]

  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Helpers per page", .range(1...1000), perPage: true) var limit = 100
  @Argument("Text in the name") var nameContains: String?
  @Argument("Created by this user or token: id or e-mail", exact: true) var createdBy: String?
  @Argument("Last changed by this user or token: id or e-mail", exact: true) var lastModifiedBy: String?
  @Argument("full: every field with the code, as objects", perPage: true) var detail = Detail.concise

  private static let fields = Projection(concise: "id", "description", "tags", "lastModified")

  func answer(_ call: Call) async throws -> Answer {
    let (creator, modifier) = try await needing(.all([.userRead])) {
      (try await User.id(of: createdBy, call), try await User.id(of: lastModifiedBy, call))
    }
    let filters: Query = [
      "name-contains": nameContains, "created-by": creator, "last-modified-by": modifier,
    ]
    let helpers = try await ListPage.read(from: cursor, size: limit) {
      try await call.panther.page("globals", filters.page($0))
    }
    return .list(helpers, Self.fields, detail, named: "helpers")
  }
}

struct GetGlobalHelper: PantherTool {
  static let summary = "Get one global helper with its Python code."
  static let sample = "Show me the code of panther_base_helpers"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.ruleRead, .policyRead])
  static let dataRead: [DataKind] = [.detections]
  static let readsFields = true

  @Argument("Id of the helper", exact: true) var helperID: String

  func answer(_ call: Call) async throws -> Answer {
    let helper = try await offeringNames(near: helperID, among: { try await KnownNames.ids(of: "globals", call) }) {
      try await call.panther.get("globals/\(helperID)")
    }
    return .item(helper, named: "helper")
  }
}
