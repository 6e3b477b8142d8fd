import JSON

extension Incident {
  /// The alert as the REST API has it, with further members for the filters, whose names start with `_`.
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
    if let assignee { alert["assignee"] = ActorReference.user(assignee) }
    if status != "OPEN" {
      alert["updatedBy"] = assignee.map(ActorReference.user) ?? ActorReference.system
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
        "outputId": .string(AlertDestination.security.id), "label": .string(AlertDestination.security.label),
        "dispatchedAt": .string(created.adding(seconds: 12).rfc3339), "message": "delivered", "statusCode": 200,
        "success": true,
      ]
    ]
  }
}
