import JSON
import MCP
import Text

/// What an answer says of the tests of a detection.
struct TestReport {
  let draft: Draft
  /// The unit tests, and what came of each.
  let unitTests: [JSON]
  let unitRecords: [TestRecord?]
  let sample: SampleEvents?
  /// What came of each event.
  let records: [TestRecord?]
  /// What came of each event before the changes; nil where nothing is compared.
  let before: [TestRecord?]?
  /// Why records are missing.
  let problems: [String]
  /// What came of an empty event, where there was nothing else to test on.
  let onNothing: TestRecord?

  /// The alerts that the events make, and those that they have made before the changes.
  private let estimate: AlertEstimate
  private let estimateBefore: AlertEstimate?

  init(
    draft: Draft, unitTests: [JSON], unitRecords: [TestRecord?], sample: SampleEvents?, records: [TestRecord?],
    before: [TestRecord?]?, problems: [String], onNothing: TestRecord?
  ) {
    (self.draft, self.unitTests, self.unitRecords, self.sample) = (draft, unitTests, unitRecords, sample)
    (self.records, self.before, self.problems, self.onNothing) = (records, before, problems, onNothing)
    let events = sample?.events ?? []
    estimate = AlertEstimate(events, records, of: draft)
    estimateBefore = before.flatMap { before in
      draft.withoutChanges.map { AlertEstimate(events, before, of: $0) }
    }
  }

  /// What a detection makes of an event.
  enum Result: String {
    case fires, silent, raises
    case untested = "not_tested"
  }

  /// What differs between two versions of a detection for an event, or what both make of it.
  enum Difference: String, CaseIterable {
    case newlySilent = "newly_silent"
    case newlyFiring = "newly_firing"
    case raises, fires, silent
    case untested = "not_tested"
  }

  private static func result(_ record: TestRecord?) -> Result {
    guard let record else { return .untested }
    return record.failure != nil ? .raises : record.alerts ? .fires : .silent
  }

  private func difference(_ index: Int) -> Difference {
    let now = Self.result(records[index])
    if let before {
      switch (Self.result(before[index]), now) {
      case (.fires, .silent), (.fires, .raises): return .newlySilent
      case (.silent, .fires), (.raises, .fires): return .newlyFiring
      default: break
      }
    }
    return switch now {
    case .fires: .fires
    case .silent: .silent
    case .raises: .raises
    case .untested: .untested
    }
  }

  private func count(_ records: [TestRecord?], _ result: Result) -> Int { records.count { Self.result($0) == result } }
  private func count(_ difference: Difference) -> Int { records.indices.count { self.difference($0) == difference } }

  var failedTests: Int { unitRecords.count { $0?.passed == false } }
  private var passedTests: Int { unitRecords.count { $0?.passed == true } }

  // MARK: Words

  /// What a person wants to know first.
  private var summary: String {
    var sentences: [String] = []
    if let sample {
      if sample.events.isEmpty {
        sentences.append("No events were found, so nothing was tested on real logs.")
      } else if tested(records) == 0 {
        sentences.append("None of the \(records.count) events could be tested.")
      } else {
        sentences += eventSentences
      }
    }
    if unitTests.isEmpty {
      sentences.append("It has no unit tests.")
      if let onNothing {
        let words = onNothing.failure?.quoted(upTo: 300)
        sentences.append(
          "On an empty event it \(words.map { "raises \($0)" } ?? (onNothing.alerts ? "fires" : "does not fire")).")
      }
    } else {
      sentences.append("\(passedTests) of \(unitTests.count) unit tests pass.")
    }
    let missing = unitRecords.count { $0 == nil }
    if missing > 0 { sentences.append("\(missing) unit tests have no result: Panther gave none.") }
    return sentences.joined(separator: " ")
  }

