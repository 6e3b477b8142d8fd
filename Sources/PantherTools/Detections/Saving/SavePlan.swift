import JSON
import MCP
import Panther

/// A change that is ready to be made: what a person is shown, and what is sent.
struct SavePlan {
  let draft: Draft
  let change: DetectionChange
  /// How it weakens the detection.
  let weakening: [String]
  let warnings: [String]
  /// What the tests before it have shown, in sentences.
  let findings: [String]
}

extension SaveDetection {
  /// Reads what there is, makes every check, and compares both versions.
  func plan(_ call: Call) async throws -> SavePlan {
    var draft = try await draft(call)
    if let enabled { draft.body["enabled"] = .bool(enabled) }
    let change = DetectionChange(draft)
    try DraftCheck.check(change)
    if let stored = draft.stored, !evenIfManaged { try refuse(change, of: stored) }
    var warnings = try await DraftCheck.logTypes(of: change, call) + DraftCheck.warnings(draft)
    // An inline filter stays when a pack is updated.
    if let stored = draft.stored,
      stored.uploader != nil || change.fields.contains(where: { $0.name != "inlineFilters" })
    {
      warnings += stored.warnings(ofOwnersWho: "undo this change")
    }
    let trial = try await trial(of: change, call)
    return SavePlan(
      draft: draft, change: change, weakening: change.weakening + trial.lost, warnings: warnings + trial.problems,
      findings: trial.findings)
  }

  private func draft(_ call: Call) async throws -> Draft {
    guard let id = draft.detectionID else { throw ArgumentError(["Argument `detection_id` is required: a string."]) }
    guard mode == .create else {
      // A stored detection that has changed is said before edits that do not fit it any more.
      return try await draft.draft(self, isNew: false, call, needing: \.changing, checking: refuseStale)
    }
    let new = try await draft.draft(self, isNew: true, call, needing: \.changing)
    do {
      _ = try await findDetection(id, new.kind, call, needing: \.changing)
    } catch let error as ToolFailure where error.reason == .notFound {
      return new
    }
    throw ToolFailure(Self.exists(new))
  }

  static func exists(_ draft: Draft) -> String {
    "Nothing was saved: the detection \(draft.id.quoted) (\(draft.kind.rawValue)) exists already. Take another id, or call "
      + "save_detection with mode update to change it; get_detection shows it."
  }

  private func refuseStale(_ stored: Detection) throws(ToolFailure) {
    guard let ifUnchangedSince else { return }
    let now = stored.json["lastModified"]?.string
    // Exactly the same text: two changes may be made within one second.
    guard now != ifUnchangedSince else { return }
    throw ToolFailure(
      """
      Nothing was saved: the detection has lastModified \(now?.quoted(upTo: 60) ?? "unknown"), not \(ifUnchangedSince.quoted(upTo: 60)), so it \
      is not the version that you read. Read it again with get_detection, and make the change on what is there now.
      """)
  }

  /// Refuses what the owner of the detection would undo.
  private func refuse(_ change: DetectionChange, of stored: Detection) throws(ToolFailure) {
    let flag = "Pass even_if_managed: true to change it all the same."
    if let uploader = stored.uploader {
      throw ToolFailure(
        """
        Nothing was saved: the detection was uploaded from code by \(uploader.quoted(upTo: 100)), and the next upload would undo \
        this change. Make it in the repository: export_detection with the same draft gives the files. \(flag)
        """)
    }
    let surviving: Set = ["inlineFilters", "enabled"]
    if stored.isManaged, change.fields.contains(where: { !surviving.contains($0.name) }) {
      let filter = DetectionField.all(of: change.draft.kind).contains { $0.name == "inlineFilters" }
      throw ToolFailure(
        """
        Nothing was saved: the detection is managed by a Panther pack, and the next update of the pack would undo this \
        change. \(filter ? "An inline filter (fields.inlineFilters) stays, and takes noise away. " : "")A copy under another id \
        is yours: save_detection with mode create. \(flag)
        """)
    }
  }
}
