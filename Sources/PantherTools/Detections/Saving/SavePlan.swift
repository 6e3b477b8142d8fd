import Foundation
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
    if mode == .update { try refuseStale(draft) }
    if let stored = draft.stored, !evenIfManaged { try refuse(change, of: stored) }
    var warnings = try await DraftCheck.logTypes(of: change, call) + DraftCheck.warnings(draft)
    if let stored = draft.stored { warnings += stored.warnings(ofOwnersWho: "undo this change") }
    let (findings, lost) = try await compare(change, call)
    return SavePlan(
      draft: draft, change: change, weakening: change.weakening + lost, warnings: warnings, findings: findings)
  }

  private func draft(_ call: Call) async throws -> Draft {
    guard let id = draft.detectionID else { throw ArgumentError(["Argument `detection_id`: is required: a string."]) }
    guard mode == .create else { return try await draft.draft(self, isNew: false, call, needing: \.changing) }
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

  private func refuseStale(_ draft: Draft) throws(ToolFailure) {
    guard let ifUnchangedSince, let now = draft.stored?.json["lastModified"]?.string else { return }
    let isSame = now == ifUnchangedSince || Self.date(now).map { $0 == Self.date(ifUnchangedSince) } == true
    guard !isSame else { return }
    throw ToolFailure(
      "Nothing was saved: the detection was changed at \(now), after you have read it (\(ifUnchangedSince)). Read it again "
        + "with get_detection, and make the change on what is there now.")
  }

  private static func date(_ text: String) -> Date? {
    (try? TimeArgument.read(.string(text)))?.start(.distantPast)
  }

  /// Refuses what the owner of the detection would undo.
  private func refuse(_ change: DetectionChange, of stored: Detection) throws(ToolFailure) {
    let flag = "Say even_if_managed: true to change it all the same."
    if let uploader = stored.uploader {
      throw ToolFailure(
        """
        Nothing was saved: the detection was uploaded from code by \(uploader.quoted(upTo: 100)), and the next upload would undo \
        this change. Make it in the repository: export_detection with the same draft gives the files. \(flag)
        """)
    }
    let surviving: Set = ["inlineFilters", "enabled"]
    if stored.isManaged, change.fields.contains(where: { !surviving.contains($0.name) }) {
      let filter = draft.detectionType == .rules || draft.detectionType == .simpleRules || draft.detectionType == nil
      throw ToolFailure(
        """
        Nothing was saved: the detection is managed by a Panther pack, and the next update of the pack would undo this \
        change. \(filter ? "An inline filter (fields.inlineFilters) stays, and takes noise away. " : "")A copy under another id \
        is yours: save_detection with mode create. \(flag)
        """)
    }
  }

  /// Runs both versions on the events of all unit tests, and on those of the alert that the caller names.
  /// - Returns: what came of it, and how it weakens the detection.
  private func compare(_ change: DetectionChange, _ call: Call) async throws -> (findings: [String], lost: [String]) {
    let draft = change.draft
    guard let old = draft.withoutChanges, change.changesWhatFires || onEventsOf != nil else { return ([], []) }
    guard !(call.panther.isDemo && draft.kind.function != nil) else { return ([], []) }
    let own = (old.tests + draft.tests).map {
      EngineTest(resource: $0["resource"]?.string ?? "", expected: draft.kind.alertingResult)
    }
    var seen: Set<String> = []
    let distinct = own.filter { seen.insert($0.resource).inserted }
    let sample = try await onEventsOf.map { id in { try await SampleEvents.of(alert: id, most: 200, self, call) } }?()
    let tests = distinct + (sample?.events ?? []).map { EngineTest($0.json, draft.kind) }
    guard !tests.isEmpty else { return ([], []) }
    return try await needing(draft.kind.changing) {
      async let before = TestEngine(draft: old, panther: call.panther).run(tests)
      let after = try await TestEngine(draft: draft, panther: call.panther).run(tests)
      let then = try await before
      var (findings, lost): ([String], [String]) = ([], [])
      func add(_ range: Range<Int>, _ what: String) {
        let fired = range.count { then.records[$0]?.alerts == true }
        let fires = range.count { after.records[$0]?.alerts == true }
        let silenced = range.count { then.records[$0]?.alerts == true && after.records[$0]?.alerts == false }
        findings.append("Of \(range.count) \(what), \(fires) fire after the change; before it is \(fired).")
        if silenced > 0 { lost.append("\(silenced) of \(range.count) \(what) fire no more.") }
      }
      add(0..<distinct.count, "events of its unit tests")
      if let sample {
        add(distinct.count..<tests.count, "events of \(sample.source)")
        let still = (distinct.count..<tests.count).count { after.records[$0]?.alerts == true }
        guard still > 0 || sample.events.isEmpty else {
          throw ToolFailure(
            "Nothing was saved: after this change none of the \(sample.events.count) events of \(sample.source) fires any more. "
              + "test_detection with on_events_of shows them. Leave on_events_of out if that is meant.")
        }
      }
      return (findings, lost)
    }
  }
}
