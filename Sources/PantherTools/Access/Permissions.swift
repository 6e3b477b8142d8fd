import Logging
import JSON

/// A permission of an API token: its name in the API, and its title in the Console.
package struct Permission: Sendable, Hashable {
  package let name: String
  package let title: String

  private init(_ name: String, _ title: String) {
    (self.name, self.title) = (name, title)
  }

  /// The permission with a name of the API; nil for one that is not known here, as the set grows.
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

  /// What users with `UserModify` can do is easily overlooked; nil without it.
  static func adminNote(_ names: some Sequence<String>) -> String? {
    names.contains("UserModify") ? "Manage Users (UserModify) amounts to full admin access." : nil
  }

  /// As an error message names it.
  var text: String { "\(title) (\(name))" }
}

/// What a token must hold for a tool, or for one call of it.
package enum Permissions: Sendable, Equatable {
  case all([Permission])
  /// One of them is enough.
  case any([Permission])

  static let none = Permissions.all([])

  package var list: [Permission] {
    switch self {
    case .all(let list), .any(let list): list
    }
  }

  /// Whether a token with these permissions, by their names in the API, can do it.
  package func isSatisfied(by held: [String]) -> Bool {
    switch self {
    case .all(let list): list.allSatisfy { held.contains($0.name) }
    case .any(let list): list.isEmpty || list.contains { held.contains($0.name) }
    }
  }

  /// `Read Alerts (AlertRead) and …`.
  package var text: String {
    switch self {
    case .all(let list): list.map(\.text).joined(separator: " and ")
    case .any(let list): list.map(\.text).joined(separator: " or ")
    }
  }

  /// What stands between the permissions of a list.
  package var joiner: String {
    if case .any = self { " or " } else { " and " }
  }

  /// For the listing's `_meta`, so that hosts and people can see what a tool needs.
  var json: JSON {
    switch self {
    case .all(let list): ["allOf": JSON(list.map(\.name))]
    case .any(let list): ["anyOf": JSON(list.map(\.name))]
    }
  }
}
