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
  static let dataRead: [DataKind] = [.alerts]

  @Argument("Ids of the alerts", .count(1...100), exact: true) var alertIDs: [String]
  @Argument("The new status") var status: AlertStatus

  func answer(_ call: Call) async throws -> Answer {
    let ids = alertIDs.unique
    try await Alert.patch(ids, ["status": .string(status.rawValue)], call)
    return .facts(["updated": JSON(ids.count), "status": .string(status.rawValue), "alert_ids": JSON(ids)])
  }

  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview("Set status \(status.rawValue.quoted)", of: alertIDs, showsStatus: true, call)
  }
}

struct UpdateAlertAssignee: PantherTool {
  static let summary = "Assign alerts to a user, or to nobody."
  static let sample = "Assign this alert to dana@example.com"
  static let effect = Effect.writes
  static let isIdempotent = true
  static let permissions = Permissions.all([.alertModify])
  static let dataRead: [DataKind] = [.alerts]

  @Argument("Ids of the alerts", .count(1...100), exact: true) var alertIDs: [String]
  @Argument("Id or e-mail of the user; `unassigned` for nobody", exact: true) var assigneeID: String

  func answer(_ call: Call) async throws -> Answer {
    let ids = alertIDs.unique
    let confirmed = try await Assignee(assigneeID).assign(to: ids, call)
    var facts: JSON.Object = [:]
    if confirmed.count < ids.count { facts["unconfirmed"] = .string(Assignee.unconfirmed(ids, confirmed)) }
    facts["updated"] = JSON(confirmed.count)
    facts["assignee"] = .string(assigneeID)
    facts["alert_ids"] = JSON(confirmed)
    return .facts(facts)
  }

  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview(Assignee.preview(of: assigneeID), of: alertIDs, call)
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
  static let dataRead: [DataKind] = [.alerts]

  @Argument("Ids of the alerts", .count(1...25), exact: true) var alertIDs: [String]
  @Argument("The new status; CLOSED means invalid") var status: AlertStatus?
  @Argument("Id or e-mail of the user to assign; `unassigned` for nobody", exact: true) var assigneeID: String?
  @Argument("A comment to add to each alert") var comment: String?

  func check() throws {
    guard status != nil || assigneeID != nil || comment != nil else {
      throw ArgumentError(["Give at least one of `status`, `assignee_id` and `comment`."])
    }
  }

  func answer(_ call: Call) async throws -> Answer {
    let ids = alertIDs.unique
    let assignee = assigneeID.map(Assignee.init)
    var report = BulkReport()

    // A user's id can go into the request that changes the status. An e-mail and `unassigned` need a request of their
    // own.
    var patch: JSON.Object = [:]
    patch["status"] = status.map { .string($0.rawValue) }
    if case .id(let id) = assignee { patch["assignee"] = .string(id) }
    if !patch.isEmpty {
      do {
        try await Alert.patch(ids, patch, call)
        report.done = patch
      } catch {
        let explained = patch["assignee"] == nil ? error : await assignee?.explained(error, call) ?? error
        fail(patch.keys.joined(separator: " and "), explained, &report)
      }
    }
    if let assignee, patch["assignee"] == nil, let assigneeID {
      do {
        let confirmed = try await assignee.assign(to: ids, call)
        report.done["assignee"] = .string(assigneeID)
        if confirmed.count < ids.count { report.failed["assignee"] = .string(Assignee.unconfirmed(ids, confirmed)) }
      } catch {
        fail("assignee", error, &report)
      }
    }
    if let comment {
      // The comment is about the change. It would be wrong where the change failed.
      if report.failed.isEmpty {
        await addComments(comment, to: ids, call, &report)
      } else {
        report.failed["comment"] = "Not attempted, because the change failed or is not confirmed."
      }
    }
    try Task.checkCancellation()
    return .facts(try report.facts.merging(["alert_ids": JSON(ids)]))
  }

  private func fail(_ what: String, _ error: any Error, _ report: inout BulkReport) {
    let isNotFound = (error as? PantherError)?.kind == .notFound
    let advice = isNotFound ? " One wrong id keeps the change from all: leave it out and call again." : ""
    report.fail(what, .string(words(error) + advice), [error])
  }

  private func addComments(
    _ comment: String, to ids: [String], _ call: Call, _ report: inout BulkReport
  ) async {
    let failures = await ids.concurrentMap { id -> (any Error)? in
      do {
        _ = try await AlertComment(text: comment).add(to: id, call)
        return nil
      } catch {
        return error
      }
    }
    let outcomes = zip(ids, failures)
    let added = outcomes.filter { $0.1 == nil }.map(\.0)
    if !added.isEmpty { report.done["commented"] = JSON(added) }
    let refused = outcomes.compactMap { id, error in error.map { (id, JSON.string(words($0))) } }
    guard !refused.isEmpty else { return }
    report.fail("comment", .object(JSON.Object(refused)), failures.compactMap(\.self))
  }

  func preview(_ call: Call) async throws -> String? {
    let changes = [
      status.map { "Set status \($0.rawValue.quoted)" }, assigneeID.map(Assignee.preview),
      comment.map { AlertComment(text: $0).preview },
    ].compactMap(\.self)
    return try await Alert.preview(changes.joined(separator: "; "), of: alertIDs, showsStatus: true, call)
  }
}
