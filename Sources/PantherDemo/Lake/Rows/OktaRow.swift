import JSON

/// The table of `Okta.SystemLog`.
enum OktaRow {
  static let columns = [
    LakeColumn("uuid", "string", "Id of the event", "trace_id"),
    LakeColumn("published", "timestamp", "Time of the event"),
    LakeColumn("eventtype", "string", "Kind of event"),
    LakeColumn("severity", "string", "DEBUG, INFO, WARN or ERROR"),
    LakeColumn("displaymessage", "string", "The event in words"),
    LakeColumn("actor", "object", "Who did it", fields: ["id", "type", "alternateId", "displayName"]),
    LakeColumn(
      "client", "object", "From where",
      fields: [
        "ipAddress", "device", "userAgent.rawUserAgent", "userAgent.os", "userAgent.browser",
        "geographicalContext.city", "geographicalContext.country",
      ]),
    LakeColumn("outcome", "object", "With what result", fields: ["result", "reason"]),
    LakeColumn("target", "array", "To whom or what", fields: ["id", "displayName", "type", "alternateId"]),
    LakeColumn("authenticationcontext", "object", "Session"),
    LakeColumn("securitycontext", "object", "Network"),
    LakeColumn("debugcontext", "object", "More about the request"),
  ]

  static func values(_ activity: Activity, _ random: inout SeededRandom) -> [SQLValue] {
    let isHostile = activity.address == Company.attacker.address
    // An attacker chooses the user agent, so it may hold any text.
    let agent =
      activity.serial == Activity.injected ? Incidents.injection : "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5)"
    var target: [JSON] = []
    if !activity.target.isEmpty {
      target = [
        [
          "id": .string("0oa" + random.hex(17)), "displayName": .string(activity.target),
          "type": activity.target.contains("@") ? "User" : "AppInstance", "alternateId": .string(activity.target),
        ]
      ]
    }
    return [
      .text(activity.traceID), .time(activity.time), .text(activity.action),
      .text(activity.error == nil ? "INFO" : "WARN"), .text(message(activity.action)),
      .variant([
        "id": .string("00u" + random.hex(17)), "type": "User", "alternateId": .string(activity.email),
        "displayName": .string(activity.name),
      ]),
      .variant([
        "ipAddress": .string(activity.address), "device": "Computer",
        "userAgent": ["rawUserAgent": .string(agent), "os": "Mac OS X", "browser": "CHROME"],
        "geographicalContext": ["city": .string(activity.city), "country": .string(activity.country)],
      ]),
      .variant(["result": activity.error == nil ? "SUCCESS" : "FAILURE", "reason": JSON(activity.error)]),
      .variant(.array(target)),
      .variant(["externalSessionId": .string("trs" + random.hex(20)), "authenticationStep": 0]),
      .variant(["asOrg": isHostile ? "Example Hosting ehf" : "Harborline Networks", "isProxy": .bool(isHostile)]),
      .variant(["debugData": ["requestUri": "/api/v1/authn", "risk": .string(isHostile ? "HIGH" : "LOW")]]),
    ]
  }

  private static func message(_ action: String) -> String {
    switch action {
    case "user.session.start": "User login to Okta"
    case "user.authentication.sso": "User single sign on to app"
    case "user.authentication.auth_via_mfa": "Authentication of user via MFA"
    case "user.mfa.factor.reset_all": "Reset all factors for user"
    case "user.account.privilege.grant": "Grant user privilege"
    case "policy.rule.update": "Update policy rule"
    case "application.user_membership.add": "Add user to application membership"
    default: action
    }
  }
}

extension Activity {
  /// The serial number of the one event with a prompt injection in its user agent.
  static let injected = 666
}
