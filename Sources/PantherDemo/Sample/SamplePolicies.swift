import JSON

/// The policies of the sample company.
enum SamplePolicies {
  private static let rows:
    [(id: String, name: String, resource: String, severity: String, key: String, status: String)] = [
      ("AWS.S3.Bucket.PublicReadAccess", "S3 buckets are not public", "AWS.S3.Bucket", "HIGH", "PublicRead", "FAIL"),
      ("AWS.S3.Bucket.Encrypted", "S3 buckets are encrypted", "AWS.S3.Bucket", "MEDIUM", "Encryption", "PASS"),
      ("AWS.IAM.User.MFA.Enabled", "IAM users have MFA", "AWS.IAM.User", "MEDIUM", "MFADevices", "FAIL"),
      ("AWS.IAM.AccessKey.Age", "Access keys are rotated", "AWS.IAM.User", "LOW", "KeyAge", "FAIL"),
      ("AWS.EC2.SecurityGroup.OpenSSH", "No SSH from anywhere", "AWS.EC2.SecurityGroup", "HIGH", "OpenSSH", "FAIL"),
      (
        "AWS.RDS.Instance.Encrypted", "Databases are encrypted", "AWS.RDS.Instance", "MEDIUM", "StorageEncrypted",
        "PASS"
      ),
      ("AWS.KMS.Key.Rotation", "KMS keys rotate", "AWS.KMS.Key", "LOW", "RotationEnabled", "PASS"),
      (
        "AWS.CloudTrail.LogValidation", "Trails validate their logs", "AWS.CloudTrail", "LOW", "LogFileValidation",
        "ERROR"
      ),
    ]

  static func all(at now: Instant) -> [JSON.Object] {
    rows.enumerated().map { number, row in
      [
        "id": .string(row.id), "displayName": .string(row.name), "enabled": .bool(number != 6),
        "description": .string("\(row.name). Looks at \(row.key) of \(row.resource)."),
        "severity": .string(row.severity), "resourceTypes": [.string(row.resource)],
        "suppressions": number == 0 ? ["arn:aws:s3:::harborline-web-assets-legacy"] : [],
        "tags": ["AWS", "CIS"], "reports": ["CIS": [.string("2.\(number + 1)")]], "managed": .bool(number % 2 == 1),
        "outputIDs": [], "body": .string("def policy(resource):\n    return bool(resource.get(\"\(row.key)\"))\n"),
        "tests": [
          ["name": "compliant", "expectedResult": true, "resource": .string("{\"\(row.key)\": true}")],
          ["name": "not compliant", "expectedResult": false, "resource": .string("{\"\(row.key)\": null}")],
        ],
        "createdAt": .string(now.adding(days: -300 - number).rfc3339),
        "lastModified": .string(now.adding(days: -20 - number).rfc3339),
        "createdBy": number % 2 == 1 ? ActorReference.system : ActorReference.user("liam.obrien"),
        "_lastModifiedBy": ActorReference.user("liam.obrien"), "_complianceStatus": .string(row.status),
      ]
    }
  }
}
