import JSON
import MCP
import Panther
import Text

let detectionSavingTools: [any PantherTool.Type] = [SaveDetection.self]

enum SaveMode: String, CaseIterable, ArgumentValue {
  case create, update
}

struct SaveDetection: PantherTool {
  static let summary = """
    Create a detection (disabled, unless enabled is true), or update one: only what the call names changes. Its unit \
    tests run first, and one that fails saves nothing. The answer shows what changed as a diff. Try it with \
    test_detection before.
    """
  static let sample = "Save the tuned rule"
  static let effect = Effect.destructive
  static let permissions = Permissions.any([.ruleModify, .policyModify])
  static let dataRead: [DataKind] = [.detections, .logs]

  @Argument("create refuses an id that exists, update one that does not") var mode: SaveMode
  let draft = DraftArguments()
  @Argument("Whether it is switched on") var enabled: Bool?
  @Argument("lastModified of the detection when you read it; refused if it was changed since") var ifUnchangedSince:
    String?
  @Argument("Alert that must still be made", exact: true) var onEventsOf: String?
  @Argument("Change it although a Panther pack or an upload from code may undo that") var evenIfManaged = false

  var needed: Permissions { draft.detectionType.map(\.changing) ?? Self.permissions }

  func check() throws(ArgumentError) {
    guard mode == .update || ifUnchangedSince == nil else {
      throw ArgumentError(["`if_unchanged_since` belongs to mode update."])
    }
  }

  func preview(_ call: Call) async throws -> String? {
    let plan = try await plan(call)
    return plan.words(mode)
  }

  func answer(_ call: Call) async throws -> Answer {
    let plan = try await plan(call)
    let draft = plan.draft
    guard !plan.change.fields.isEmpty else {
      return .facts(["saved": false, "note": "Nothing was saved: the detection is already so."])
    }
    guard call.wasShown(plan.words(mode)) else {
      throw ToolFailure(
        "Nothing was saved: the user was asked about another change than this would be now, because the detection, or what "
          + "its tests show, is not the same any more. Call save_detection again, to ask about what would be saved now."
      )
    }
    let saved = try await send(draft, call)
    var facts: JSON.Object = [
      "saved": true, "detection_id": .string(draft.id), "detection_type": .string(draft.kind.rawValue),
      "enabled": saved.json["enabled"] ?? .null, "lastModified": saved.json["lastModified"] ?? .null,
      "tests": .string(tests(draft, call)),
    ]
    if !plan.findings.isEmpty { facts["findings"] = JSON(plan.findings) }
    if !plan.weakening.isEmpty { facts["weakens"] = JSON(plan.weakening) }
    let warnings = plan.warnings + differences(of: saved, from: draft)
    if !warnings.isEmpty { facts["warnings"] = JSON(warnings) }
    facts["hint"] = .string(hint(draft))
    guard mode == .update else { return .facts(facts) }
    var change: JSON.Object = [:]
    if !plan.change.diff.isEmpty { change["diff"] = .string(plan.change.diff) }
    if !plan.change.others.isEmpty { change["fields"] = .array(plan.change.others) }
    return .item(.object(change), named: "change").adding(facts)
  }

  private func tests(_ draft: Draft, _ call: Call) -> String {
    guard !draft.tests.isEmpty else { return "It has no unit tests." }
    guard draft.kind.runs(on: call.panther) else { return DetectionKind.notRun }
    return draft.tests.count == 1 ? "1 unit test passed." : "\(draft.tests.count) unit tests passed."
  }

  private func hint(_ draft: Draft) -> String {
    let known: JSON.Object = ["detection_id": .string(draft.id), "detection_type": .string(draft.kind.rawValue)]
    if draft.body["enabled"] == false { return "\(NextCall(EnableDetection.name, known).text) switches it on." }
    return "\(NextCall(ListAlerts.name, ["detection_id": .string(draft.id)]).text) shows the alerts that it makes."
  }

  /// Saves the draft. The request is sent once.
  private func send(_ draft: Draft, _ call: Call) async throws -> Detection {
    let path = draft.kind.path(draft.id)
    let body = draft.sending()
    do {
      let saved = try await needing(draft.kind.changing) {
        mode == .create
          ? try await call.panther.send(.post, draft.kind.list, ["run-tests-first": true], body: body)
          : try await call.panther.send(.put, path, ["run-tests-first": true], body: body)
      }
      if saved["id"] == .string(draft.id) { return Detection(saved) }
    } catch let error as PantherError {
      throw explained(error, draft)
    }
    let request = mode == .create ? "POST \(draft.kind.list)" : "PUT \(path)"
    do {
      return try await readAgain(draft.id, draft.kind, after: request, call)
    } catch let error as PantherError {
      throw explained(error, draft)
    }
  }

  private func explained(_ error: PantherError, _ draft: Draft) -> any Error {
    if let failures = TestFailures(error, of: Detection(draft.sending())) {
      return failures.failure("Nothing was saved", advice: "test_detection with the same draft shows more.")
    }
    switch error.kind {
    case .conflict where mode == .create: return ToolFailure(Self.exists(draft))
    case .notFound where mode == .update:
      return ToolFailure("\(error)\nNothing was saved: the detection was deleted in the meantime.", .notFound)
    case .unknownOutcome:
      let look = NextCall(
        GetDetection.name, ["detection_id": .string(draft.id), "detection_type": [.string(draft.kind.rawValue)]])
      return ToolFailure("\(error)\n\(look.text) shows whether it was saved.", .unknownOutcome)
    default: return error
    }
  }

  /// What the answer says otherwise than what was sent.
  private func differences(of saved: Detection, from draft: Draft) -> [String] {
    var warnings: [String] = []
    let others = draft.body.members.filter { SavedValue($0.value) != SavedValue(saved.json[$0.key] ?? .null) }
    if !others.isEmpty {
      warnings.append(
        "Panther shows other values than were sent: \(others.map(\.key).joined(separator: ", ")). get_detection shows them."
      )
    }
    let (before, after) = (draft.stored?.json["createdAt"]?.string, saved.json["createdAt"]?.string)
    if let before, let after, before != after {
      warnings.append("The detection was deleted between reading and saving it, so this has made it anew.")
    }
    return warnings
  }
}

extension SavePlan {
  /// The change in words for the person who is asked.
  func words(_ mode: SaveMode) -> String {
    let name = "\(draft.id.quoted) (\(draft.kind.rawValue))"
    var lines = [
      mode == .create
        ? "Create the detection \(name), \(draft.body["enabled"] == true ? "switched on" : "switched off"):"
        : "Change the detection \(name):"
    ]
    if change.fields.isEmpty { lines.append("Nothing changes: it is so already.") }
    lines += weakening.map { "WEAKENS: \($0)" }
    lines += findings + warnings.map { "Warning: \($0)" }
    // The first line has the id.
    for other in change.others where other["field"] != "id" {
      let (before, after) = (other["before"] ?? .null, other["after"] ?? .null)
      let words = mode == .create ? after.text : "\(before.text) -> \(after.text)"
      lines.append("- \(other["field"]?.string ?? ""): \(words)")
    }
    if !change.diff.isEmpty { lines.append(change.diff) }
    return lines.joined(separator: "\n")
  }
}
