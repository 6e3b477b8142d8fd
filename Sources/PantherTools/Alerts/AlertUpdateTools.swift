import Concurrency
import JSON
import MCP
import Panther

let alertUpdateTools: [any PantherTool.Type] = [
  UpdateAlertStatus.self, UpdateAlertAssignee.self, BulkUpdateAlerts.self,
]

struct UpdateAlertStatus: PantherTool {
  static let summary = "Set the status of alerts. CLOSED means invalid (false positive); use RESOLVED for real ones."
  static let sample = "Resolve these three alerts"
  static let effect = Effect.writes
  static let isIdempotent = true
  static let permissions = Permissions.all([.alertModify])

  @Argument("Ids of the alerts", .count(1...100), exact: true) var alertIDs: [String]
  @Argument("The new status") var status: AlertStatus

  func answer(_ call: Call) async throws -> Answer {
    try await Alert.patch(alertIDs, ["status": .string(status.rawValue)], call)
    return .facts(["updated": JSON(alertIDs.count), "status": .string(status.rawValue), "alert_ids": JSON(alertIDs)])
  }

  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview("Set status \(status.rawValue)", of: alertIDs, showsStatus: true, call)
  }
}

struct UpdateAlertAssignee: PantherTool {
  static let summary = "Assign alerts to a user, or to nobody."
  static let sample = "Assign this alert to dana@example.com"
  static let effect = Effect.writes
  static let isIdempotent = true
  static let permissions = Permissions.all([.alertModify])

  @Argument("Ids of the alerts", .count(1...100), exact: true) var alertIDs: [String]
  @Argument("Id or e-mail of the user; `unassigned` for nobody", exact: true) var assigneeID: String

  func answer(_ call: Call) async throws -> Answer {
    try await Assignee(assigneeID).assign(to: alertIDs, call)
    return .facts(["updated": JSON(alertIDs.count), "assignee": .string(assigneeID), "alert_ids": JSON(alertIDs)])
  }

  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview("Set assignee \(assigneeID.quoted(upTo: 200))", of: alertIDs, call)
  }
}

struct BulkUpdateAlerts: PantherTool {
  static let summary = """
    Change up to 25 alerts at once: status, assignee, a comment on each, or all three. Says for each part what was \
    done and what failed.
    """
  static let sample = "Resolve these three and comment: known scanner"
  static let effect = Effect.writes
  static let permissions = Permissions.all([.alertModify])

  @Argument("Ids of the alerts", .count(1...25), exact: true) var alertIDs: [String]
  @Argument("The new status; CLOSED means invalid") var status: AlertStatus?
  @Argument("Id or e-mail of the user to assign; `unassigned` for nobody", exact: true) var assigneeID: String?
  @Argument("A comment to add to each alert") var comment: String?

  func answer(_ call: Call) async throws -> Answer {
    guard status != nil || assigneeID != nil || comment != nil else {
      throw ArgumentError(["Give at least one of `status`, `assignee_id` and `comment`."])
    }
    let assignee = assigneeID.map(Assignee.init)
    var done: JSON.Object = [:]
    var failed: JSON.Object = [:]

    // A user's id can go into the request that changes the status. An e-mail and `unassigned` need a request of their
    // own.
    var patch: JSON.Object = [:]
    patch["status"] = status.map { .string($0.rawValue) }
    if case .id(let id) = assignee { patch["assignee"] = .string(id) }
    await attempt(patch.keys.joined(separator: " and "), patch.members.map { ($0.key, $0.value) }, &done, &failed) {
      if !patch.isEmpty { try await Alert.patch(alertIDs, patch, call) }
    }
    if let assignee, patch["assignee"] == nil, let assigneeID {
      await attempt("assignee", [("assignee", .string(assigneeID))], &done, &failed) {
        try await assignee.assign(to: alertIDs, call)
      }
    }
    if let comment {
      // The comment is about the change. It would be wrong where the change failed.
      if failed.isEmpty {
        await addComments(comment, call, &done, &failed)
      } else {
        failed["comment"] = "Not attempted, because the change failed."
      }
    }
    try Task.checkCancellation()

    guard failed.isEmpty || !done.isEmpty else {
      throw ToolFailure(
        "Nothing was changed. "
          + failed.members.map { "\($0.key): \($0.value.string ?? $0.value.text)" }
          .joined(separator: "\n"))
    }
    var facts: JSON.Object = failed.isEmpty ? [:] : ["failed": .object(failed)]
    facts["done"] = .object(done)
    facts["alert_ids"] = JSON(alertIDs)
    return .facts(facts)
  }

  private func attempt(
    _ what: String, _ parts: [(String, JSON)], _ done: inout JSON.Object, _ failed: inout JSON.Object,
    _ change: () async throws -> Void
  ) async {
    do {
      try await change()
      for (name, value) in parts { done[name] = value }
    } catch {
      let isNotFound = (error as? PantherError)?.kind == .notFound
      let advice = isNotFound ? " One wrong id keeps the change from all: leave it out and call again." : ""
      failed[what] = .string(words(error) + advice)
    }
  }

  private func addComments(
    _ comment: String, _ call: Call, _ done: inout JSON.Object, _ failed: inout JSON.Object
  ) async {
    let outcomes = await alertIDs.concurrentMap { id -> String? in
      do {
        _ = try await AlertComment(text: comment).add(to: id, call)
        return nil
      } catch {
        return words(error)
      }
    }
    let added = zip(alertIDs, outcomes).filter { $0.1 == nil }.map(\.0)
    if !added.isEmpty { done["commented"] = JSON(added) }
    let refused = zip(alertIDs, outcomes).compactMap { id, reason in reason.map { (id, JSON.string($0)) } }
    if !refused.isEmpty { failed["comment"] = .object(JSON.Object(refused)) }
  }

  func preview(_ call: Call) async throws -> String? {
    let changes = [
      status.map { "Set status \($0.rawValue)" }, assigneeID.map { "Set assignee \($0.quoted(upTo: 200))" },
      comment.map { "Add the comment \($0.quoted(upTo: 2000))" },
    ].compactMap(\.self)
    return try await Alert.preview(changes.joined(separator: "; "), of: alertIDs, showsStatus: true, call)
  }
}
