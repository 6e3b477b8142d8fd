import JSON
import MCP
import Panther

/// What the detection that shall be saved makes of events, beside the one that is stored.
struct SaveTrial {
  /// What came of it, in sentences.
  fileprivate(set) var findings: [String] = []
  /// How it weakens the detection, in sentences.
  private(set) var lost: [String] = []
  /// What could not be tested, in sentences.
  private(set) var problems: [String] = []

  /// Adds what came of some events.
  ///
  /// - Parameters:
  ///   - before: the records of the stored detection; nil for a new one, or where they are not known.
  ///   - what: the events, in words.
  ///   - severities: those of the two versions, where an event gets no other one.
  fileprivate mutating func add(
    _ after: ArraySlice<TestRecord?>, _ before: ArraySlice<TestRecord?>?, _ what: String,
    severities: (old: String?, new: String?)
  ) {
    let tested = after.count { $0 != nil }
    let fire = after.count { $0?.alerts == true }
    var finding = "\(fire) of \(tested) \(what) fire after the change"
    if let before {
      finding += ", \(before.count { $0?.alerts == true }) of \(before.count { $0 != nil }) before it"
      let silenced = zip(before, after).count { $0?.alerts == true && $1?.alerts == false }
      if silenced > 0 { lost.append("\(silenced) of \(tested) \(what) no longer fire.") }
      let milder = zip(before, after).count { old, new in
        guard let old, let new, old.alerts, new.alerts else { return false }
        return Severity.rank(new.severity ?? severities.new) > Severity.rank(old.severity ?? severities.old)
      }
      if milder > 0 { lost.append("\(milder) of \(tested) \(what) get a lower severity.") }
    }
    findings.append(finding + ".")
    if tested < after.count { problems.append("\(after.count - tested) more \(what) were not tested.") }
  }
}

extension SaveDetection {
  /// What is left of the call's time when the change itself is sent. A request that has too little of it would end with
  /// an unknown outcome.
  private static let timeToSave = Duration.seconds(20)

  /// Runs the new version and the stored one on the events of all unit tests, where the change may make a difference,
  /// and on those of the alert that the caller names.
  ///
  /// - Throws: `ToolFailure`, when none of the alert's events fires any more, or when nothing could be tested.
  func trial(of change: DetectionChange, _ call: Call) async throws -> SaveTrial {
    let draft = change.draft
    guard onEventsOf != nil || draft.stored != nil && change.changesWhatFires else { return SaveTrial() }
    guard draft.kind.runs(on: call.panther) else { return SaveTrial() }
    var seen: Set<String> = []
    let own = ((draft.withoutChanges?.tests ?? []) + draft.tests).map { unitTest in
      var test = EngineTest(unitTest)
      test.expected = draft.kind.alertingResult
      return test
    }.filter { seen.insert($0.json(named: "").text).inserted }
    let sample = try await onEventsOf.map { id in { try await SampleEvents.of(alert: id, most: 200, self, call) } }?()
    let tests = own + (sample?.events ?? []).map { EngineTest($0.json, draft.kind) }
    guard !tests.isEmpty else { return SaveTrial() }
    var panther = call.panther
    panther.deadline = call.deadline - Self.timeToSave
    let (now, before) = try await nothingSaved {
      try await needing(draft.kind.changing) { [panther] in
        try await TestEngine.compare(draft, tests, with: draft.withoutChanges.map { ($0, tests) }, panther)
      }
    }
    var trial = SaveTrial(problems: now.problems)
    let severities = (draft.withoutChanges?.severity, draft.severity)
    if !own.isEmpty {
      trial.add(
        now.records.prefix(own.count), before?.prefix(own.count), "unit-test events", severities: severities)
    }
    guard let sample else {
      trial.findings.append("No real events were compared: on_events_of adds those of an alert.")
      return trial
    }
    let records = now.records.dropFirst(own.count)
    let old = before?.dropFirst(own.count)
    trial.add(records, old, "events of \(sample.source)", severities: severities)
    try refuse(Array(records), old.map(Array.init), of: sample, draft, now.problems)
    return trial
  }

  /// Refuses a change after which the alert would not be made.
  private func refuse(
    _ records: [TestRecord?], _ before: [TestRecord?]?, of sample: SampleEvents, _ draft: Draft, _ problems: [String]
  ) throws {
    guard !records.isEmpty else { return }
    let fires = records.count { $0?.alerts == true }
    let estimate = AlertEstimate(sample.events, records, of: draft)
    guard fires == 0 || draft.kind != .policies && estimate.alerts == 0 else { return }
    guard fires == 0 else {
      throw ToolFailure(
        "Nothing was saved: \(sample.source) would not be made any more. \(fires) of its events fire, and an alert would take "
          + "\(estimate.threshold) of one dedup string within \(estimate.minutes) minutes. Leave on_events_of out if that is meant."
      )
    }
    if let before, !before.contains(where: { $0?.alerts == true }), before.contains(where: { $0 != nil }) {
      throw ToolFailure(
        "Nothing was saved: the stored version fires on none of the events of \(sample.source) either, so they prove nothing. "
          + "Take an alert that this version has made, or leave on_events_of out.")
    }
    let tested = records.count { $0 != nil }
    guard tested > 0 else {
      throw ToolFailure(
        "Nothing was saved: none of the \(records.count) events of \(sample.source) could be tested. "
          + problems.joined(separator: " "))
    }
    throw ToolFailure(
      "Nothing was saved: none of the \(tested) tested events of \(sample.source) fires with this change. test_detection "
        + "with on_events_of shows them. Leave on_events_of out if that is meant.")
  }

  /// Does what comes before saving. Its requests have the method and the path of a change, so their errors must say that
  /// nothing was changed.
  private func nothingSaved<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error where !(error is CancellationError) {
      throw ToolFailure("Nothing was saved, because the tests before it failed. \(error)")
    }
  }
}
