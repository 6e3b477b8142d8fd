import JSON
import MCP
import Panther

let detectionUpdateTools: [Toolset.Entry] = [Toolset.Entry(DisableDetection.self)]

struct DisableDetection: PantherTool {
  static let summary = """
    Switch a detection off, so that it makes no more alerts. Everything else about it stays. Warns about detections \
    that a Panther pack or an upload from code may switch on again.
    """
  static let sample = "Switch off the rule that floods us"
  static let effect = Effect.destructive
  static let isIdempotent = true
  static let permissions = Permissions.any([.ruleModify, .policyModify])

  @Argument("Id of the detection") var detectionID: String
  @Argument("Its kind; all are searched when left out") var detectionType: DetectionKind?

  /// Panther sets these itself and refuses them in a change.
  private static let readOnly: Set = [
    "createdAt", "createdBy", "createdByExternal", "lastModified", "lastModifiedBy",
  ]

  func answer(_ call: Call) async throws -> Answer {
    let (kind, current) = try await find(call)
    let path = kind.path(detectionID)
    var warnings: [JSON] = []
    if current["managed"]?.bool == true {
      warnings.append("It is managed by a Panther pack: an update of the pack may switch it on again.")
    }
    if let external = current["createdByExternal"]?.string, !external.isEmpty {
      warnings.append(
        .string("It was uploaded by \(external): the next upload may switch it on again. Change it there, too."))
    }
    var facts: JSON.Object = [
      "detection_id": .string(detectionID), "detection_type": .string(kind.rawValue), "enabled": false,
    ]
    if !warnings.isEmpty { facts["warnings"] = .array(warnings) }
    guard current["enabled"]?.bool != false else {
      return .facts(facts.merging(["changed": false, "note": "It was disabled already."]))
    }
    // PUT replaces: what it does not name is reset, so everything goes back as it came.
    var change = current.omitting(Self.readOnly).object ?? [:]
    change["enabled"] = false
    // A failing test must not keep a detection on.
    let body = JSON.object(change)
    _ = try await needing(kind.changing) {
      try await call.panther.send(.put, path, ["run-tests-first": false], body: body)
    }
    return .facts(facts.merging(["changed": true]))
  }

  /// The detection and its kind: rules first, which most are.
  func find(_ call: Call) async throws -> (DetectionKind, JSON) {
    if let kind = detectionType { return (kind, try await read(kind, call)) }
    var notFound: (any Error)?
    for kind in DetectionKind.allCases {
      do {
        return (kind, try await read(kind, call))
      } catch let error as PantherError where error.kind == .notFound {
        notFound = notFound ?? error
      }
    }
    throw GetDetection.explained(notFound ?? ToolFailure("No kind of detection was searched."))
  }

  private func read(_ kind: DetectionKind, _ call: Call) async throws -> JSON {
    try await needing(kind.changing) { try await call.panther.get(kind.path(detectionID)) }
  }

  func preview(_ call: Call) async throws -> String? {
    let detection = try await find(call).1
    let name = detection["displayName"]?.string ?? ""
    let state = detection["enabled"]?.bool == false ? "It is disabled already." : "It is enabled now."
    return """
      Switch off the detection \(JSON.string(detectionID).text) (\(quoted(name, 100)), \
      \(detection["severity"]?.string ?? "")), so that it makes no more alerts. \(state)
      """
  }
}
