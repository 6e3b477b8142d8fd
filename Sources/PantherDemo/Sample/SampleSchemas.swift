import JSON

/// The schemas of the log types.
enum SampleSchemas {
  private static let simple: [(name: String, description: String, inUse: Bool, isArchived: Bool)] = [
    ("AWS.ALB", "Application Load Balancer access logs", true, false),
    ("AWS.GuardDuty", "GuardDuty findings", true, false),
    ("Auth0.Events", "Auth0 log stream", true, false),
    ("Crowdstrike.FDREvent", "Falcon Data Replicator events", true, false),
    ("Custom.BillingApp", "Events of the billing application", true, false),
    ("Custom.OldVPN", "Events of the VPN that was replaced in 2025", false, true),
    ("GCP.AuditLog", "Google Cloud audit logs", true, false), ("GitHub.Audit", "GitHub audit log", true, false),
    ("GSuite.ActivityEvent", "Google Workspace activity", true, false),
    ("Slack.AuditLogs", "Slack audit logs", false, false),
  ]
  private static let simpleFields = [
    LakeColumn("id", "string", "Id of the event", "trace_id"),
    LakeColumn("timestamp", "timestamp", "Time of the event"),
    LakeColumn("event_type", "string", "What happened"), LakeColumn("user_email", "string", "Who did it", "email"),
    LakeColumn("source_ip", "string", "From where", "ip"), LakeColumn("details", "object", "Everything else"),
  ]

  static func all(at now: Instant) -> [JSON.Object] {
    let tables = LogType.allCases.map { ($0.rawValue, "Logs of type \($0.rawValue)", true, false, $0.ownColumns) }
    let others = simple.map { ($0.name, $0.description, $0.inUse, $0.isArchived, simpleFields) }
    return (tables + others).sorted { $0.0 < $1.0 }.enumerated().map { number, row in
      let (name, description, inUse, isArchived, fields) = row
      let isCustom = name.hasPrefix("Custom.")
      return [
        "name": .string(name), "description": .string(description), "spec": .string(spec(name, description, fields)),
        "version": JSON(1 + number % 3), "revision": JSON(1 + number % 7), "isArchived": .bool(isArchived),
        "isManaged": .bool(!isCustom), "isFieldDiscoveryEnabled": .bool(isCustom), "discoveredSpec": "",
        "referenceURL": isCustom ? .null : .string("https://docs.panther.com/data-onboarding/supported-logs"),
        "createdAt": .string(now.adding(days: -600).rfc3339),
        "updatedAt": .string(now.adding(days: -10 * number - 3).rfc3339),
        "_inUse": .bool(inUse), "_fields": JSON(fields.map(\.name)),
      ]
    }
  }

  private static func spec(_ name: String, _ description: String, _ fields: [LakeColumn]) -> String {
    var lines = ["schema: \(name)", "description: \(description)", "fields:"]
    var hasEventTime = false
    for field in fields {
      lines += ["  - name: \(field.name)", "    description: \(field.description)"]
      switch field.type {
      case "array" where field.fields.isEmpty: lines += ["    type: array", "    element:", "      type: json"]
      case "array":
        lines += ["    type: array", "    element:", "      type: object"] + inner(field.fields, indent: "      ")
      case "object" where field.fields.isEmpty: lines.append("    type: json")
      case "object": lines += ["    type: object"] + inner(field.fields, indent: "    ")
      default: lines.append("    type: \(field.type)")
      }
      if field.type == "timestamp" {
        lines.append("    timeFormats: [rfc3339]")
        if !hasEventTime { lines.append("    isEventTime: true") }
        hasEventTime = true
      }
      if !field.indicators.isEmpty { lines.append("    indicators: [\(field.indicators.joined(separator: ", "))]") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The fields inside an object. Those of one object stand side by side in the list of paths.
  private static func inner(_ paths: [String], indent: String) -> [String] {
    var lines = [indent + "fields:"]
    var last = ""
    for path in paths {
      let steps = path.split(separator: ".", maxSplits: 1).map(String.init)
      guard steps.count == 2 else {
        lines += [indent + "  - name: \(path)", indent + "    type: string"]
        continue
      }
      guard steps[0] != last else { continue }
      last = steps[0]
      let deeper = paths.filter { $0.hasPrefix(last + ".") }.map { String($0.dropFirst(last.utf8.count + 1)) }
      lines += [indent + "  - name: \(last)", indent + "    type: object"] + inner(deeper, indent: indent + "    ")
    }
    return lines
  }
}
