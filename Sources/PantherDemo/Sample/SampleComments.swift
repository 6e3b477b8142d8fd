import JSON

/// The comments that people wrote under alerts.
enum SampleComments {
  static func all(_ incidents: [Incident]) -> [JSON.Object] {
    incidents.filter { $0.status != "OPEN" && $0.assignee != nil }.flatMap { incident in
      let usual =
        switch incident.status {
        case "TRIAGED": "Looking into this. Asked the person on chat."
        case "CLOSED": "False positive: known automation or approved change."
        default: "Confirmed with the person; nothing else found."
        }
      return [incident.comment ?? usual, "확인했습니다 👍"].prefix(incident.status == "TRIAGED" ? 2 : 1).enumerated().map {
        number, body in
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
      "createdBy": ActorReference.user(number == 0 ? incident.assignee ?? "ada.okafor" : "minjun.kim"),
    ]
  }
}
