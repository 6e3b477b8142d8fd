import MCP
import Panther
import JSON

/// The kinds of detections that the API has an endpoint for.
enum DetectionKind: String, CaseIterable, ArgumentValue {
  case rules
  case scheduledRules = "scheduled_rules"
  case simpleRules = "simple_rules"
  case policies

  func path(_ id: String) -> Path {
    switch self {
    case .rules: "rules/\(id)"
    case .scheduledRules: "scheduled-rules/\(id)"
    case .simpleRules: "simple-rules/\(id)"
    case .policies: "policies/\(id)"
    }
  }

  var list: Path {
    switch self {
    case .rules: "rules"
    case .scheduledRules: "scheduled-rules"
    case .simpleRules: "simple-rules"
    case .policies: "policies"
    }
  }

  var readPermission: Permission { self == .policies ? .policyRead : .ruleRead }
  /// What changing one needs.
  var changing: Permissions { .all([readPermission, writePermission]) }
  var writePermission: Permission { self == .policies ? .policyModify : .ruleModify }
}

extension Permissions {
  /// What reading these kinds needs.
  static func reading(_ kinds: [DetectionKind]) -> Permissions {
    .all(kinds.map(\.readPermission).unique)
  }
}
