import JSON
import MCP
import TestSupport
import Testing

@testable import PantherTools

@Suite(.fewAtOnce) struct PermissionsTests {
  @Test(
    arguments: [
      (Permissions.all([]), [], true), (.all([.ruleRead]), ["RuleRead", "X"], true), (.all([.ruleRead]), [], false),
      (.all([.ruleRead, .ruleModify]), ["RuleRead"], false), (.any([.ruleRead, .policyRead]), ["PolicyRead"], true),
      (.any([.ruleRead, .policyRead]), ["ruleread"], false), (.any([]), [], true),
    ] as [(Permissions, [String], Bool)])
  func `all of some, or one of some`(_ permissions: Permissions, _ held: [String], _ isEnough: Bool) {
    #expect(permissions.isSatisfied(by: held) == isEnough)
  }

  @Test func `permissions are said by title and name`() {
    #expect(Permissions.all([.alertRead, .userRead]).text == "Read Alerts (AlertRead) and Read User Info (UserRead)")
    #expect(Permissions.any([.ruleRead, .policyRead]).text == "View Rules (RuleRead) or View Policies (PolicyRead)")
    #expect(Permissions.any([.ruleRead]).json == ["anyOf": ["RuleRead"]])
    #expect(Permission(named: "McpServerRead")?.text == "View & Connect to MCP Servers (McpServerRead)")
    #expect(Permission(named: "Unheard") == nil)
  }

  @Test func `reading several kinds needs each permission once`() {
    #expect(Permissions.reading([.rules, .simpleRules, .scheduledRules]) == .all([.ruleRead]))
    #expect(Permissions.reading([.policies, .rules, .policies]) == .all([.policyRead, .ruleRead]))
  }

  /// As docs.panther.com documents each area, which is not always what the Python server says.
  @Test(
    arguments: [
      ("list_log_sources", .all([.logSourceRead])), ("get_http_log_source", .all([.logSourceRead])),
      ("list_detections", .any([.ruleRead, .policyRead])), ("get_detection", .any([.ruleRead, .policyRead])),
      ("disable_detection", .any([.ruleModify, .policyModify])),
      ("enable_detection", .any([.ruleModify, .policyModify])),
      ("export_detection", .any([.ruleRead, .policyRead])),
      ("test_detection", .any([.ruleModify, .policyModify])), ("save_detection", .any([.ruleModify, .policyModify])),
      ("list_global_helpers", .any([.ruleRead, .policyRead])), ("get_permissions", .any([.organizationAPITokenRead])),
      ("search_indicators", .all([.dataAnalyticsRead])), ("list_data_lake_queries", .all([.dataAnalyticsRead])),
      ("list_roles", .all([.userRead])), ("get_rule_alert_metrics", .all([.summaryRead])),
    ] as [(String, Permissions)])
  func `tools say what they need`(_ tool: String, _ permissions: Permissions) {
    let entry = Toolset.all.flatMap(\.entries).first { $0.tool.name == tool }
    #expect(entry?.permissions == permissions)
    #expect(entry?.tool.metadata["mcp-panther/permissions"] == permissions.json)
  }
}
