import JSON

/// One detection in few words; the rest follows from it.
struct SampleRule {
  enum Owner {
    case team, pack, pipeline
  }

  let id: String
  let name: String
  let logType: LogType
  let severity: String
  /// The value of the log type's action key that it looks for.
  let action: String
  /// A further condition in Python.
  var and = ""
  let technique: String
  var owner = Owner.team
  var isEnabled = true
  var threshold = 1
}

extension SampleRule {
  init(
    _ id: String, _ name: String, _ logType: LogType, _ severity: String, _ action: String, _ technique: String,
    and: String = "", owner: Owner = .team, isEnabled: Bool = true, threshold: Int = 1
  ) {
    self.init(
      id: id, name: name, logType: logType, severity: severity, action: action, and: and, technique: technique,
      owner: owner, isEnabled: isEnabled, threshold: threshold)
  }

  static let rules: [SampleRule] = [
    .init(
      "AWS.Console.LoginWithoutMFA", "Console login without MFA", .cloudTrail, "HIGH", "ConsoleLogin", "TA0001:T1078",
      and: "event.deep_get(\"additionalEventData\", \"MFAUsed\") == \"No\"", owner: .pack),
    .init(
      "AWS.IAM.AccessKeyCreated", "IAM access key created", .cloudTrail, "CRITICAL", "CreateAccessKey", "TA0003:T1098"),
    .init(
      "AWS.IAM.AdminPolicyAttached", "Administrator policy attached", .cloudTrail, "CRITICAL", "AttachUserPolicy",
      "TA0004:T1098"),
    .init("AWS.IAM.UserCreated", "IAM user created", .cloudTrail, "LOW", "CreateUser", "TA0003:T1136", owner: .pack),
    .init(
      "AWS.IAM.Reconnaissance", "Burst of discovery calls", .cloudTrail, "MEDIUM", "ListUsers", "TA0007:T1087",
      threshold: 5),
    .init(
      "AWS.CloudTrail.Stopped", "CloudTrail stopped", .cloudTrail, "CRITICAL", "StopLogging", "TA0005:T1562",
      owner: .pack),
    .init(
      "AWS.S3.BucketMadePublic", "S3 bucket made public", .cloudTrail, "HIGH", "PutBucketAcl", "TA0010:T1537",
      owner: .pipeline),
    .init(
      "AWS.EC2.SecurityGroupModified", "Security group modified", .cloudTrail, "MEDIUM",
      "AuthorizeSecurityGroupIngress", "TA0005:T1562", owner: .pack),
    .init(
      "AWS.Root.AccountUsed", "Root account used", .cloudTrail, "HIGH", "ConsoleLogin", "TA0001:T1078",
      and: "event.deep_get(\"userIdentity\", \"userName\") == \"root\"", owner: .pipeline),
    .init(
      "AWS.KMS.KeyDeletion", "KMS key scheduled for deletion", .cloudTrail, "HIGH", "ScheduleKeyDeletion",
      "TA0040:T1485", isEnabled: false),
    .init(
      "AWS.EC2.InstanceLaunched In Unused Region", "Instance in an unused region", .cloudTrail, "LOW", "RunInstances",
      "TA0005:T1535"),
    .init(
      "Okta.BruteForce.Logins", "Okta brute force", .okta, "HIGH", "user.session.start", "TA0006:T1110",
      and: "event.deep_get(\"outcome\", \"result\") == \"FAILURE\"", owner: .pack, threshold: 20),
    .init(
      "Okta.MFA.PushFatigue", "MFA push fatigue", .okta, "HIGH", "user.authentication.auth_via_mfa", "TA0006:T1621",
      and: "event.deep_get(\"outcome\", \"result\") == \"FAILURE\"", threshold: 5),
    .init(
      "Okta.MFA.FactorReset", "All MFA factors reset", .okta, "MEDIUM", "user.mfa.factor.reset_all", "TA0003:T1556",
      owner: .pack),
    .init("Okta.Login.NewCountry", "First login from a country", .okta, "MEDIUM", "user.session.start", "TA0001:T1078"),
    .init(
      "Okta.Login.UserAgentAnomaly", "Unusual user agent", .okta, "LOW", "user.session.start", "TA0001:T1078",
      owner: .pipeline),
    .init(
      "Okta.AdminRole.Assigned", "Administrator role assigned", .okta, "MEDIUM", "user.account.privilege.grant",
      "TA0004:T1098", owner: .pack),
    .init("Okta.Policy.Changed", "Sign-on policy changed", .okta, "LOW", "policy.rule.update", "TA0005:T1556"),
    .init(
      "Okta.Support.Access", "Okta support access granted", .okta, "MEDIUM", "user.session.impersonation.grant",
      "TA0001:T1199", owner: .pack, isEnabled: false),
    .init(
      "GSuite.Drive.ExternalShare", "File shared outside", .gsuite, "HIGH", "change_user_access", "TA0010:T1567",
      owner: .pipeline),
    .init("GSuite.Drive.MassDownload", "Mass download", .gsuite, "MEDIUM", "download", "TA0009:T1213", threshold: 30),
    .init(
      "GSuite.Login.Failures", "Failed Google logins", .gsuite, "LOW", "login_failure", "TA0006:T1110", owner: .pack,
      threshold: 5),
    .init(
      "Panther.Audit.APIToken Created/Rotated", "API token created or rotated", .audit, "INFO", "CREATE_API_TOKEN",
      "TA0003:T1098"),
    .init("Panther.Audit.RuleDisabled", "Rule disabled", .audit, "INFO", "UPDATE_RULE", "TA0005:T1562"),
    .init(
      "AWS.VPC.OutboundToRarePort", "Outbound traffic to a rare port", .flow, "HIGH", "ACCEPT", "TA0011:T1571",
      and: "event.get(\"dstPort\") in {4444, 1337, 31337}", threshold: 10),
  ]

