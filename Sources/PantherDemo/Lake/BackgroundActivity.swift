/// The everyday activity of the last 14 days, among which the incidents are found.
enum BackgroundActivity {
  static let days = 14

  static func activities(of logType: LogType, until now: Instant) -> [Activity] {
    var random = SeededRandom("background:" + logType.rawValue)
    return (0..<count(of: logType)).map { serial in
      let time = now.adding(milliseconds: -(60 + random.below(days * 86_400 - 60)) * 1000)
      return activity(of: logType, at: time, serial: serial + 1000, &random)
    }
  }

  private static func count(of logType: LogType) -> Int {
    switch logType {
    case .cloudTrail: 1300
    case .okta: 700
    case .gsuite: 350
    case .audit: 200
    case .flow: 900
    }
  }

  private static func activity(of logType: LogType, at time: Instant, serial: Int, _ random: inout SeededRandom)
    -> Activity
  {
    switch logType {
    case .cloudTrail:
      let action = random.pick(calls)
      let person = random.pick(Company.staff)
      let error = random.below(23) == 0 ? "AccessDenied" : nil
      let target = action == "GetObject" || action == "PutObject" ? random.pick(buckets) : ""
      return Activity(logType, action, by: person, at: time, error: error, target: target, serial: serial)
    case .okta:
      let action = random.pick(signIns)
      let person = random.pick(people)
      let error = action == "user.session.start" && random.below(14) == 0 ? "INVALID_CREDENTIALS" : nil
      let target = action == "user.authentication.sso" ? random.pick(applications) : ""
      return Activity(logType, action, by: person, at: time, error: error, target: target, serial: serial)
    case .gsuite:
      let action = random.pick(["view", "edit", "download", "login_success", "login_success", "create"])
      let target = action.hasPrefix("login") ? "" : random.pick(documents)
      return Activity(logType, action, by: random.pick(people), at: time, target: target, serial: serial)
    case .audit:
      return Activity(
        logType, random.pick(adminActions), by: random.pick(analysts), at: time, target: "console", serial: serial)
    case .flow:
      let host = Company.Person(user: "", name: "", address: "10.0.4.\(10 + random.below(90))", city: "", country: "")
      let target = random.pick([
        "10.0.0.12:443", "10.0.2.20:5432", "192.0.2.200:443", "198.51.100.9:443", "10.0.0.53:53",
      ])
      let isRefused = random.below(12) == 0
      return Activity(logType, isRefused ? "REJECT" : "ACCEPT", by: host, at: time, target: target, serial: serial)
    }
  }

  private static let people = Company.staff.filter { !$0.user.hasPrefix("svc-") && !$0.user.hasPrefix("ci-") }
  private static let analysts = people.filter {
    ["minjun.kim", "sofia.garcia", "liam.obrien", "ada.okafor"].contains($0.user)
  }
  private static let calls = [
    "ConsoleLogin", "AssumeRole", "AssumeRole", "GetObject", "GetObject", "GetObject", "PutObject", "ListBuckets",
    "DescribeInstances", "DescribeSecurityGroups", "GetCallerIdentity", "Decrypt", "ListUsers",
  ]
  private static let buckets = [
    "harborline-web-assets", "harborline-finance-exports", "harborline-logs", "harborline-models",
  ]
  private static let signIns = [
    "user.session.start", "user.session.start", "user.authentication.sso", "user.authentication.sso",
    "user.authentication.sso", "user.authentication.auth_via_mfa", "application.user_membership.add",
  ]
  private static let applications = ["AWS Console", "GitHub Enterprise", "Google Workspace", "Slack", "Snowflake"]
  private static let documents = ["Roadmap 2027", "Vendor list", "On-call notes", "Board deck", "Interview plan"]
  private static let adminActions = [
    "GET_ALERT", "LIST_ALERTS", "UPDATE_ALERT_STATUS", "EXECUTE_DATA_LAKE_QUERY", "UPDATE_RULE", "SIGN_IN",
  ]
}