  /// What came of the events that were tested.
  private var eventSentences: [String] {
    let untested = records.count - tested(records)
    var sentences = ["\(count(records, .fires)) of \(tested(records)) events fire\(alerts(records, estimate))."]
    let raising = count(records, .raises)
    if raising > 0 { sentences.append("\(raising) raise an error, and make no alert.") }
    if untested > 0 { sentences.append("\(untested) more were not tested: Panther gave no result for them.") }
    guard let before else { return sentences }
    let old = estimateBefore.map { alerts(before, $0) } ?? ""
    sentences.append("Before the changes \(count(before, .fires)) of \(tested(before)) fire\(old).")
    let raised = count(before, .raises)
    if raised > 0, raising == 0 { sentences.append("\(raised) raised an error before, and none does now.") }
    let silent = records.indices.filter { difference($0) == .newlySilent }
    let erring = silent.count { Self.result(records[$0]) == .raises }
    sentences.append(
      "\(silent.count) are newly silent\(erring == 0 ? "" : " (\(erring) of them raise an error now)"), "
        + "\(count(.newlyFiring)) newly fire.")
    let apart = records.indices.count { records[$0] == nil || before[$0] == nil }
    if apart > 0 { sentences.append("\(apart) could not be compared, because one version gave no result.") }
    return sentences
  }

  /// The number of alerts that some events make, as words that follow how many fire. A policy makes one for each resource.
  private func alerts(_ records: [TestRecord?], _ estimate: AlertEstimate) -> String {
    guard draft.kind != .policies, count(records, .fires) > 0 else { return "" }
    return ", which makes \(estimate.alerts) alert\(estimate.alerts == 1 ? "" : "s")"
  }

  private func tested(_ records: [TestRecord?]) -> Int { records.count { $0 != nil } }

  /// The facts of the answer, the most important first.
  var facts: JSON.Object {
    var facts: JSON.Object = [
      "result": .string(summary), "detection_id": .string(draft.id), "detection_type": .string(draft.kind.rawValue),
      "tested": .string(
        draft.stored == nil
          ? "a new detection" : draft.isChanged ? "the stored detection with these changes" : "the stored detection"),
    ]
    if !problems.isEmpty { facts["problems"] = JSON(problems) }
    guard let sample else { return facts }
    if !unitTests.isEmpty { facts["unit_tests"] = unitTestFacts }
    facts["events_from"] = .string(sample.source)
    let times = sample.events.sorted { ($0.time ?? "") < ($1.time ?? "") }.compactMap(\.isoTime)
    if let first = times.first, let last = times.last {
      facts["event_times"] = ["first": .string(first), "last": .string(last)]
    }
    facts["sample"] = sample.rest.map(JSON.string)
    facts["events"] = eventFacts(records, estimate)
    if let before, let estimateBefore {
      facts["events_before"] = eventFacts(before, estimateBefore)
      facts["newly_silent"] = JSON(count(.newlySilent))
      facts["newly_firing"] = JSON(count(.newlyFiring))
    }
    facts.merge(alertFacts)
    let errors = errorFacts
    if !errors.isEmpty { facts["errors"] = .array(errors) }
    let warnings = sample.warnings + sample.warnings(for: draft) + ownAlertWarning
    if !warnings.isEmpty { facts["warnings"] = JSON(warnings) }
    return facts
  }

  /// That the stored version does not fire on the events of the alert that it shall still make.
  private var ownAlertWarning: [String] {
    guard let sample, sample.isOfAlert, !sample.events.isEmpty, draft.stored != nil,
      let stored = draft.isChanged ? before : records, count(stored, .fires) == 0
    else { return [] }
    return [
      "The stored version fires on none of these events: another detection made the alert, or this one has changed since."
    ]
  }

  /// What the unit tests say.
  var unitTestFacts: JSON {
    var facts: JSON.Object = ["passed": JSON(passedTests), "failed": JSON(failedTests)]
    let lines = zip(unitTests, unitRecords).compactMap { test, record -> String? in
      guard let record, !record.passed else { return nil }
      return record.words(test["name"]?.string ?? "", expecting: test["expectedResult"]?.bool)
    }
    if !lines.isEmpty { facts["failures"] = JSON(lines.prefix(10)) }
    if lines.count > 10 { facts["more_failures"] = JSON(lines.count - 10) }
    return .object(facts)
  }

  private func eventFacts(_ records: [TestRecord?], _ estimate: AlertEstimate) -> JSON {
    var facts: JSON.Object = ["tested": JSON(tested(records)), "fire": JSON(count(records, .fires))]
    for result in [Result.raises, .untested] where count(records, result) > 0 {
      facts[result.rawValue] = JSON(count(records, result))
    }
    guard draft.kind != .policies else { return .object(facts) }
    facts["alerts"] = JSON(estimate.alerts)
    if !estimate.severities.isEmpty {
      facts["severities"] = .object(JSON.Object(estimate.severities.map { ($0.name, JSON($0.events)) }))
    }
    return .object(facts)
  }

