import JSON

/// The table of `GSuite.Reports`.
enum GSuiteRow {
  static let columns = [
    LakeColumn(
      "id", "object", "Id and time of the event", fields: ["applicationName", "time", "uniqueQualifier"]),
    LakeColumn("actor", "object", "Who did it", fields: ["email", "profileId"]),
    LakeColumn("ipaddress", "string", "From where", "ip"),
    LakeColumn("type", "string", "Kind of event"),
    LakeColumn("name", "string", "Event"),
    LakeColumn("parameters", "object", "Parameters of the event"),
    LakeColumn("session_id", "bigint", "Session; larger than a double holds exactly"),
  ]

  static func values(_ activity: Activity, _ random: inout SeededRandom) -> [SQLValue] {
    let isDrive = !["login_success", "login_failure"].contains(activity.action)
    var parameters: JSON.Object = [:]
    if isDrive {
      parameters["doc_title"] = .string(activity.target)
      parameters["owner"] = .string(activity.email)
      parameters["visibility"] = activity.action == "change_user_access" ? "shared_externally" : "private"
      if activity.action == "change_user_access" { parameters["target_user"] = "omar.personal@mail.example" }
    } else {
      parameters["login_type"] = "google_password"
    }
    return [
      .variant([
        "applicationName": isDrive ? "drive" : "login", "time": .string(activity.time.precise),
        "uniqueQualifier": .string(String(random.next() >> 1)),
      ]),
      .variant(["email": .string(activity.email), "profileId": .string("1" + random.hex(9))]), .text(activity.address),
      .text(isDrive ? "access" : "login"), .text(activity.action), .variant(.object(parameters)),
      .int(9_007_199_254_740_993 + random.below(1_000_000) * 2),
    ]
  }
}
