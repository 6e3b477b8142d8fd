import JSON
import MCP
import Panther

let alertCommentTools: [any PantherTool.Type] = [ListAlertComments.self, AddAlertComment.self]

struct ListAlertComments: PantherTool {
  static let summary = "List the comments on an alert: body, time, author."
  static let sample = "What did the team say about this alert?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.alertRead])
  static let dataRead: [DataKind] = [.alerts]
  static let readsFields = true

  @Argument("Id of the alert", exact: true) var alertID: String
  @Argument("Comments per page", .range(1...50), perPage: true) var limit = 25
  @Argument("next_cursor of an answer") var cursor: ListPlace?

  private static let fields = Projection(concise: "id", "createdAt", "createdBy", "format", "body")

  func answer(_ call: Call) async throws -> Answer {
    let ofAlert: Query = ["alert-id": alertID]
    let comments = try await ListPage.read(from: cursor, size: limit) {
      try await call.panther.page("alert-comments", ofAlert.page($0))
    }
    return try await .list(comments, Self.fields, named: "comments").namingPeople(call)
  }
}

struct AddAlertComment: PantherTool {
  static let summary = "Add a comment to an alert, visible to everyone who sees the alert. Markdown is not rendered."
  static let sample = "Note on this alert that the user confirmed the login"
  static let effect = Effect.writes
  static let permissions = Permissions.all([.alertModify])
  static let dataRead: [DataKind] = [.alerts]

  @Argument("Id of the alert", exact: true) var alertID: String
  @Argument("Text of the comment") var comment: String
  @Argument("How the text is written") var format = AlertComment.Format.plainText

  func answer(_ call: Call) async throws -> Answer {
    let made = try await AlertComment(text: comment, format: format).add(to: alertID, call)
    guard made.isNull else { return .item(made, named: "comment") }
    return .facts([
      "alert_id": .string(alertID), "comment": .null,
      "hint": "Panther took the comment, but answered without it: list_alert_comments shows it.",
    ])
  }

  func preview(_ call: Call) async throws -> String? {
    try await Alert.preview(AlertComment(text: comment, format: format).preview, of: [alertID], call)
  }
}
