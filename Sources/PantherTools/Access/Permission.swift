/// A permission of an API token: its name in the API, and its title in the Console.
package struct Permission: Sendable, Hashable {
  /// Its name in the API, such as `AlertRead`.
  package let name: String
  /// Its title in the Console, such as `Read Alerts`.
  package let title: String

  private init(_ name: String, _ title: String) {
    (self.name, self.title) = (name, title)
  }

  /// Finds a permission by its name in the API; nil for one that is not known here, because Panther adds new ones.
  init?(named name: String) {
    guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
    self = known
  }

  private static let all: [Permission] = [
    alertRead, alertModify, dataAnalyticsRead, dataAnalyticsModify, logSourceRead, organizationAPITokenRead,
    policyRead, policyModify, ruleRead, ruleModify, runPantherAI, summaryRead, userRead,
    Permission("LogSourceModify", "Manage Log Sources"), Permission("UserModify", "Manage Users"),
    Permission("OrganizationAPITokenModify", "Manage API Tokens"),
    Permission("GeneralSettingsRead", "Read Settings & SAML Preferences"),
    Permission("GeneralSettingsModify", "Edit Settings & SAML Preferences"),
    Permission("CloudsecSourceRead", "View Cloud Security Sources"),
    Permission("CloudsecSourceModify", "Manage Cloud Security Sources"),
    Permission("BulkUpload", "Bulk Upload"), Permission("BulkUploadValidate", "Bulk Upload Validate"),
    Permission("McpServerRead", "View & Connect to MCP Servers"),
    Permission("McpServerModify", "Manage MCP Servers"),
  ]

  static let alertRead = Permission("AlertRead", "Read Alerts")
  static let alertModify = Permission("AlertModify", "Manage Alerts")
  static let dataAnalyticsRead = Permission("DataAnalyticsRead", "Query Data Lake")
  static let dataAnalyticsModify = Permission("DataAnalyticsModify", "Manage Saved Searches")
  static let logSourceRead = Permission("LogSourceRead", "View Log Sources")
  static let organizationAPITokenRead = Permission("OrganizationAPITokenRead", "Read API Token Info")
  static let policyRead = Permission("PolicyRead", "View Policies")
  static let policyModify = Permission("PolicyModify", "Manage Policies")
  static let ruleRead = Permission("RuleRead", "View Rules")
  static let ruleModify = Permission("RuleModify", "Manage Rules")
  static let runPantherAI = Permission("RunPantherAI", "Run Panther AI")
  static let summaryRead = Permission("SummaryRead", "Read Panther Metrics")
  static let userRead = Permission("UserRead", "Read User Info")

  /// A warning about `UserModify`, because its power is easily overlooked; nil without this permission.
  static func adminNote(_ names: some Sequence<String>) -> String? {
    names.contains("UserModify") ? "Manage Users (UserModify) amounts to full admin access." : nil
  }

  /// The permission in an error message: `Read Alerts (AlertRead)`.
  var text: String { "\(title) (\(name))" }
}
