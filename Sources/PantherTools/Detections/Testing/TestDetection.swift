import JSON
import MCP
import Panther

let detectionTestTools: [any PantherTool.Type] = [TestDetection.self]

struct TestDetection: PantherTool {
  static let summary = """
    Run a detection in Panther's engine and save nothing: one that exists, the same with changes (both versions are \
    compared), or a new draft. It runs on its unit tests and on real events: of an alert, of a query, or of a log type. \
    Says how many events fire, as which alerts, and which tests fail.
    """
  static let sample = "Would this change still catch yesterday's alert?"
  static let effect = Effect.spends
  static let permissions = Permissions.any([.ruleModify, .policyModify])
  static let dataRead: [DataKind] = [.detections, .logs]
  static let view: String? = View.uri

  let draft = DraftArguments()
  let sample = SampleArguments()
  @Argument("full: the result of every event") var detail = Detail.concise

  static let mayUse: [Permission] = [.alertRead, .dataAnalyticsRead]

  var needed: Permissions {
    draft.detectionType.map { .all($0.changing.list + sample.permissions) } ?? Self.permissions
  }

  func check() throws {
    try sample.check()
    guard draft.detectionID != nil || draft.takesCode else {
      _ = try draft.kindOfNew()
      return
    }
  }

  func answer(_ call: Call) async throws -> Answer {
    guard call.mayChange || !draft.takesCode else {
      throw ToolFailure(
        "This server is read-only: it tests detections that exist, and takes no code. Leave out body, detection and edits."
      )
    }
    let draft = try await self.draft.draft(self, call, needing: \.changing)
    guard draft.kind != .policies || sample.onLogType == nil else {
      throw ArgumentError(["`on_log_type` does not apply to policies, which look at resources: use `on_query`."])
    }
    if self.draft.takesCode, sample.isGiven { try await load(draft, call) }
    let events = try await sample.read(self, call)
    guard draft.kind.runs(on: call.panther) else { return DemoExample.answer(draft, events) }
    let report = try await report(draft, events, call)
    return answer(report).adding(call.mayChange ? report.nextStep : [:])
  }

  /// Makes sure that Panther can load the code, before a query is run for its events.
  /// - Throws: `ToolFailure` with Panther's words and the line.
  private func load(_ draft: Draft, _ call: Call) async throws {
    guard let function = draft.kind.function, draft.kind.runs(on: call.panther) else { return }
    let nothing = EngineTest(resource: "{}", expected: draft.kind.alertingResult)
    let outcome = try await needing(draft.kind.changing) {
      try await TestEngine(draft: draft, panther: call.panther).run([nothing])
    }
    guard let failure = outcome.records[0]?.failure,
      ["SyntaxError", "IndentationError", "TabError"].contains(where: failure.contains)
    else { return }
    let fence = draft.code.trimmed.hasPrefix("```") ? " Give the code without the ``` around it." : ""
    throw ToolFailure(
      "Nothing was tested: the code does not load, so there is no \(function). \(failure.quoted(upTo: 300))\(fence)")
  }

  /// Runs the draft on its unit tests and the events, and the detection without the changes on the events.
  private func report(_ draft: Draft, _ sample: SampleEvents?, _ call: Call) async throws -> TestReport {
    let unitTests = draft.tests.map { EngineTest($0) }
    let events = (sample?.events ?? []).map { EngineTest($0.json, draft.kind) }
    // Code without any test is at least loaded, with an event that has nothing.
    let all = unitTests + events
    let tests = all.isEmpty ? [EngineTest(resource: "{}", expected: draft.kind.alertingResult)] : all
    let old = draft.isChanged && !events.isEmpty ? draft.withoutChanges : nil
    let progress = call.progress
    return try await needing(draft.kind.changing) {
      let (now, before) = try await TestEngine.compare(draft, tests, with: old.map { ($0, events) }, call.panther) {
        progress?.report(Double($0), "\($0) of \(tests.count) tests are done")
      }
      return TestReport(
        draft: draft, unitTests: draft.tests, unitRecords: Array(now.records.prefix(unitTests.count)), sample: sample,
        records: Array(now.records.dropFirst(unitTests.count).prefix(events.count)), before: before,
        problems: now.problems, onNothing: all.isEmpty ? now.records[0] : nil)
    }
  }

  /// What fires over time, where the answer has every event; otherwise the alerts that these events make.
  private func chart(of report: TestReport, _ columns: [String]) -> JSON.Object {
    if detail == .full {
      let before = columns.contains("before") ? "before" : nil
      return Chart.lanes(of: "records", label: "result", from: "time", before: before).fact
    }
    guard report.facts["would_alert"] != nil else { return [:] }
    return Chart.bars(of: "would_alert", label: "title", y: "events").fact
  }

  private func answer(_ report: TestReport) -> Answer {
    guard report.sample != nil else {
      return .item(report.unitTestFacts, named: "unit_tests").adding(report.facts)
    }
    let (columns, rows) = detail == .full ? report.all : report.examples
    return .table(rows, columns: columns, named: detail == .full ? "records" : "examples").adding(report.facts)
      .adding(rows.isEmpty ? [:] : chart(of: report, columns)).extended(detail == .full)
  }
}
