/// The log types that have a table with rows.
enum LogType: String, CaseIterable, Sendable {
  case cloudTrail = "AWS.CloudTrail"
  case okta = "Okta.SystemLog"
  case gsuite = "GSuite.Reports"
  case audit = "Panther.Audit"
  case flow = "AWS.VPCFlow"

  /// The name of its table, such as `aws_cloudtrail` for `AWS.CloudTrail`.
  var table: String { Self.table(of: rawValue) }

  static func table(of logType: String) -> String {
    logType.lowercased().split(separator: ".").joined(separator: "_")
  }

  var sourceLabel: String {
    switch self {
    case .cloudTrail: "AWS organization trail"
    case .okta: "Okta production"
    case .gsuite: "Google Workspace"
    case .audit: "Panther audit logs"
    case .flow: "VPC flow logs"
    }
  }

  var sourceID: String { SampleSources.id(of: sourceLabel) }

  /// The path in an event to the name of who acted.
  var actorPath: String {
    switch self {
    case .cloudTrail: "userIdentity.userName"
    case .okta: "actor.alternateId"
    case .gsuite: "actor.email"
    case .audit: "actor.name"
    case .flow: "srcAddr"
    }
  }

  /// The member of an event that names the action.
  var actionKey: String {
    switch self {
    case .cloudTrail: "eventName"
    case .okta: "eventType"
    case .gsuite: "name"
    case .audit: "actionName"
    case .flow: "action"
    }
  }
}
