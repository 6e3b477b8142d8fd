import MCP
import Panther

let dataModelTools: [any PantherTool.Type] = [ListDataModels.self, GetDataModel.self]

struct ListDataModels: PantherTool {
  static let summary = "List the data models: which fields of a log type stand for a common name, such as the user."
  static let sample = "Which log types have a data model?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.ruleRead])
  static let dataRead: [DataKind] = [.detections]

  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Data models per page", .range(1...1000), perPage: true) var limit = 100
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  private static let fields = Projection(concise: "id", "displayName", "logTypes", "enabled", "managed", "lastModified")

  func answer(_ call: Call) async throws -> Answer {
    let models = try await ListPage.read(from: cursor, size: limit) {
      try await call.panther.page("data-models", Query().page($0))
    }
    return .list(models, Self.fields, detail, named: "data_models")
  }
}

struct GetDataModel: PantherTool {
  static let summary = "Get one data model with its mappings and code."
  static let sample = "How does the CloudTrail data model map users?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.ruleRead])
  static let dataRead: [DataKind] = [.detections]
  static let readsFields = true

  @Argument("Id of the data model", exact: true) var dataModelID: String

  func answer(_ call: Call) async throws -> Answer {
    let ids = { try await KnownNames.ids(of: "data-models", call) }
    let model = try await offeringNames(near: dataModelID, among: ids) {
      try await call.panther.get("data-models/\(dataModelID)")
    }
    return .item(model, named: "data_model")
  }
}
