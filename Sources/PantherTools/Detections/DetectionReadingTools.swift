import Concurrency
import JSON
import MCP
import Panther
import Text

let detectionReadingTools: [any PantherTool.Type] = [ListDetections.self, GetDetection.self]

struct ListDetections: PantherTool {
  static let summary = """
    List detections: rules, and on request scheduled rules, simple rules and policies. Enabled and disabled alike \
    unless state says otherwise.
    """
  static let sample = "Which enabled rules watch Okta?"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.ruleRead, .policyRead])
  static let dataRead: [DataKind] = [.detections]
  var needed: Permissions { .reading(detectionTypes) }

  enum State: String, CaseIterable, ArgumentValue {
    case enabled, disabled
  }

  enum Compliance: String, CaseIterable, ArgumentValue {
    case pass = "PASS"
    case fail = "FAIL"
    case error = "ERROR"
  }

  @Argument("Kinds of detections", .count(1...4)) var detectionTypes: [DetectionKind] = [.rules]
  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Detections per page and kind", .range(1...1000), perPage: true) var limit = 100
  @Argument("Text in id or name") var nameContains: String?
  @Argument("Only enabled, or only disabled ones") var state: State?
  @Argument("Only these severities") var severity: [Severity] = []
  @Argument("With one of these tags", exact: true) var tag: [String] = []
  @Argument("On these log types (rules, simple_rules)", exact: true) var logType: [String] = []
  @Argument("On these resource types (policies)", exact: true) var resourceType: [String] = []
  @Argument("Only policies with this result") var complianceStatus: Compliance?
  @Argument("Created by this user or token: id or e-mail", exact: true) var createdBy: String?
  @Argument("Last changed by this user or token: id or e-mail", exact: true) var lastModifiedBy: String?
  @Argument("Alerting to one of these destinations, by id", exact: true) var outputIDs: [String] = []
  @Argument("full: every field with the code, as objects", perPage: true) var detail = Detail.concise

  private static let fields = Projection(
    concise: "detection_type", "id", "displayName", "severity", "enabled", "managed", "logTypes", "resourceTypes",
    "scheduledQueries", "lastModified", titles: "displayName")

  func answer(_ call: Call) async throws -> Answer {
    let kinds = detectionTypes.unique
    let filters = try await filters(of: kinds, call)
    let wanted = Set(outputIDs.map(ExactText.init))
    // Panther cannot filter by destination.
    let alertsToWanted = { @Sendable (json: JSON) in
      Detection(json).destinationIDs.contains { wanted.contains(ExactText($0)) }
    }
    let found = try await ListPage.read(
      from: cursor, lists: kinds.map(\.rawValue), size: limit, keeping: wanted.isEmpty ? nil : alertsToWanted
    ) { part in
      guard let kind = DetectionKind(rawValue: part.name) else { return Page(items: [], next: nil) }
      var page = try await needing(.reading([kind])) { try await call.panther.page(kind.list, filters.page(part)) }
      if kinds.count > 1 { page.items = page.items.map { Detection($0).naming(kind).json } }
      return page
    }
    var answer = Answer.list(found, Self.fields, detail, named: "detections")
    if found.items.isEmpty {
      answer = answer.adding(User.hint(ofNothingBy: [createdBy, lastModifiedBy]))
        .adding(await KnownNames.hint(ofLogTypes: logType, call))
    }
    // Where all items are of one kind, the answer names it once. It may be the default kind.
    let named = try await answer.namingPeople(call)
    guard !$detectionTypes.isGiven, cursor == nil else {
      return kinds.count > 1 ? named : named.adding(["detection_type": JSON(kinds.first?.rawValue)])
    }
    return named.adding([
      "detection_type": JSON(kinds.first?.rawValue), "defaults": "Only rules: detection_types has the other kinds.",
    ])
  }

  /// The filters for Panther. A filter that one of the kinds does not have is refused: if it were ignored, the list
  /// would have items that were not asked for.
  private func filters(of kinds: [DetectionKind], _ call: Call) async throws -> Query {
    var problems: [String] = []
    func refuse(_ name: String, _ isGiven: Bool, unless having: [DetectionKind]) {
      for kind in kinds where isGiven && !having.contains(kind) {
        problems.append("Argument `\(name)` does not apply to \(kind.rawValue); list those in a call of their own.")
      }
    }
    refuse("log_type", !logType.isEmpty, unless: [.rules, .simpleRules])
    refuse("resource_type", !resourceType.isEmpty, unless: [.policies])
    refuse("compliance_status", complianceStatus != nil, unless: [.policies])
    guard problems.isEmpty else { throw ArgumentError(problems) }
    let (creator, modifier) = try await needing(.all([.userRead])) {
      (try await User.id(of: createdBy, call), try await User.id(of: lastModifiedBy, call))
    }
    return [
      "name-contains": nameContains, "state": state?.rawValue, "severity": severity.map(\.rawValue), "tag": tag,
      "log-type": logType, "resource-type": resourceType, "compliance-status": complianceStatus?.rawValue,
      "created-by": creator, "last-modified-by": modifier,
    ]
  }
}

struct GetDetection: PantherTool {
  static let summary = """
    Get one detection with its code, filters and texts. Without detection_type all kinds are searched. detail: full \
    adds its tests and everything else.
    """
  static let sample = "Show me the code of AWS.Console.LoginWithoutMFA"
  static let effect = Effect.reads
  static let permissions = Permissions.any([.ruleRead, .policyRead])
  static let dataRead: [DataKind] = [.detections]
  static let readsFields = true
  var needed: Permissions { .reading(detectionType) }

  @Argument("Id of the detection", exact: true) var detectionID: String
  @Argument("Kinds to look among; all when empty") var detectionType: [DetectionKind] = []
  @Argument("full: every field") var detail = Detail.concise

  private static let omitted: Set = ["tests", "createdBy", "lastModifiedBy", "summaryAttributes"]

  func answer(_ call: Call) async throws -> Answer {
    let kinds = detectionType.isEmpty ? DetectionKind.allCases : detectionType.unique
    let outcomes = await kinds.concurrentMap { kind in
      await Result {
        try await needing(.reading([kind])) {
          Detection(try await call.panther.get(kind.path(detectionID))).naming(kind)
        }
      }
    }
    try Task.checkCancellation()
    let found = outcomes.compactMap { try? $0.get() }
    var failures = PartialFailures()
    for (kind, outcome) in zip(kinds, outcomes) {
      guard case .failure(let error) = outcome else { continue }
      // An id is usually of one kind only, so it is no failure that the other kinds do not have it.
      if (error as? PantherError)?.kind == .notFound, !found.isEmpty { continue }
      failures.append(error, of: kind.rawValue)
    }
    guard let first = found.first else { throw await explained(failures.whole, detectionID, kinds, call) }
    let shown = detail == .full ? found.map(\.json) : found.map { $0.omitting(Self.omitted) }
    let answer =
      found.count == 1
      ? Answer.item(shown.first ?? first.json, .everything, detail, named: "detection")
      : .list(shown, .everything, detail, named: "detections")
    let hint: JSON.Object =
      found.count == 1 && call.mayChange
      ? ["hint": "Pass lastModified to save_detection as if_unchanged_since."] : [:]
    return try await answer.namingPeople(call).adding(failures.facts).adding(hint)
  }
}
