import MCP

/// Control settings for one kind of user, under one name.
///
/// A profile names each tool that changes something. A later version may have new ones, and nobody who chose a profile
/// has agreed to those: they stay hidden until the operator allows them by name.
package struct Profile: Sendable {
  /// The name that `--profile` takes.
  package let name: String
  /// For whom it is.
  package let purpose: String
  /// What it offers at most, in the words of `--toolsets`.
  let toolsets: [String]
  /// What a person is asked about, in the words of `--ask`.
  let ask: [String]
  /// Whether it hides every tool that changes something, also one that is allowed besides.
  let readOnly: Bool

  private init(_ name: String, _ purpose: String, toolsets: [String], ask: [String] = [], readOnly: Bool = false) {
    (self.name, self.purpose, self.toolsets, self.ask) = (name, purpose, toolsets, ask)
    self.readOnly = readOnly
  }

  /// All profiles, from the narrowest to the widest.
  package static let all = [
    Profile("reader", "reports and questions, at no cost: nothing is changed", toolsets: ["reads"], readOnly: true),
    Profile(
      "analyst", "triage and hunting: works on alerts, searches the data lake, starts AI triage",
      toolsets: ["reads", "spends"] + alertWork + ["bulk_update_alerts", "save_query"],
      ask: ["bulk_update_alerts", "save_query"]),
    Profile(
      "engineer", "detections: all of an analyst but changes of many alerts at once, and changes of detections",
      toolsets: ["reads", "spends"] + alertWork + ["save_query"] + detectionWork,
      ask: ["save_query", "save_detection", "disable_detection"]),
    Profile(
      "admin", "all that changes something in this version; a person is asked before what is hard to undo",
      toolsets: ["reads", "spends"] + alertWork + ["bulk_update_alerts", "save_query"] + detectionWork,
      ask: ["destructive"]),
  ]

  private static let alertWork = [
    "add_alert_comment", "update_alert_status", "update_alert_assignee", "cancel_data_lake_query",
  ]
  private static let detectionWork = ["save_detection", "enable_detection", "disable_detection"]

  /// Finds a profile.
  /// - Throws: `PolicyError` for a name that is not known.
  package init(named name: String) throws(PolicyError) {
    guard let known = Self.all.first(where: { $0.name == name }) else { throw PolicyError(profile: name) }
    self = known
  }

  /// The flags that say the same.
  package var flags: String {
    let ask = ask.isEmpty ? "" : " --ask \(ask.joined(separator: ","))"
    return "--toolsets \(toolsets.joined(separator: ","))\(ask)\(readOnly ? " --read-only" : "")"
  }
}
