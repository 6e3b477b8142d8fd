/// Makes activities and incidents whose times are given in minutes before now.
struct Timeline {
  let now: Instant

  func ago(_ minutes: Int) -> Instant { now.adding(minutes: -minutes) }

  /// The same action several times.
  ///
  /// - Parameters:
  ///   - minutes: how long before now the first one happened.
  ///   - seconds: the time between two of them.
  func burst(
    _ logType: LogType, _ action: String, by person: Company.Person, count: Int = 1, from minutes: Int,
    every seconds: Int = 60, error: String? = nil, target: String = ""
  ) -> [Activity] {
    (0..<count).map { serial in
      Activity(
        logType, action, by: person, at: ago(minutes).adding(seconds: serial * seconds), error: error, target: target,
        serial: serial)
    }
  }

  /// An incident whose alert was made a minute after its last event.
  func incident(
    _ rule: String, _ severity: String, _ title: String, _ activities: [Activity], type: String = "RULE",
    status: String = "OPEN", assignee: String? = nil
  ) -> Incident {
    let last = activities.map(\.time).max() ?? now
    var logTypes: [String] = []
    for activity in activities where !logTypes.contains(activity.logType.rawValue) {
      logTypes.append(activity.logType.rawValue)
    }
    let offset = (now.milliseconds - last.milliseconds) / 1000
    return Incident(
      key: "\(rule)/\(offset)", type: type, detection: rule, title: title, severity: severity, status: status,
      assignee: assignee, created: min(last.adding(minutes: 1), now), activities: activities, logTypes: logTypes)
  }
}
