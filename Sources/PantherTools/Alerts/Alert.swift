import Cleaning
import Concurrency
import JSON
import MCP
import Panther

enum Alert {
  /// Of `AlertAPI.Alert`; the rest comes with `detail: full`.
  static let summary = Projection(
    concise: "id", "title", "severity", "status", "type", "createdAt", "eventCount", "detection.id", "assignee",
    "systemError.type")
  static let fields = Projection(
    concise: "id", "title", "severity", "status", "type", "createdAt", "eventCount", "firstEventOccurredAt",
    "lastReceivedEventAt", "detection", "assignee", "updatedBy", "runbook", "context", "systemError")

  /// `PATCH /alerts` answers 204 with nothing to read.
  static func patch(_ ids: [String], _ change: JSON.Object, _ call: Call) async throws {
    let body: JSON.Object = ["ids": JSON(ids)]
    _ = try await call.panther.send(.patch, "alerts", body: .object(body.merging(change)))
  }

  /// What a change means for each alert, as it is now; at most 25 are looked at.
  static func preview(_ ids: [String], _ change: String, from key: String?, _ call: Call) async throws -> String {
    let looked = Array(ids.prefix(25))
    let lines = await looked.concurrentMap { id in
      // Quoted, so that no value can pass for a line of ours.
      let shown = quoted(id, 200)
      guard let alert = try? await call.panther.get("alerts/\(id)") else { return "- \(shown) (could not be read)" }
      var sanitizer = Sanitizer(redacts: true)
      let title = sanitizer.clean(quoted(alert["title"]?.string ?? "", 100))
      let before = key.flatMap { alert[$0]?.string }.map { " (now \($0))" } ?? ""
      return "- \(alert["severity"]?.string ?? "") \(title) \(shown)\(before)"
    }
    let rest = ids.count > looked.count ? "\n… and \(ids.count - looked.count) more" : ""
    return "\(change) on \(ids.count == 1 ? "this alert" : "these \(ids.count) alerts"):\n"
      + lines.joined(separator: "\n") + rest
  }
}
