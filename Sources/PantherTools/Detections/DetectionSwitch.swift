import JSON
import MCP
import Panther
import Text

/// A tool that switches a detection on or off. Everything else about it stays.
protocol DetectionSwitch: PantherTool {
  /// Whether it is switched on. Its tests have to pass for that.
  static var enables: Bool { get }

  var detectionID: String { get }
  /// Nil to search all kinds.
  var detectionType: DetectionKind? { get }
}

extension DetectionSwitch {
  static var isIdempotent: Bool { true }
  static var permissions: Permissions { .any([.ruleModify, .policyModify]) }
  static var dataRead: [DataKind] { [.detections] }

  private var enables: Bool { Self.enables }
  private var id: String { detectionID }

  func answer(_ call: Call) async throws -> Answer {
    let (kind, detection) = try await find(call)
    var facts: JSON.Object = [
      "detection_id": .string(id), "detection_type": .string(kind.rawValue), "enabled": .bool(enables),
    ]
    let warnings = detection.warnings(ofOwnersWho: "switch it \(enables ? "off" : "on") again")
    if !warnings.isEmpty { facts["warnings"] = JSON(warnings) }
    guard detection.isEnabled != enables else {
      return .facts(
        facts.merging(["changed": false, "note": .string("It was \(enables ? "enabled" : "disabled") already.")]))
    }
    let saved = try await needing(kind.changing) {
      // When it is switched off, a test that fails must not keep it on.
      let query: Query = ["run-tests-first": enables]
      do {
        return Detection(
          try await call.panther.send(.put, kind.path(id), query, body: detection.switched(on: enables)))
      } catch let error as PantherError {
        throw TestFailures(error, of: detection).map { $0.failure("The detection stays as it was") } ?? error
      }
    }
    try await confirm(saved, kind, call)
    let known: JSON.Object = ["detection_id": .string(id)]
    let next =
      enables
      ? NextCall(ListAlerts.name, known)
      : NextCall(EnableDetection.name, known.merging(["detection_type": .string(kind.rawValue)]))
    if enables, !kind.runs(on: call.panther) { facts["tests"] = .string(DetectionKind.notRun) }
    let effect = enables ? "shows the alerts that it makes" : "switches it on again"
    return .facts(facts.merging(["changed": true, "hint": .string("\(next.text) \(effect).")]))
  }

  func preview(_ call: Call) async throws -> String? {
    let (kind, detection) = try await find(call)
    let now = detection.isEnabled.map { "It is \($0 ? "enabled" : "disabled") \($0 == enables ? "already" : "now")." }
    let effect = enables ? "so that it makes alerts, after its tests have passed" : "so that it makes no more alerts"
    return """
      Switch \(enables ? "on" : "off") the detection \(id.quoted) (\(kind.rawValue), \(detection.name.quoted(upTo: 100)), \
      \(detection.severity.quoted(upTo: 20))), \(effect). \(now ?? "Its state is not known.")
      """
  }

  /// Makes sure that the detection is as it should be now. Panther may answer a change without the detection (204),
  /// which is then read again.
  private func confirm(_ saved: Detection, _ kind: DetectionKind, _ call: Call) async throws {
    let path = kind.path(id)
    let now = saved.isEnabled == nil ? try await readAgain(id, kind, after: "PUT \(path)", call) : saved
    guard now.id?.hasSameBytes(as: id) != false else {
      throw PantherError(unconfirmed: "this detection, but another", "PUT \(path)")
    }
    guard now.isEnabled != enables else { return }
    let found =
      now.isEnabled.map { "says that the detection is still \($0 ? "enabled" : "disabled")." }
      ?? "does not say whether it is enabled."
    throw ToolFailure(
      "Panther answered PUT \(path) without an error, but what it sent \(found) get_detection shows its state.",
      .unknownOutcome)
  }

  private func find(_ call: Call) async throws -> (DetectionKind, Detection) {
    let found = try await findDetection(id, detectionType, call, needing: \.changing)
    return (found.kind, found.detection)
  }
}
