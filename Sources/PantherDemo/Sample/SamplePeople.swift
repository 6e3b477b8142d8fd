import JSON

/// The users of Panther, their roles and the API token.
enum SamplePeople {
  static let tokenID = stableID("token")

  static func id(of user: String) -> String { stableID("user:" + user) }

  private static let rows: [(user: String, given: String, family: String, role: String, seen: Int?, isEnabled: Bool)] =
    [
      ("ada.okafor", "Ada", "Okafor", "Admin", 3, true), ("minjun.kim", "민준", "김", "Analyst", 1, true),
      ("sofia.garcia", "Sofía", "García", "Analyst", 9, true),
      ("liam.obrien", "Liam", "O'Brien", "Detection Engineer", 20, true),
      ("priya.patel", "Priya", "Patel", "ReadOnly", 70, true), ("noor.alfarsi", "Noor", "Al-Farsi", "Admin", 200, true),
      ("yuki.tanaka", "Yuki", "Tanaka", "Analyst", 30, true), ("hugo.lind", "Hugo", "Lind", "ReadOnly", 2200, true),
      ("elena.rossi", "Elena", "Rossi", "Detection Engineer", 50, true),
      ("tom.becker", "Tom", "Becker", "Analyst", nil, true),
      ("omar.haddad", "Omar", "Haddad", "ReadOnly", 216, true),
      ("grace.mwangi", "Grace", "Mwangi", "Admin", 4000, false),
    ]

  static func users(at now: Instant) -> [JSON.Object] {
    rows.enumerated().map { number, row in
      var user: JSON.Object = [
        "id": .string(id(of: row.user)), "email": .string(row.user + "@" + Company.domain),
        "givenName": .string(row.given), "familyName": .string(row.family),
        "role": ["id": .string(stableID("role:" + row.role)), "name": .string(row.role)],
        "createdAt": .string(now.adding(days: -700 + number * 40).rfc3339), "enabled": .bool(row.isEnabled),
        "status": row.seen == nil ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED",
      ]
      if let hours = row.seen { user["lastLoggedInAt"] = .string(now.adding(minutes: -hours * 60).rfc3339) }
      return user
    }
  }

  static let readPermissions = [
    "AlertRead", "CloudsecSourceRead", "DataAnalyticsRead", "GeneralSettingsRead", "LogSourceRead", "LookupRead",
    "OrganizationAPITokenRead", "PolicyRead", "ResourceRead", "RuleRead", "SummaryRead", "UserRead",
  ]
  static let writePermissions = [
    "AlertModify", "BulkUpload", "BulkUploadValidate", "DataAnalyticsModify", "LogSourceModify", "PolicyModify",
    "RuleModify", "RunPantherAI",
  ]
  private static let adminPermissions = [
    "CloudsecSourceModify", "DestinationModify", "DestinationRead", "GeneralSettingsModify", "LogSourceRawDataRead",
    "LookupModify", "OrganizationAPITokenModify", "ResourceModify", "UserModify",
  ]

  static func roles(at now: Instant) -> [JSON.Object] {
    let rows: [(String, [String], JSON.Object)] = [
      ("Admin", readPermissions + writePermissions + adminPermissions, ["logTypeAccessKind": "ALLOW_ALL"]),
      ("Analyst", readPermissions + ["AlertModify", "RunPantherAI"], ["logTypeAccessKind": "ALLOW_ALL"]),
      (
        "Detection Engineer", readPermissions + ["BulkUpload", "BulkUploadValidate", "PolicyModify", "RuleModify"],
        ["logTypeAccessKind": "DENY", "logTypeAccess": ["GSuite.Reports"]]
      ),
      ("ReadOnly", readPermissions, ["logTypeAccessKind": "ALLOW_ALL"]),
    ]
    return rows.map { name, permissions, access in
      var role: JSON.Object = [
        "id": .string(stableID("role:" + name)), "name": .string(name), "permissions": JSON(permissions.sorted()),
        "createdAt": .string(now.adding(days: -720).rfc3339), "updatedAt": .string(now.adding(days: -45).rfc3339),
      ]
      role.merge(access)
      return role
    }
  }

  /// The API token with which every request is made.
  static func token(at now: Instant) -> JSON {
    [
      "id": .string(tokenID), "name": "mcp-panther demo",
      "permissions": JSON((readPermissions + writePermissions).sorted()),
      "allowedCIDRBlocks": ["192.0.2.0/24"], "createdAt": .string(now.adding(days: -14).rfc3339),
      "createdBy": ActorReference.user("ada.okafor"), "expiresAt": .string(now.adding(days: 76).rfc3339),
      "lastUsedAt": .string(now.rfc3339),
    ]
  }
}