  static let scheduled: [(rule: SampleRule, query: String)] = [
    (
      .init("AWS.S3.UnusualDownload", "Unusual S3 download", .cloudTrail, "HIGH", "GetObject", "TA0010:T1537"),
      "S3 reads per identity"
    ),
    (
      .init("Queries.DormantUser.Login", "Dormant user signed in", .okta, "LOW", "user.session.start", "TA0001:T1078"),
      "Dormant users"
    ),
    (
      .init(
        "Queries.FailedLogins.Daily", "Failed logins per day", .okta, "MEDIUM", "user.session.start", "TA0006:T1110",
        isEnabled: false), "Failed Okta logins"
    ),
  ]

  static let simple: [SampleRule] = [
    .init("Simple.AWS.IAM.GroupDeleted", "IAM group deleted", .cloudTrail, "LOW", "DeleteGroup", "TA0040:T1531"),
    .init(
      "Simple.Okta.AppRemoved", "Okta application removed", .okta, "MEDIUM", "application.lifecycle.delete",
      "TA0040:T1531", owner: .pipeline),
    .init("Simple.GSuite.OwnershipMoved", "Drive ownership moved", .gsuite, "LOW", "change_owner", "TA0009:T1213"),
  ]
}

extension SampleRule {
  static func runbook(severity: String) -> String {
    "1. Find out who acted and from where.\n2. Ask the person.\n3. Search p_any_ip_addresses for the address over 24 h.\n"
      + "4. Escalate \(severity) to on-call."
  }

  private func common(at now: Moment) -> JSON.Object {
    var random = SplitMix("rule:" + id)
    let creator = Actor.user(random.pick(["liam.obrien", "sofia.garcia", "minjun.kim"]))
    var rule: JSON.Object = [
      "id": .string(id), "displayName": .string(name), "enabled": .bool(isEnabled), "severity": .string(severity),
      "description": .string("\(name). Looks for \(action) in \(logType.rawValue)."),
      "tags": [.string(String(logType.rawValue.prefix { $0 != "." })), .string(Self.tactic(technique))],
      "reports": ["MITRE ATT&CK": [.string(technique)]], "managed": .bool(owner == .pack),
      "dedupPeriodMinutes": 60, "threshold": JSON(threshold),
      "runbook": .string(Self.runbook(severity: severity)),
      "summaryAttributes": ["p_any_ip_addresses", "p_any_usernames"], "tests": tests(),
      "outputIDs": severity == "HIGH" || severity == "CRITICAL" ? [.string(Output.security.id)] : [],
      "createdAt": .string(now.adding(days: -120 - random.below(300)).rfc3339),
      "lastModified": .string(now.adding(days: -1 - random.below(60)).rfc3339),
      "createdBy": owner == .pack ? Actor.system : creator, "_lastModifiedBy": creator,
    ]
    if owner == .pipeline { rule["createdByExternal"] = "detections-ci@harborline.example" }
    return rule
  }

  func rule(at now: Moment) -> JSON.Object {
    var rule = common(at: now)
    rule["logTypes"] = [.string(logType.rawValue)]
    rule["body"] = .string(body)
    if id == "Okta.Login.NewCountry" {
      rule["inlineFilters"] = "All:\n  - KeyPath: client.ipAddress\n    Condition: IsNotNull\n"
    }
    return rule
  }

  func scheduledRule(on query: String, at now: Moment) -> JSON.Object {
    var rule = common(at: now)
    rule["scheduledQueries"] = [.string(query)]
    rule["body"] = .string(
      "def rule(event):\n    return True\n\n\ndef title(event):\n    return f\"\(name): {event.get('actor')}\"\n")
    rule["tests"] = [["name": "any row", "expectedResult": true, "resource": "{\"actor\": \"svc-backup\", \"n\": 48}"]]
    return rule
  }

  func simpleRule(at now: Moment) -> JSON.Object {
    var rule = common(at: now)
    rule["logTypes"] = [.string(logType.rawValue)]
    rule["detection"] = .string("- KeyPath: \(logType.actionKey)\n  Condition: Equals\n  Value: \(action)\n")
    rule["alertTitle"] = .string("\(name) by {p_any_usernames}")
    rule["groupBy"] = "- KeyPath: p_any_usernames\n"
    rule["pythonBody"] = .string(body)
    return rule
  }

  private var body: String {
    let key = logType.actionKey
    return """
      \"\"\"\(name).\"\"\"

      from panther_harborline import actor_of


      def rule(event):
          if event.get("\(key)") != "\(action)":
              return False
          return \(and.isEmpty ? "True" : and)


      def title(event):
          return f"\(name): {actor_of(event)}"


      def alert_context(event):
          return {"actor": actor_of(event), "ips": event.get("p_any_ip_addresses", [])}

      """
  }

  private func tests() -> JSON {
    func test(_ name: String, _ action: String, _ expected: Bool) -> JSON {
      let event: JSON = [logType.actionKey: .string(action), "p_log_type": .string(logType.rawValue)]
      return ["name": .string(name), "expectedResult": .bool(expected), "resource": .string(event.text)]
    }
    return [test("matches", action, true), test("other action", "SomethingElse", false)]
  }

  private static func tactic(_ technique: String) -> String {
    switch technique.prefix(6) {
    case "TA0001": "Initial Access"
    case "TA0003": "Persistence"
    case "TA0004": "Privilege Escalation"
    case "TA0005": "Defense Evasion"
    case "TA0006": "Credential Access"
    case "TA0007": "Discovery"
    case "TA0009": "Collection"
    case "TA0010": "Exfiltration"
    case "TA0011": "Command and Control"
    default: "Impact"
    }
  }
}
