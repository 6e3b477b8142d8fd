import JSON

/// An answer of Panther AI, which grows with each poll.
struct InferenceStream {
  static let pollsUntilFinished = 4

  let id: String
  /// The id of the alert that the answer is about.
  let alias: String
  let created: Instant
  let text: String
  var polls = 0

  var isFinished: Bool { polls >= Self.pollsUntilFinished }

  var visible: String {
    isFinished ? text : String(text.prefix(text.count * polls / Self.pollsUntilFinished))
  }

  /// The triages that were made before the program started, of alerts that somebody already works on.
  static func earlier(_ incidents: [Incident]) -> [InferenceStream] {
    incidents.filter { $0.status == "TRIAGED" && $0.detection != nil }.prefix(3).map { incident in
      InferenceStream(
        id: stableID("stream:" + incident.id), alias: incident.id, created: incident.created.adding(minutes: 3),
        text: text(about: incident.alert, prompt: nil, length: "medium"), polls: pollsUntilFinished)
    }
  }

  static func text(about alert: JSON.Object, prompt: String?, length: String) -> String {
    let severity = alert.string("severity")
    let isGrave = severity == "CRITICAL" || severity == "HIGH"
    var lines = [
      "# Triage of alert \(alert.string("id"))", "", "**\(alert.string("title"))**", "",
      "- Severity: \(severity), status: \(alert.string("status")), events: \(alert["eventCount"]?.int ?? 0)",
      "- Detection: \(alert["detection"]?["id"]?.string ?? "none")", "",
    ]
    if let prompt { lines += ["Asked: \(prompt)", ""] }
    lines += ["## Assessment", ""]
    lines.append(
      isGrave
        ? "Treat this as suspicious until the person confirms it. The address should be compared with the person's usual ones, and other alerts of the last 24 hours with the same address belong to the same story."
        : "This looks like ordinary administration. Confirm the change and resolve the alert.")
    guard length != "xsmall" else { return lines.joined(separator: "\n") }
    lines += [
      "", "## Next steps", "", "1. Search the address in `panther_views.public.all_logs` over 24 hours.",
      "2. Ask the person through a channel that the account does not control.",
      isGrave ? "3. Revoke sessions and deactivate new keys." : "3. Tune the detection if this repeats.",
      "", "_Sample text of the demo instance; no model was asked._",
    ]
    return lines.joined(separator: "\n")
  }
}
