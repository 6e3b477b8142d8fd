import Concurrency
import JSON
import MCP
import Panther
import Text

let schemaTools: [any PantherTool.Type] = [ListLogTypeSchemas.self, GetLogTypeSchemaDetails.self]

struct ListLogTypeSchemas: PantherTool {
  static let summary = "List the schemas of log types: name, description, whether Panther manages it."
  static let sample = "Which schemas do we have for AWS?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.logSourceRead])
  static let dataRead: [DataKind] = [.schemas]

  @Argument("Text in name or fields") var contains: String?
  @Argument("true: archived ones; false: others") var isArchived: Bool?
  @Argument("true: used by a source; false: others") var isInUse: Bool?
  @Argument("true: Panther's own; false: custom ones") var isManaged: Bool?
  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("full: every field but the specification, as objects", perPage: true) var detail = Detail.concise

  private static let fields = Projection(concise: "name", "isManaged", "isArchived", "updatedAt", "description")

  func answer(_ call: Call) async throws -> Answer {
    var input: JSON.Object = [:]
    input["contains"] = contains.map(JSON.string)
    input["isArchived"] = isArchived.map(JSON.bool)
    input["isInUse"] = isInUse.map(JSON.bool)
    input["isManaged"] = isManaged.map(JSON.bool)
    let schemas = try await Schema.read(Schema.list, input, call)
    return .list(whole: schemas, from: cursor, Self.fields, detail, named: "schemas")
  }
}

struct GetLogTypeSchemaDetails: PantherTool {
  static let summary = "Get the fields of up to five log types: each schema's specification in YAML."
  static let sample = "Which fields does AWS.CloudTrail have?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.logSourceRead])
  static let dataRead: [DataKind] = [.schemas]
  static let readsFields = true

  @Argument("Exact names, such as AWS.CloudTrail", .count(1...5), exact: true) var schemaNames: [String]
  @Argument("full: every field") var detail = Detail.concise

  private static let fields = ["name", "description", "isManaged", "isArchived", "referenceURL", "updatedAt", "spec"]

  func answer(_ call: Call) async throws -> Answer {
    // Panther finds a text in names and fields. Of the schemas that it finds, only the one with exactly this name
    // counts.
    let names = schemaNames.map(ExactText.init).unique.map(\.text)
    let outcomes = await names.concurrentMap { name in
      await Result { try await Schema.read(Schema.details, ["contains": .string(name)], call) }
    }
    var found: [JSON] = []
    var missing: JSON.Object = [:]
    var isCertain = true
    for (name, outcome) in zip(names, outcomes) {
      switch outcome {
      case .failure(let error) where names.count == 1 || error is CancellationError: throw error
      case .failure(let error):
        missing[name.beginning(200)] = .string(words(error))
        isCertain = false
      case .success(let hits):
        if let schema = hits.items.named(name, by: "name") {
          found.append(schema)
        } else {
          var near = hits.items.compactMap { Schema($0).name }.prefix(5).map(Wording.quote)
          if near.isEmpty, let known = try? await KnownNames.logTypes(call) {
            near = NearNames.of(name, among: known).map(Wording.quote)
          }
          let words = hits.incomplete.map { "It was not found. \($0)" } ?? "There is no such schema."
          isCertain = isCertain && hits.incomplete == nil
          missing[name.beginning(200)] = .string(
            near.isEmpty ? words : "\(words) Near: \(near.joined(separator: ", ")).")
        }
      }
    }
    if found.isEmpty {
      throw ToolFailure(
        missing.members.map { "\($0.key): \($0.value.string ?? "")" }.joined(separator: "\n"),
        isCertain ? .notFound : nil)
    }
    let shown = detail == .full ? found : found.map { $0.keeping(Self.fields) }
    return .list(shown, named: "schemas").adding(missing.isEmpty ? [:] : ["missing": .object(missing)])
      .extended(detail == .full)
  }
}

extension JSON {
  /// The object with only some of its members, and without those that are null.
  fileprivate func keeping(_ keys: [String]) -> JSON {
    .object(JSON.Object(unique: (object?.members ?? []).filter { keys.contains($0.key) && !$0.value.isNull }))
  }
}
