import Cleaning
import Concurrency
import JSON
import MCP
import Panther

/// An alert, as Panther answers with it.
struct Alert {
  private let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  var id: String? { json["id"]?.string }
  var title: String { json["title"]?.string ?? "" }
  var severity: String? { json["severity"]?.string }
  var status: String? { json["status"]?.string }
  /// The kind of the alert; nil for a subtype that is not known here.
  var type: AlertType? { (json["type"]?.string).flatMap(AlertSubtype.init(rawValue:))?.type }
  /// When it was made, as a text that sorts like the time. Without its zone, which is always UTC, a time with a
  /// fraction of a second comes after the one without.
  var createdAt: Substring { (json["createdAt"]?.string ?? "").dropLast() }
  /// Whether a list shows only the beginning of its title.
  var hasLongTitle: Bool { title.unicodeScalars.count > Projection.longestTitle }
  /// Whom it is assigned to; nil for nobody.
  var assignee: JSON? { json["assignee"].flatMap { $0.isNull ? nil : $0 } }
  /// What is needed of it to count it.
  var counted: JSON {
    .object(JSON.Object(["severity", "status", "type", "assignee"].map { ($0, json[$0] ?? .null) }))
  }

  /// The fields of an alert in a concise list.
  static let summary = Projection(
    concise: "id", "title", "severity", "status", "type", "createdAt", "eventCount", "detection.id", "assignee",
    "systemError.type", titles: "title")
  /// The fields of one alert in a concise answer. `AlertAPI.Alert` of the REST contract has more.
  static let fields = Projection(
    concise: "id", "title", "severity", "status", "type", "createdAt", "eventCount", "firstEventOccurredAt",
    "lastReceivedEventAt", "detection", "assignee", "updatedBy", "runbook", "context", "systemError", "url")

  /// The alert with `url`, its page in the Console, where the address of the Console is known.
  static func linked(_ alert: JSON, _ call: Call) async throws -> JSON {
    guard let pages = try await pages(call), var object = alert.object, let id = object["id"]?.string,
      object["url"] == nil
    else { return alert }
    let name: Path = "\(id)"
    object["url"] = .string(pages + name.text)
    return .object(object)
  }

  /// What stands before an alert's id in the address of its page in the Console, the form that Panther's own messages
  /// have; nil where the address of the Console is not known.
  static func pages(_ call: Call) async throws -> String? {
    try await call.panther.endpoints().console.map { $0 + "/alerts-and-errors" }
  }

  /// Changes alerts, all in the same way. Panther answers `PATCH /alerts` with 204 and no body.
  static func patch(_ ids: [String], _ change: JSON.Object, _ call: Call) async throws {
    let body: JSON.Object = ["ids": JSON(ids)]
    let answer = try await call.panther.send(.patch, "alerts", body: .object(body.merging(change)))
    let hasErrors = answer["errors"]?.array?.isEmpty == false || answer["error"]?.isNull == false
    if hasErrors { throw PantherError(unconfirmed: "the change, but errors", "PATCH /alerts") }
  }

  /// Describes a change of alerts for the person who is asked about it. Every alert is listed, because each is changed.
  ///
  /// - Parameters:
  ///   - change: what will be done, as the beginning of a sentence.
  ///   - showsStatus: whether each line names the present status of its alert.
  static func preview(
    _ change: String, of ids: [String], showsStatus: Bool = false, _ call: Call
  ) async throws -> String {
    let ids = ids.unique
    let lines = await ids.concurrentMap { id in
      // Values are quoted, so that none of them can look like a line of this text.
      let shown = id.quoted
      guard let alert = try? await Alert(call.panther.get("alerts/\(id)")) else {
        return "- \(shown) (could not be read)"
      }
      var sanitizer = Sanitizer(redacts: true)
      let title = sanitizer.clean(alert.title.quoted(upTo: 100))
      let severity = alert.severity.map { "\($0.quoted(upTo: 20)) " } ?? ""
      let before = (showsStatus ? alert.status : nil).map { " (now \($0.quoted(upTo: 20)))" } ?? ""
      return "- \(severity)\(title) \(shown)\(before)"
    }
    return "\(change) on \(ids.count == 1 ? "this alert" : "these \(ids.count) alerts"):\n"
      + lines.joined(separator: "\n")
  }
}
