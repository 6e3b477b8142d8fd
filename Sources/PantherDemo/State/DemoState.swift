import JSON

/// Everything that the demo instance knows; writes change it for the life of the process.
struct Estate {
  let now: Moment
  let incidents: [Incident]
  let token: JSON
  var alerts: Store
  var comments: Store
  var detections: [DetectionKind: Store]
  var globals: Store
  var dataModels: Store
  var queries: Store
  var users: Store
  var roles: Store
  var httpSources: Store
  var sources: Store
  var schemas: Store
  let lake: Lake
  var runs: QueryRuns
  var streams: [InferenceStream]
  private var random = SplitMix("ids")

  init(now: Moment) {
    self.now = now
    incidents = Incidents.all(at: now)
    lake = Lake(now: now, incidents: incidents)
    runs = QueryRuns(at: now)
    token = SamplePeople.token(at: now)
    alerts = Store("alert", incidents.map(\.alert))
    comments = Store("comment", SampleComments.all(incidents))
    detections = [
      .rules: Store("rule", SampleRule.rules.map { $0.rule(at: now) }),
      .scheduledRules: Store(
        "scheduled rule", SampleRule.scheduled.map { $0.rule.scheduledRule(on: $0.query, at: now) }),
      .simpleRules: Store("simple rule", SampleRule.simple.map { $0.simpleRule(at: now) }),
      .policies: Store("policy", SamplePolicies.all(at: now)),
    ]
    globals = Store("global", SampleLibrary.globals(at: now))
    dataModels = Store("data model", SampleLibrary.dataModels(at: now))
    queries = Store("query", SampleLibrary.queries(at: now))
    users = Store("user", SamplePeople.users(at: now))
    roles = Store("role", SamplePeople.roles(at: now))
    httpSources = Store("http source", SampleSources.http, id: "integrationId")
    sources = Store("source", SampleSources.all(at: now), id: "integrationId")
    schemas = Store("schema", SampleSchemas.all(at: now), id: "name")
    streams = InferenceStream.earlier(incidents)
  }

  /// An id for something new; the same calls in the same order get the same ids.
  mutating func newID() -> String { random.uuid() }
}

extension Incident {
  /// `AlertAPI.Alert`, and what the filters need besides.
  var alert: JSON.Object {
    var alert: JSON.Object = [
      "id": .string(id), "type": .string(type), "title": .string(title), "severity": .string(severity),
      "status": .string(status), "createdAt": .string(created.rfc3339),
      "eventCount": JSON(type == "POLICY" ? 1 : activities.count), "runbook": .string(runbook), "context": context,
      "deliveries": deliveries, "_logTypes": JSON(logTypes), "_resourceTypes": JSON(resourceTypes),
      "_logSources": JSON(sources),
    ]
    if let first = activities.map(\.time).min(), let last = activities.map(\.time).max() {
      alert["firstEventOccurredAt"] = .string(first.rfc3339)
      alert["lastReceivedEventAt"] = .string(last.rfc3339)
    }
    if let detection { alert["detection"] = ["id": .string(detection), "type": .string(detectionType)] }
    if let systemError {
      var error: JSON.Object = ["type": .string(systemError.type)]
      if !systemError.source.isEmpty {
        error["sourceId"] = .string(SampleSources.id(of: systemError.source))
        error["sourceType"] = JSON(SampleSources.kind(of: systemError.source))
      }
      alert["systemError"] = .object(error)
    }
    if let assignee { alert["assignee"] = Actor.user(assignee) }
    if status != "OPEN" {
      alert["updatedBy"] = assignee.map(Actor.user) ?? Actor.system
      alert["_updatedAt"] = .string(created.adding(minutes: 35).precise)
    }
    return alert
  }

  private var sources: [String] {
    if let systemError { return systemError.source.isEmpty ? [] : [SampleSources.id(of: systemError.source)] }
    return logTypes.compactMap { LogType(rawValue: $0)?.sourceID }
  }

  private var runbook: String {
    type == "SYSTEM_ERROR"
      ? "Look at the source in Panther and at the sender's side." : SampleRule.runbook(severity: severity)
  }

  private var context: JSON {
    guard let first = activities.first else { return [:] }
    return ["actor": .string(first.user), "ips": [.string(first.address)], "action": .string(first.action)]
  }

  private var deliveries: JSON {
    guard severity == "HIGH" || severity == "CRITICAL", type != "SYSTEM_ERROR" else { return [] }
    return [
      [
        "outputId": .string(Output.security.id), "label": .string(Output.security.label),
        "dispatchedAt": .string(created.adding(seconds: 12).rfc3339), "message": "delivered", "statusCode": 200,
        "success": true,
      ]
    ]
  }
}

enum SampleComments {
  static func all(_ incidents: [Incident]) -> [JSON.Object] {
    incidents.filter { $0.status != "OPEN" && $0.assignee != nil }.flatMap { incident in
      let text =
        switch incident.status {
        case "TRIAGED": "Looking into this. Asked the person on chat."
        case "CLOSED": "False positive: known automation or approved change."
        default: "Confirmed with the person; nothing else found."
        }
      return [text, "확인했습니다 👍"].prefix(incident.status == "TRIAGED" ? 2 : 1).enumerated().map { number, body in
        comment(incident, number, body)
      }
    }
  }

  private static func comment(_ incident: Incident, _ number: Int, _ body: String) -> JSON.Object {
    let time = JSON.string(incident.created.adding(minutes: 20 + number * 9).rfc3339)
    return [
      "id": .string(stableID("comment:\(incident.id)/\(number)")), "alertId": .string(incident.id),
      "body": .string(body),
      "format": "PLAIN_TEXT", "createdAt": time, "updatedAt": time,
      "createdBy": Actor.user(number == 0 ? incident.assignee ?? "ada.okafor" : "minjun.kim"),
    ]
  }
}
