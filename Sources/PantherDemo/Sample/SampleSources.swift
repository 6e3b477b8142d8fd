import JSON

/// Log sources, and the schemas of log types.
enum SampleSources {
  private struct Row {
    let label: String
    let kind: String
    let logTypes: [String]
    var silentHours = 0
  }

  private static let rows = [
    Row(label: "AWS organization trail", kind: "aws-s3", logTypes: ["AWS.CloudTrail"]),
    Row(label: "VPC flow logs", kind: "aws-s3", logTypes: ["AWS.VPCFlow"]),
    Row(label: "Legacy ALB logs", kind: "aws-s3", logTypes: ["AWS.ALB"], silentHours: 74),
    Row(label: "Okta production", kind: "log-pulling", logTypes: ["Okta.SystemLog"]),
    Row(label: "Google Workspace", kind: "log-pulling", logTypes: ["GSuite.Reports", "GSuite.ActivityEvent"]),
    Row(label: "CrowdStrike Falcon", kind: "aws-sqs", logTypes: ["Crowdstrike.FDREvent"], silentHours: 7),
    Row(label: "GitHub organization", kind: "log-pulling", logTypes: ["GitHub.Audit"]),
    Row(label: "GuardDuty findings", kind: "amazon-eventbridge", logTypes: ["AWS.GuardDuty"]),
    Row(label: "GCP audit logs", kind: "gcp-pubsub", logTypes: ["GCP.AuditLog"]),
    Row(label: "Panther audit logs", kind: "log-pulling", logTypes: ["Panther.Audit"]),
    Row(label: "Billing webhook", kind: "http-ingest", logTypes: ["Custom.BillingApp"]),
    Row(label: "Auth0 stream", kind: "http-ingest", logTypes: ["Auth0.Events"]),
  ]

  static func id(of label: String) -> String { stableID("source:" + label) }

  static func kind(of label: String) -> String? { rows.first { $0.label == label }?.kind }

  /// As GraphQL has them, with the names of their types.
  static func all(at now: Moment) -> [JSON.Object] {
    rows.enumerated().map { number, row in
      let last = JSON.string(now.adding(minutes: row.silentHours > 0 ? -row.silentHours * 60 : -2 - number).precise)
      var source: JSON.Object = [
        "__typename": row.kind == "aws-s3" ? "S3LogIntegration" : "LogSourceIntegration",
        "integrationId": .string(SampleSources.id(of: row.label)), "integrationLabel": .string(row.label),
        "integrationType": .string(row.kind), "isEditable": true, "isHealthy": .bool(row.silentHours == 0),
        "logTypes": JSON(row.logTypes), "createdAtTime": .string(now.adding(days: -500 + number * 20).precise),
        "createdBy": Actor.user("noor.alfarsi"), "lastEventProcessedAtTime": last, "lastEventReceivedAtTime": last,
        "lastModified": .string(now.adding(days: -30 - number).precise),
      ]
      guard row.kind == "aws-s3" else { return source }
      let s3: JSON.Object = [
        "awsAccountId": .string(Company.account), "s3Bucket": "harborline-logs",
        "s3Prefix": .string("source-\(number)/"),
        "kmsKey": .null,
        "logProcessingRole": .string("arn:aws:iam::\(Company.account):role/PantherLogProcessingRole-\(number)"),
        "logStreamType": "JSON", "logStreamTypeOptions": number == 0 ? ["jsonArrayEnvelopeField": "Records"] : .null,
        "managedBucketNotifications": true, "stackName": .string("panther-log-source-\(number)"),
        "s3PrefixLogTypes": [
          ["prefix": .string("source-\(number)/"), "logTypes": JSON(row.logTypes), "excludedPrefixes": []]
        ],
      ]
      source.merge(s3)
      return source
    }
  }

  /// As REST has the two HTTP sources. The secrets are there to be redacted.
  static let http: [JSON.Object] = [
    [
      "integrationId": .string(SampleSources.id(of: "Billing webhook")), "integrationLabel": "Billing webhook",
      "logTypes": ["Custom.BillingApp"], "logStreamType": "JsonArray",
      "logStreamTypeOptions": ["jsonArrayEnvelopeField": "events"], "authMethod": "Bearer",
      "authBearerToken": "DEMO-SECRET-bearer-5f2c9b1e7a",
    ],
    [
      "integrationId": .string(SampleSources.id(of: "Auth0 stream")), "integrationLabel": "Auth0 stream",
      "logTypes": ["Auth0.Events"], "logStreamType": "JSON", "authMethod": "HMAC", "authHeaderKey": "X-Signature",
      "authHmacAlg": "SHA-256", "authSecretValue": "DEMO-SECRET-hmac-c41d80a6f3",
    ],
  ]
}

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

  static func all(at now: Moment) -> [JSON.Object] {
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
      case "array": lines += ["    type: array", "    element:", "      type: json"]
      case "object": lines.append("    type: json")
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
}
