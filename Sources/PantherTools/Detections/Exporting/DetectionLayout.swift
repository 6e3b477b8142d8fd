import JSON

extension DetectionKind {
  /// The keys of a detection in the layout of panther-labs/panther-analysis, in the order in which people write them,
  /// after those that say what the file is.
  var layout: [LayoutKey] {
    let isPolicy = self == .policies
    let test: [LayoutKey] = [
      .init("Name", "name"), .init("ExpectedResult", "expectedResult"), .init("Mocks", "mocks"),
      .init(isPolicy ? "Resource" : "Log", "resource", .event),
    ]
    let head: [LayoutKey] = [
      .init(isPolicy ? "PolicyID" : "RuleID", "id"), .init("DisplayName", "displayName"), .init("Enabled", "enabled"),
      selection, .init("Tags", "tags"), .init("Reports", "reports"), .init("Severity", "severity", .severity),
      .init("Description", "description"), .init("Runbook", "runbook"), .init("Reference", "reference"),
    ]
    return head + rest + [.init("CreatedBy", "createdByExternal"), .init("Tests", "tests", .list(test))]
  }

  /// What the detection looks at.
  var selection: LayoutKey {
    switch self {
    case .rules, .simpleRules: .init("LogTypes", "logTypes")
    case .scheduledRules: .init("ScheduledQueries", "scheduledQueries")
    case .policies: .init("ResourceTypes", "resourceTypes")
    }
  }

  private var rest: [LayoutKey] {
    let outputs = LayoutKey("OutputIds", "outputIDs")
    guard self != .policies else { return [outputs, .init("Suppressions", "suppressions")] }
    let alerting: [LayoutKey] = [
      .init("DedupPeriodMinutes", "dedupPeriodMinutes"), .init("Threshold", "threshold"),
      .init("CreateAlert", "createAlert"), .init("InlineFilters", "inlineFilters", .yaml),
      .init("SummaryAttributes", "summaryAttributes"), outputs,
    ]
    guard self == .simpleRules else { return alerting }
    return alerting + [
      .init("Detection", "detection", .yaml), .init("AlertTitle", "alertTitle", .title),
      .init("GroupBy", "groupBy", .yaml), .init("AlertContext", "alertContext", .yaml),
      .init("DynamicSeverities", "dynamicSeverities", .yaml),
    ]
  }

  /// What the file says it is.
  var analysisType: String {
    switch self {
    case .rules, .simpleRules: "rule"
    case .scheduledRules: "scheduled_rule"
    case .policies: "policy"
    }
  }

  /// Whether its code is a file of its own.
  var hasCodeFile: Bool { self != .simpleRules }
}
