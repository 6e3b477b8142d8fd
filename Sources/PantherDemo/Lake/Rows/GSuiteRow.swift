import JSON

enum GSuiteRow {
  static let columns = [
    LakeColumn("id", "object", "Id and time of the event"),
    LakeColumn("actor", "object", "Who did it"),
    LakeColumn("ipaddress", "string", "From where", "ip"),
    LakeColumn("type", "string", "Kind of event"),
    LakeColumn("name", "string", "Event"),
    LakeColumn("parameters", "object", "Parameters of the event"),
    LakeColumn("session_id", "bigint", "Session; larger than a double holds exactly"),
  ]

  static func values(_ activity: Activity, _ random: inout SplitMix) -> [SQLValue] {
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

enum AuditRow {
  static let columns = [
    LakeColumn("timestamp", "timestamp", "Time of the action"),
    LakeColumn("actionname", "string", "Action"),
    LakeColumn("actiondescription", "string", "The action in words"),
    LakeColumn("actionresult", "string", "SUCCEEDED or FAILED"),
    LakeColumn("actor", "object", "Who did it"),
    LakeColumn("sourceip", "string", "From where", "ip"),
    LakeColumn("useragent", "string", "User agent"),
    LakeColumn("actionparams", "object", "Parameters of the action"),
    LakeColumn("pantherversion", "string", "Version of Panther"),
  ]

  static func values(_ activity: Activity, _ random: inout SplitMix) -> [SQLValue] {
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
      .text(Catalogue.version),
    ]
  }
}

enum FlowRow {
  static let columns = [
    LakeColumn("account", "string", "Account", "aws_account_id"),
    LakeColumn("interfaceid", "string", "Network interface"),
    LakeColumn("srcaddr", "string", "Source address", "ip"),
    LakeColumn("dstaddr", "string", "Destination address", "ip"),
    LakeColumn("srcport", "int", "Source port"),
    LakeColumn("dstport", "int", "Destination port"),
    LakeColumn("protocol", "int", "IANA protocol number"),
    LakeColumn("packets", "int", "Packets"),
    LakeColumn("bytes", "bigint", "Bytes"),
    LakeColumn("start", "timestamp", "Start of the window"),
    LakeColumn("end", "timestamp", "End of the window"),
    LakeColumn("action", "string", "ACCEPT or REJECT"),
    LakeColumn("status", "string", "Status of logging"),
  ]

  static func values(_ activity: Activity, _ random: inout SplitMix) -> [SQLValue] {
    let parts = activity.target.split(separator: ":").map(String.init)
    let packets = 4 + random.below(900)
    return [
      .text(Company.account), .text("eni-" + random.hex(17)), .text(activity.address), .text(parts.first ?? ""),
      .int(1024 + random.below(60_000)), .int(parts.last.flatMap { Int($0) } ?? 443), .int(6), .int(packets),
      .int(packets * (40 + random.below(1400))), .time(activity.time), .time(activity.time.adding(minutes: 1)),
      .text(activity.action), .text("OK"),
    ]
  }
}