  /// The alerts that the sample would make.
  private var alertFacts: JSON.Object {
    guard !estimate.groups.isEmpty, draft.kind != .policies else { return [:] }
    let most = 8
    let rows = estimate.groups.prefix(most).map { group -> JSON in
      [
        .string(group.title.beginning(Projection.longestTitle)),
        .string(group.dedup == group.title ? "(the title)" : group.dedup.beginning(80)),
        .string(group.severity), JSON(group.events), JSON(group.alerts),
      ]
    }
    let others = estimate.groups.count - rows.count
    var facts: JSON.Object = [
      "alerts_count": .string(
        "events with the same dedup string within \(estimate.minutes) minutes make one alert, if there are at least "
          + "\(estimate.threshold)"),
      "would_alert": [
        "columns": ["title", "dedup", "severity", "events", "alerts"], "rows": .array(rows),
      ],
    ]
    if others > 0 { facts["other_dedup_strings"] = JSON(others) }
    return facts
  }

  /// The errors that events raise, each with the number of its events.
  private var errorFacts: [JSON] {
    var counts: [(message: String, events: Int)] = []
    for record in records {
      let others = record?.alerts == true ? record?.otherFailures.first.map { "\($0.function): \($0.message)" } : nil
      guard let message = record?.failure ?? others else { continue }
      let short = message.beginning(300)
      if let index = counts.firstIndex(where: { $0.message == short }) {
        counts[index].events += 1
      } else if counts.count < 5 {
        counts.append((short, 1))
      }
    }
    return counts.map { ["message": .string($0.message), "events": JSON($0.events)] }
  }

  /// How a draft is kept whose unit tests pass.
  var nextStep: JSON.Object {
    guard draft.isChanged, failedTests == 0, problems.isEmpty else { return [:] }
    let mode: SaveMode = draft.stored == nil ? .create : .update
    return [
      "hint": .string(
        "To keep it: save_detection with the same draft and mode \(mode.rawValue), or export_detection for files.")
    ]
  }

  // MARK: Rows

  /// A few events of each kind, with the fields that the code names.
  var examples: (columns: [String], rows: [JSON]) {
    let fields = NamedFields(
      in: draft.code + "\n" + (draft.stored?.json[draft.kind.codeField]?.string ?? ""), of: draft.kind,
      and: ["inlineFilters", "alertTitle", "groupBy", "dynamicSeverities"].compactMap { draft.body[$0]?.string })
    var rows: [JSON] = []
    for difference in Difference.allCases {
      let most = [.newlySilent, .newlyFiring].contains(difference) ? 4 : 2
      let found = records.indices.filter { self.difference($0) == difference }
      for index in found.prefix(most) {
        guard let event = sample?.events[index] else { continue }
        rows.append([
          .string(difference.rawValue), JSON(event.rowID), JSON(event.isoTime), JSON(title(index)),
          fields.of(event.json),
        ])
      }
    }
    return (["result", "row_id", "time", "title", "fields"], rows)
  }

  /// The title of the alert that an event makes, or has made before the changes.
  private func title(_ index: Int) -> String? {
    let records = [records[index], before?[index]].compactMap(\.self)
    return records.first(where: \.alerts)?.title
  }

  /// Every event with its record.
  var all: (columns: [String], rows: [JSON]) {
    let columns =
      ["row_id", "time", "result"] + (before == nil ? [] : ["before"]) + ["title", "dedup", "severity", "error"]
    let rows = records.indices.map { index -> JSON in
      let (event, record) = (sample?.events[index], records[index])
      let old: [JSON] = before.map { [.string(Self.result($0[index]).rawValue)] } ?? []
      let error = record?.failure ?? record?.otherFailures.first?.message
      let cells: [JSON] = [JSON(event?.rowID), JSON(event?.isoTime), .string(Self.result(record).rawValue)]
      let firing = record?.alerts == true ? record : nil
      let severity = firing.map { $0.severity ?? draft.severity ?? "" }
      return .array(cells + old + [JSON(title(index)), JSON(firing?.dedup), JSON(severity), JSON(error)])
    }
    return (columns, rows)
  }
}
