import JSON

/// The table of `Panther.Audit`.
enum AuditRow {
  static let columns = [
    LakeColumn("timestamp", "timestamp", "Time of the action"),
    LakeColumn("actionname", "string", "Action"),
    LakeColumn("actiondescription", "string", "The action in words"),
    LakeColumn("actionresult", "string", "SUCCEEDED or FAILED"),
    LakeColumn(
      "actor", "object", "Who did it", fields: ["id", "type", "name", "attributes.email", "attributes.roleName"]),
    LakeColumn("sourceip", "string", "From where", "ip"),
    LakeColumn("useragent", "string", "User agent"),
    LakeColumn("actionparams", "object", "Parameters of the action"),
    LakeColumn("pantherversion", "string", "Version of Panther"),
  ]

  static func values(_ activity: Activity, _ random: inout SeededRandom) -> [SQLValue] {
    [
      .time(activity.time), .text(activity.action),
      .text(activity.action.split(separator: "_").joined(separator: " ").lowercased()),
      .text(activity.error == nil ? "SUCCEEDED" : "FAILED"),
      .variant([
        "id": .string(stableID("user:" + activity.user)), "type": "USER", "name": .string(activity.name),
        "attributes": ["email": .string(activity.email), "roleName": "Analyst"],
      ]),
      .text(activity.address), .text("Mozilla/5.0"),
      .variant(["target": .string(activity.target), "dynamic": ["input": ["page": JSON(random.below(9))]]]),
      .text(DemoState.pantherVersion),
    ]
  }
}
