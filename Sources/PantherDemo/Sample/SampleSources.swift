import JSON

/// The log sources of the sample company.
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

  /// All log sources as GraphQL has them, with the names of their types.
  static func all(at now: Instant) -> [JSON.Object] {
    rows.enumerated().map { number, row in
      let last = JSON.string(now.adding(minutes: row.silentHours > 0 ? -row.silentHours * 60 : -2 - number).precise)
      var source: JSON.Object = [
        "__typename": row.kind == "aws-s3" ? "S3LogIntegration" : "LogSourceIntegration",
        "integrationId": .string(SampleSources.id(of: row.label)), "integrationLabel": .string(row.label),
        "integrationType": .string(row.kind), "isEditable": true, "isHealthy": .bool(row.silentHours == 0),
        "logTypes": JSON(row.logTypes), "createdAtTime": .string(now.adding(days: -500 + number * 20).precise),
        "createdBy": ActorReference.user("noor.alfarsi"), "lastEventProcessedAtTime": last,
        "lastEventReceivedAtTime": last,
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

  /// The two HTTP sources as REST has them. Their secrets are there to be redacted.
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
