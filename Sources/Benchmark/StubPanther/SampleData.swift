import JSON

/// JSON of the shapes and sizes that Panther answers with.
enum SampleData {
  static func alert(_ number: Int) -> JSON {
    let id = String(0x9E37_79B9 &* (number + 1), radix: 16)
    return [
      "id": "\(id)c0ffee00", "type": "RULE", "severity": "HIGH", "status": "OPEN",
      "title": "AWS console login without MFA for user analyst-\(number) from 203.0.113.\(number % 250)",
      "createdAt": "2026-11-20T03:12:\(10 + number % 50).123456Z", "updatedAt": "2026-11-20T04:00:00Z",
      "firstEventOccurredAt": "2026-11-20T03:10:00Z", "lastReceivedEventAt": "2026-11-20T03:11:58Z",
      "eventCount": JSON(17 + number), "dedup": "analyst-\(number)", "riskScore": 71.5,
      "detection": ["id": "AWS.Console.LoginWithoutMFA", "type": "RULE"],
      "assignee": ["id": "7d1d4c1e-5a1b-4f0e-9d1e-0f3b6f0d2a11", "email": "ana@example.com"], "updatedBy": .null,
      "description": "A user signed in to the AWS console without a second factor.\nLook at \"userIdentity\" first.",
      "runbook":
        "1. Ask the user.\n2. Look for other sign-ins from the same address.\n3. Reset the password — then close.",
      "context": [
        "ip": "203.0.113.9", "userAgent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "actor": "arn:aws:iam::123456789012:user/analyst", "region": "eu-central-1", "mfa": false,
      ],
      "logTypes": ["AWS.CloudTrail"], "tags": ["AWS", "Identity & Access Management", "MITRE ATT&CK:TA0001"],
      "reference": "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html",
    ]
  }

  /// A page of an alert list.
  static func alerts(_ count: Int) -> JSON {
    ["results": .array((0..<count).map(alert)), "next": "eyJwYWdlIjoyfQ"]
  }

  /// A page of CloudTrail rows, about 1 kB each.
  static func queryPage(rows: Int) -> JSON {
    let columns = row(0).object?.keys ?? []
    return [
      "data": [
        "dataLakeQuery": [
          "status": "succeeded", "message": "",
          "results": [
            "edges": .array((0..<rows).map { ["node": row($0)] }),
            "columnInfo": ["order": JSON(columns), "types": JSON(columns.map { _ in "VARCHAR" })],
            "stats": ["bytesScanned": 123_456_789, "executionTime": 812, "rowCount": JSON(rows)],
            "pageInfo": ["endCursor": .null, "hasNextPage": false], "tryAgain": false,
          ],
        ]
      ]
    ]
  }

  private static func row(_ number: Int) -> JSON {
    [
      "p_event_time": "2026-11-20 03:\(10 + number % 50):07.123", "p_log_type": "AWS.CloudTrail",
      "p_row_id": "8e1f0a7cbb9e4d1c\(number)", "p_source_label": "production-cloudtrail",
      "eventName": "ConsoleLogin", "eventSource": "signin.amazonaws.com", "eventVersion": "1.08",
      "awsRegion": "eu-central-1", "sourceIPAddress": "198.51.100.\(number % 250)",
      "recipientAccountId": "123456789012", "readOnly": false, "responseTime": JSON(0.25 + Double(number)),
      "userAgent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
      "userIdentity": [
        "type": "IAMUser", "principalId": "AIDAEXAMPLE\(number)", "accountId": "123456789012",
        "arn": "arn:aws:iam::123456789012:user/analyst-\(number % 40)", "userName": "analyst",
        "sessionContext": ["attributes": ["mfaAuthenticated": "false", "creationDate": "2026-11-20T03:00:00Z"]],
      ],
      "requestParameters": .null, "responseElements": ["ConsoleLogin": "Success"],
      "additionalEventData": ["LoginTo": "https://console.aws.amazon.com/console/home?state=x", "MobileVersion": "No"],
      "p_any_ip_addresses": ["198.51.100.7", "203.0.113.9"], "p_any_aws_account_ids": ["123456789012"],
      "p_any_usernames": ["analyst", "analyst-\(number % 40)"],
      "p_enrichment": ["ipinfo": ["city": "Köln", "country": "DE", "asn": "AS3320", "isp": "Deutsche Telekom AG"]],
    ]
  }
}
