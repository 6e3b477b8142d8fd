import JSON

extension SampleRule {
  static func runbook(severity: String) -> String {
    "1. Find out who acted and from where.\n2. Ask the person.\n3. Search p_any_ip_addresses for the address over 24 h.\n"
      + "4. Escalate \(severity) to on-call."
  }

  private func common(at now: Instant) -> JSON.Object {
    var random = SeededRandom("rule:" + id)
    let creator = ActorReference.user(random.pick(["liam.obrien", "sofia.garcia", "minjun.kim"]))
    var rule: JSON.Object = [
      "id": .string(id), "displayName": .string(name), "enabled": .bool(isEnabled), "severity": .string(severity),
      "description": .string("\(name). Looks for \(action) in \(logType.rawValue)."),
      "tags": [.string(String(logType.rawValue.prefix { $0 != "." })), .string(Self.tactic(technique))],
      "reports": ["MITRE ATT&CK": [.string(technique)]], "managed": .bool(owner == .pack),
      "dedupPeriodMinutes": 60, "threshold": JSON(threshold),
      "runbook": .string(Self.runbook(severity: severity)),
      "summaryAttributes": ["p_any_ip_addresses", "p_any_usernames"], "tests": tests(),
      "outputIDs": severity == "HIGH" || severity == "CRITICAL" ? [.string(AlertDestination.security.id)] : [],
      "createdAt": .string(now.adding(days: -120 - random.below(300)).rfc3339),
      "lastModified": .string(now.adding(days: -1 - random.below(60)).floored(to: 86_400_000).rfc3339),
      "createdBy": owner == .pack ? ActorReference.system : creator, "_lastModifiedBy": creator,
    ]
    if owner == .pipeline { rule["createdByExternal"] = "detections-ci@harborline.example" }
    return rule
  }

  func rule(at now: Instant) -> JSON.Object {
    var rule = common(at: now)
    rule["logTypes"] = [.string(logType.rawValue)]
    rule["body"] = .string(body)
    if id == "Okta.Login.NewCountry" {
      rule["inlineFilters"] = "- All:\n    - KeyPath: client.ipAddress\n      Condition: IsNotNull\n"
    }
    return rule
  }

  func scheduledRule(on query: String, at now: Instant) -> JSON.Object {
    var rule = common(at: now)
    rule["scheduledQueries"] = [.string(query)]
    rule["body"] = .string(
      "def rule(event):\n    return True\n\n\ndef title(event):\n    return f\"\(name): {event.get('actor')}\"\n")
    rule["tests"] = [["name": "any row", "expectedResult": true, "resource": "{\"actor\": \"svc-backup\", \"n\": 48}"]]
    return rule
  }

  func simpleRule(_ conditions: Conditions, at now: Instant) -> JSON.Object {
    var rule = common(at: now)
    rule["logTypes"] = [.string(logType.rawValue)]
    rule["detection"] = .string(
      "- KeyPath: \(logType.actionKey)\n  Condition: Equals\n  Value: \(action)\n" + conditions.more)
    rule["alertTitle"] = .string("\(name) by {\(logType.actorPath)}")
    rule["groupBy"] = .string("- KeyPath: \(logType.actorPath)\n")
    if !conditions.severities.isEmpty { rule["dynamicSeverities"] = .string(conditions.severities) }
    if !conditions.tests.isEmpty { rule["tests"] = .array(conditions.tests) }
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
          return \(and?.python ?? "True")


      def title(event):
          return f"\(name): {actor_of(event)}"


      def alert_context(event):
          return {"actor": actor_of(event), "ips": event.get("p_any_ip_addresses", [])}

      """
  }

  private func tests() -> JSON {
    func test(_ name: String, _ action: String, _ expected: Bool) -> JSON {
      var event: JSON.Object = [logType.actionKey: .string(action), "p_log_type": .string(logType.rawValue)]
      if let member = and?.member { event[member.key] = member.value }
      return ["name": .string(name), "expectedResult": .bool(expected), "resource": .string(JSON.object(event).text)]
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
