import JSON
import MCP
import Panther
import Text

let detectionUpdateTools: [any PantherTool.Type] = [DisableDetection.self]

struct DisableDetection: PantherTool {
  static let summary = """
    Switch a detection off, so that it makes no more alerts. Everything else about it stays. Warns about detections \
    that a Panther pack or an upload from code may switch on again.
    """
  static let sample = "Switch off the rule that floods us"
  static let effect = Effect.destructive
  static let isIdempotent = true
  static let permissions = Permissions.any([.ruleModify, .policyModify])

  @Argument("Id of the detection", exact: true) var detectionID: String
  @Argument("Its kind; all are searched when left out") var detectionType: DetectionKind?

  func answer(_ call: Call) async throws -> Answer {
    let (kind, detection) = try await find(call)
    var warnings: [JSON] = []
    if detection.isManaged {
      warnings.append("It is managed by a Panther pack: an update of the pack may switch it on again.")
    }
    if let uploader = detection.uploader {
      warnings.append(
        .string("It was uploaded by \(uploader): the next upload may switch it on again. Change it there, too."))
    }
    var facts: JSON.Object = [
      "detection_id": .string(detectionID), "detection_type": .string(kind.rawValue), "enabled": false,
    ]
    if !warnings.isEmpty { facts["warnings"] = .array(warnings) }
    guard !detection.isDisabled else {
      return .facts(facts.merging(["changed": false, "note": "It was disabled already."]))
    }
    let saved = try await needing(kind.changing) {
      // Otherwise a test that fails would keep the detection switched on.
      let query: Query = ["run-tests-first": false]
      return Detection(try await call.panther.send(.put, kind.path(detectionID), query, body: detection.switchedOff))
    }
    try await confirm(saved, kind, call)
    return .facts(facts.merging(["changed": true]))
  }

  /// Makes sure that the detection is switched off. Panther may answer a change without the detection (204), which is
  /// then read again.
  private func confirm(_ saved: Detection, _ kind: DetectionKind, _ call: Call) async throws {
    let path = kind.path(detectionID)
    var now = saved
    if !saved.tellsState {
      do {
        now = Detection(try await call.panther.get(path))
      } catch let error as PantherError {
        throw PantherError(
          .unknownOutcome, message: "Panther answered without the detection, and then \(error)", request: "PUT \(path)")
      }
    }
    guard now.id?.hasSameBytes(as: detectionID) != false else {
      throw PantherError(unconfirmed: "this detection, but another", "PUT \(path)")
    }
    guard !now.isDisabled else { return }
    throw ToolFailure(
      "Panther answered PUT \(path) without an error, but what it sent "
        + (now.tellsState ? "says that the detection is still enabled." : "does not say whether it is enabled.")
        + " get_detection shows its state.", .unknownOutcome)
  }

  func preview(_ call: Call) async throws -> String? {
    let (kind, detection) = try await find(call)
    let state = detection.isDisabled ? "It is disabled already." : "It is enabled now."
    return """
      Switch off the detection \(detectionID.quoted) (\(kind.rawValue), \(detection.name.quoted(upTo: 100)), \
      \(detection.severity.quoted(upTo: 20))), so that it makes no more alerts. \(state)
      """
  }

  /// Reads the detection. When its kind is not given, the kinds are tried one after the other, rules first, because
  /// most detections are rules.
  private func find(_ call: Call) async throws -> (DetectionKind, Detection) {
    if let kind = detectionType { return (kind, try await read(kind, call)) }
    var notFound: (any Error)?
    for kind in DetectionKind.allCases {
      do {
        return (kind, try await read(kind, call))
      } catch let error as PantherError where error.kind == .notFound {
        notFound = notFound ?? error
      }
    }
    throw Detection.explained(notFound ?? ToolFailure("No kind of detection was searched."))
  }

  private func read(_ kind: DetectionKind, _ call: Call) async throws -> Detection {
    try await needing(kind.changing) { Detection(try await call.panther.get(kind.path(detectionID))) }
  }
}
