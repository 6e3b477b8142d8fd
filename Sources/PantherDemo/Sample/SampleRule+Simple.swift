import JSON

extension SampleRule {
  /// What a simple rule has beside the action that it looks for, in YAML.
  struct Conditions {
    var more = ""
    var severities = ""
    /// Unit tests, where those with nothing but the action do not do.
    var tests: [JSON] = []
  }

  static let simple: [(rule: SampleRule, conditions: Conditions)] = [
    (
      .init(
        "Simple.AWS.Secrets.ProductionRead", "Production secret read", .cloudTrail, "MEDIUM", "GetSecretValue",
        "TA0006:T1552", and: FieldCondition("requestParameters", "secretId", prefix: "prod/")),
      .init(
        more: "- KeyPath: requestParameters.secretId\n  Condition: StartsWith\n  Value: prod/\n",
        severities: """
          - ChangeTo: HIGH
            Conditions:
              - KeyPath: sourceIPAddress
                Condition: IsIPAddressNotInCIDR
                Value: 10.0.0.0/8

          """,
        tests: [
          test("a person reads a production secret", true, secretRead("prod/payments/database")),
          test("a person reads a secret of the test environment", false, secretRead("test/payments/database")),
        ])
    ),
    (
      .init(
        "Simple.Okta.AppRemoved", "Okta application removed", .okta, "MEDIUM", "application.lifecycle.delete",
        "TA0040:T1531", owner: .pipeline), .init()
    ),
    (
      // Nobody has switched this one on yet. The data lake has rows that it matches.
      .init(
        "Simple.GSuite.ConfidentialDownload", "Confidential file downloaded", .gsuite, "LOW", "download",
        "TA0009:T1213",
        and: FieldCondition("parameters", "doc_title", values: "Board deck", "Interview plan"), isEnabled: false),
      .init(
        more: "- KeyPath: parameters.doc_title\n  Condition: IsIn\n  Values: [Board deck, Interview plan]\n",
        tests: [
          test("a confidential file is downloaded", true, download("Board deck")),
          test("another file is downloaded", false, download("Vendor list")),
        ])
    ),
  ]

  private static func test(_ name: String, _ expected: Bool, _ event: JSON) -> JSON {
    ["name": .string(name), "expectedResult": .bool(expected), "resource": .string(event.text)]
  }

  private static func secretRead(_ secret: String) -> JSON {
    [
      "eventName": "GetSecretValue", "eventSource": "secretsmanager.amazonaws.com",
      "requestParameters": ["secretId": .string(secret)], "userIdentity": ["userName": .string(Company.dana.user)],
      "sourceIPAddress": .string(Company.dana.address), "p_log_type": "AWS.CloudTrail",
    ]
  }

  private static func download(_ title: String) -> JSON {
    [
      "name": "download", "type": "access", "parameters": ["doc_title": .string(title)],
      "actor": ["email": .string(Company.dana.email)], "p_log_type": "GSuite.Reports",
    ]
  }
}
