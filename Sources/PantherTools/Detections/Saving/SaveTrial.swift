import JSON
import MCP
import Panther

/// What the detection that shall be saved makes of events, beside the one that is stored.
struct SaveTrial {
  /// What came of it, in sentences.
  private(set) var findings: [String] = []
  /// How it weakens the detection, in sentences.
  private(set) var lost: [String] = []
  /// What could not be tested, in sentences.
  private(set) var problems: [String] = []

  /// Adds what came of some events.
  ///
  /// - Parameters:
  ///   - before: the records of the stored detection; nil for a new one, or where they are not known.
  ///   - what: the events, in words.
  fileprivate mutating func add(_ after: ArraySlice<TestRecord?>, _ before: ArraySlice<TestRecord?>?, _ what: String) {
    let tested = after.count { $0 != nil }
    let fire = after.count { $0?.alerts == true }
    var finding = "\(fire) of \(tested) \(what) fire after the change"
    if let before {
      finding += ", \(before.count { $0?.alerts == true }) of \(before.count { $0 != nil }) before it"
      let silenced = zip(before, after).count { $0?.alerts == true && $1?.alerts == false }
      if silenced > 0 { lost.append("\(silenced) of \(tested) \(what) fire no more.") }
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
    guard !(call.panther.isDemo && draft.kind.function != nil) else { return SaveTrial() }
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
    if !own.isEmpty {
      trial.add(now.records.prefix(own.count), before?.prefix(own.count), "events of its unit tests")
    }
    if let sample {
      let records = now.records.dropFirst(own.count)
      trial.add(records, before?.dropFirst(own.count), "events of \(sample.source)")
      try refuse(records, of: sample, now.problems)
    }
    return trial
  }

  private func refuse(_ records: ArraySlice<TestRecord?>, of sample: SampleEvents, _ problems: [String]) throws {
    guard !records.isEmpty, !records.contains(where: { $0?.alerts == true }) else { return }
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
