import MCP

let detectionUpdateTools: [any PantherTool.Type] = [DisableDetection.self, EnableDetection.self]

struct DisableDetection: DetectionSwitch {
  static let summary = """
    Switch a detection off, so that it makes no more alerts. Everything else about it stays. Warns about detections \
    that a Panther pack or an upload from code may switch on again.
    """
  static let sample = "Switch off the rule that floods us"
  static let effect = Effect.destructive
  static let enables = false

  @Argument("Id of the detection", exact: true) var detectionID: String
  @Argument("Its kind; all are searched when left out") var detectionType: DetectionKind?
}

struct EnableDetection: DetectionSwitch {
  static let summary = """
    Switch a detection on, after its unit tests have passed. Everything else about it stays. Warns about detections \
    that a Panther pack or an upload from code may switch off again.
    """
  static let sample = "Switch the root login rule on again"
  static let effect = Effect.writes
  static let enables = true

  @Argument("Id of the detection", exact: true) var detectionID: String
  @Argument("Its kind; all are searched when left out") var detectionType: DetectionKind?
}
