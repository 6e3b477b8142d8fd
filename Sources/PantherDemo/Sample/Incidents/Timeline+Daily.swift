extension Timeline {
  /// Alerts of everyday work that belong to no story.
  var daily: [Incident] {
    let day = 1440
    let root = Company.Person(
      user: "root", name: "root", address: "192.0.2.11", city: "Portland", country: "United States")
    return [
      incident(
        "Okta.Login.UserAgentAnomaly", "LOW", "Unusual user agent in Okta: \(Incidents.injection)",
        [
          Activity(
            .okta, "user.session.start", by: Company.attacker, at: ago(352), error: "INVALID_CREDENTIALS",
            serial: Activity.injected)
        ]),
      incident(
        "Okta.Login.NewCountry", "MEDIUM", "관리자 계정이 새로운 국가에서 로그인함: \(Company.minjun.email)",
        burst(.okta, "user.session.start", by: Company.minjun, count: 2, from: 11 * 60), status: "TRIAGED",
        assignee: "minjun.kim"),
      incident(
        "Panther.Audit.APIToken Created/Rotated", "INFO", "API token \"mcp\" created by \(Company.staff[6].email)",
        burst(.audit, "CREATE_API_TOKEN", by: Company.staff[6], from: 14 * 60, target: "mcp"), status: "RESOLVED"),
      incident(
        "AWS.Root.AccountUsed", "HIGH", "Root account activity in account \(Company.account)",
        burst(.cloudTrail, "ConsoleLogin", by: root, count: 2, from: 12 * day, every: 400), status: "RESOLVED",
        assignee: "ada.okafor"),
      incident(
        "Okta.AdminRole.Assigned", "MEDIUM", "Super administrator granted to noor.alfarsi",
        burst(
          .okta, "user.account.privilege.grant", by: Company.staff[6], from: 3 * day, target: Company.staff[11].email),
        status: "RESOLVED", assignee: "ada.okafor"),
      incident(
        "Okta.AdminRole.Assigned", "MEDIUM", "Help desk administrator granted to hugo.lind",
        burst(.okta, "user.account.privilege.grant", by: Company.staff[6], from: 21 * day, target: Company.hugo.email),
        status: "RESOLVED", assignee: "ada.okafor"),
      incident(
        "Okta.Policy.Changed", "LOW", "Okta sign-on policy changed by noor.alfarsi",
        burst(.okta, "policy.rule.update", by: Company.staff[11], count: 3, from: 5 * day), status: "RESOLVED"),
      incident(
        "AWS.S3.BucketMadePublic", "HIGH", "Bucket harborline-web-assets made public by liam.obrien",
        burst(.cloudTrail, "PutBucketAcl", by: Company.staff[8], from: 2 * day + 200, target: "harborline-web-assets"),
        status: "CLOSED", assignee: "liam.obrien"),
      incident(
        "AWS.IAM.UserCreated", "LOW", "IAM user svc-reports created by ci-terraform",
        burst(.cloudTrail, "CreateUser", by: Company.terraform, from: 6 * day, target: "svc-reports"),
        status: "RESOLVED"),
      incident(
        "GSuite.Login.Failures", "LOW", "Failed Google logins of yuki.tanaka",
        burst(
          .gsuite, "login_failure", by: Company.staff[10], count: 7, from: 26 * 60, every: 30, error: "bad password")),
      incident(
        "AWS.IAM.AccessKeyCreated", "CRITICAL", "Access key created for svc-reports by ci-terraform",
        burst(.cloudTrail, "CreateAccessKey", by: Company.terraform, from: 6 * day - 4, target: "svc-reports"),
        status: "CLOSED", assignee: "minjun.kim"),
      incident(
        "Panther.Audit.RuleDisabled", "INFO", "Rule AWS.KMS.KeyDeletion disabled by liam.obrien",
        burst(.audit, "UPDATE_RULE", by: Company.staff[8], from: 8 * day, target: "AWS.KMS.KeyDeletion"),
        status: "RESOLVED"),
      incident(
        "Queries.DormantUser.Login", "LOW", "Dormant user signed in: hugo.lind",
        burst(.okta, "user.session.start", by: Company.hugo, from: 17 * day), type: "SCHEDULED_RULE", status: "CLOSED"),
      incident(
        "AWS.Console.LoginWithoutMFA", "HIGH", "Console login without MFA by yuki.tanaka from 192.0.2.44",
        burst(.cloudTrail, "ConsoleLogin", by: Company.staff[10], from: 15 * day), status: "CLOSED",
        assignee: "minjun.kim"),
    ] + policies
  }

  private var policies: [Incident] {
    let rows: [(String, String, String, String, Int, String)] = [
      (
        "AWS.S3.Bucket.PublicReadAccess", "AWS.S3.Bucket", "HIGH", "harborline-web-assets allows public read", 2900,
        "OPEN"
      ),
      ("AWS.IAM.User.MFA.Enabled", "AWS.IAM.User", "MEDIUM", "IAM user dana.whitfield has no MFA device", 700, "OPEN"),
      (
        "AWS.EC2.SecurityGroup.OpenSSH", "AWS.EC2.SecurityGroup", "HIGH", "sg-0demo2 allows SSH from anywhere", 9000,
        "TRIAGED"
      ),
      (
        "AWS.RDS.Instance.Encrypted", "AWS.RDS.Instance", "MEDIUM", "Instance reports-db is not encrypted", 20_000,
        "RESOLVED"
      ),
      (
        "AWS.IAM.AccessKey.Age", "AWS.IAM.User", "LOW", "Access key of svc-backup is older than 90 days", 38_000, "OPEN"
      ),
    ]
    return rows.map { policy, resource, severity, title, minutes, status in
      Incident(
        key: policy, type: "POLICY", detection: policy, title: title, severity: severity, status: status,
        created: ago(minutes), resourceTypes: [resource])
    }
  }
}
