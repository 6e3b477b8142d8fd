import JSON

extension SampleRule {
  static let rules: [SampleRule] = [
    .init(
      "AWS.Console.LoginWithoutMFA", "Console login without MFA", .cloudTrail, "HIGH", "ConsoleLogin", "TA0001:T1078",
      and: FieldCondition("additionalEventData", "MFAUsed", values: "No"), owner: .pack),
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
      and: FieldCondition("userIdentity", "userName", values: "root"), owner: .pipeline),
    .init(
      "AWS.KMS.KeyDeletion", "KMS key scheduled for deletion", .cloudTrail, "HIGH", "ScheduleKeyDeletion",
      "TA0040:T1485", isEnabled: false),
    .init(
      "AWS.EC2.InstanceLaunched In Unused Region", "Instance in an unused region", .cloudTrail, "LOW", "RunInstances",
      "TA0005:T1535"),
    .init(
      "Okta.BruteForce.Logins", "Okta brute force", .okta, "HIGH", "user.session.start", "TA0006:T1110",
      and: FieldCondition("outcome", "result", values: "FAILURE"), owner: .pack, threshold: 20),
    .init(
      "Okta.MFA.PushFatigue", "MFA push fatigue", .okta, "HIGH", "user.authentication.auth_via_mfa", "TA0006:T1621",
      and: FieldCondition("outcome", "result", values: "FAILURE"), threshold: 5),
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
      and: FieldCondition("dstPort", values: 4444, 1337, 31337), threshold: 10),
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
}
