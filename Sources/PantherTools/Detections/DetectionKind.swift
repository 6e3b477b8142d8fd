import MCP
import Panther
import JSON

/// The kinds of detections that the API has an endpoint for.
enum DetectionKind: String, CaseIterable, ArgumentValue {
  case rules
  case scheduledRules = "scheduled_rules"
  case simpleRules = "simple_rules"
  case policies

  /// The path of one detection.
  func path(_ id: String) -> Path {
    switch self {
    case .rules: "rules/\(id)"
    case .scheduledRules: "scheduled-rules/\(id)"
    case .simpleRules: "simple-rules/\(id)"
    case .policies: "policies/\(id)"
    }
  }

  /// The path of the list.
  var list: Path {
    switch self {
    case .rules: "rules"
    case .scheduledRules: "scheduled-rules"
    case .simpleRules: "simple-rules"
    case .policies: "policies"
    }
  }

  /// Whether an instance runs detections of this kind: the demo instance runs no Python.
  func runs(on panther: PantherClient) -> Bool { function == nil || !panther.isDemo }
  /// What an answer says of unit tests where an instance does not run them.
  static let notRun = "Not run: the demo instance runs no detection code."

  /// The permission to read detections of this kind.
  var readPermission: Permission { self == .policies ? .policyRead : .ruleRead }
  /// The permissions that a change needs. A change reads the detection first.
  var changing: Permissions { .all([readPermission, writePermission]) }
  /// The permission to change detections of this kind.
  var writePermission: Permission { self == .policies ? .policyModify : .ruleModify }
}

extension Permissions {
  /// The permissions that reading these kinds needs.
  static func reading(_ kinds: [DetectionKind]) -> Permissions {
    .all(kinds.map(\.readPermission).unique)
  }
}
