extension Timeline {
  /// The takeover of an account last night.
  ///
  /// The attacker tries passwords and sends MFA pushes, signs in to the AWS console without MFA, and makes a new key.
  var takeover: [Incident] {
    let (attacker, key) = (Company.attacker, Company.stolenKey)
    let failures = burst(
      .okta, "user.session.start", by: attacker, count: 26, from: 345, every: 45, error: "INVALID_CREDENTIALS")
    let entry = burst(.okta, "user.session.start", by: attacker, from: 318)
    let pushes = burst(
      .okta, "user.authentication.auth_via_mfa", by: attacker, count: 6, from: 317, every: 50,
      error: "USER_REJECTED_OKTA_VERIFY_PUSH")
    let reset = burst(.okta, "user.mfa.factor.reset_all", by: Company.hugo, from: 310, target: Company.dana.email)
    let handover = burst(.okta, "user.authentication.sso", by: attacker, from: 306, target: "AWS Console")
    let rejected = burst(
      .cloudTrail, "ConsoleLogin", by: attacker, count: 5, from: 305, every: 50, error: "Failed authentication")
    let console = burst(.cloudTrail, "ConsoleLogin", by: attacker, from: 300)
    let looking =
      burst(.cloudTrail, "ListUsers", by: attacker, count: 3, from: 297)
      + burst(
        .cloudTrail, "GetAccountAuthorizationDetails", by: attacker, count: 5, from: 294, every: 20,
        error: "AccessDenied")
      + burst(.cloudTrail, "ListBuckets", by: attacker, count: 2, from: 291)
    let newKey = burst(.cloudTrail, "CreateAccessKey", by: attacker, from: 286, target: Company.backup.user)
    let admin = burst(.cloudTrail, "AttachUserPolicy", by: attacker, from: 283, target: Company.backup.user)
    let reads = burst(
      .cloudTrail, "GetObject", by: key, count: 48, from: 275, every: 75, target: "harborline-finance-exports")
    let stops = burst(
      .cloudTrail, "StopLogging", by: key, count: 3, from: 205, error: "AccessDenied", target: "organization-trail")
    let host = Company.Person(user: "", name: "", address: "10.0.4.77", city: "", country: "")
    let beacons = burst(.flow, "ACCEPT", by: host, count: 14, from: 190, every: 300, target: "\(attacker.address):4444")
    let who = Company.dana.email
    return [
      incident(
        "Okta.BruteForce.Logins", "HIGH", "Brute force login attempts against \(who) from \(attacker.address)", failures
      ),
      incident("Okta.MFA.PushFatigue", "HIGH", "Repeated MFA pushes rejected by \(who)", pushes),
      incident("Okta.MFA.FactorReset", "MEDIUM", "All MFA factors of \(who) reset by \(Company.hugo.email)", reset),
      incident("Okta.Login.NewCountry", "MEDIUM", "\(who) signed in from Iceland for the first time", entry + handover),
      incident(
        "AWS.Console.LoginWithoutMFA", "HIGH", "Console login without MFA by \(attacker.user) from \(attacker.address)",
        rejected + console),
      incident("AWS.IAM.Reconnaissance", "MEDIUM", "Burst of IAM and S3 discovery calls by \(attacker.user)", looking),
      incident("AWS.IAM.AccessKeyCreated", "CRITICAL", "Access key created for svc-backup by \(attacker.user)", newKey),
      incident(
        "AWS.IAM.AdminPolicyAttached", "CRITICAL", "AdministratorAccess attached to svc-backup by \(attacker.user)",
        admin,
        status: "TRIAGED", assignee: "minjun.kim"),
      incident(
        "AWS.S3.UnusualDownload", "HIGH", "48 objects read from harborline-finance-exports by svc-backup", reads,
        type: "SCHEDULED_RULE"),
      incident(
        "AWS.CloudTrail.Stopped", "CRITICAL", "Attempt to stop CloudTrail organization-trail by svc-backup", stops),
      incident(
        "AWS.VPC.OutboundToRarePort", "HIGH", "Outbound traffic from 10.0.4.77 to \(attacker.address):4444", beacons),
      incident(
        "Correlation.Okta.Login.Then.IAM.Key", "CRITICAL", "Okta takeover followed by a new IAM key: \(attacker.user)",
        entry + console + newKey, type: "CORRELATION_RULE"),
    ]
  }

  /// The alerts of a rule that needs tuning, because every run of the pipeline triggers it.
  var noise: [Incident] {
    (0..<18).map { run in
      let isRecent = run < 3
      return incident(
        "AWS.EC2.SecurityGroupModified", "MEDIUM", "Security group sg-0demo\(run % 4) modified by ci-terraform",
        burst(
          .cloudTrail, "AuthorizeSecurityGroupIngress", by: Company.terraform, count: 3 + run % 6,
          from: 130 + run * 2290, every: 8, target: "sg-0demo\(run % 4)"),
        status: isRecent ? "OPEN" : run % 7 == 5 ? "RESOLVED" : "CLOSED", assignee: isRecent ? nil : "sofia.garcia")
    }
  }

  /// A contractor who shares documents outside the company before he leaves.
  var contractor: [Incident] {
    let day = 1440
    func shares(_ count: Int, _ minutes: Int, _ document: String) -> [Activity] {
      burst(.gsuite, "change_user_access", by: Company.omar, count: count, from: minutes, every: 40, target: document)
    }
    return [
      incident(
        "GSuite.Drive.ExternalShare", "HIGH", "\"Customer contracts 2026\" shared outside by \(Company.omar.email)",
        shares(4, 9 * day, "Customer contracts 2026"), status: "TRIAGED", assignee: "sofia.garcia"),
      incident(
        "GSuite.Drive.ExternalShare", "HIGH", "\"Pricing model\" shared outside by \(Company.omar.email)",
        shares(2, 9 * day - 95, "Pricing model"), status: "TRIAGED", assignee: "sofia.garcia"),
      incident(
        "GSuite.Drive.MassDownload", "MEDIUM", "31 files downloaded within ten minutes by \(Company.omar.email)",
        burst(
          .gsuite, "download", by: Company.omar, count: 31, from: 9 * day - 130, every: 18,
          target: "Customer contracts 2026"),
        status: "TRIAGED", assignee: "sofia.garcia"),
    ]
  }
}
