import JSON
import MCP
import Panther

/// A comment that is to be added to an alert.
struct AlertComment {
  /// How the text of a comment is written.
  enum Format: String, CaseIterable, ArgumentValue {
    case plainText = "PLAIN_TEXT"
    case html = "HTML"
  }

  let text: String
  var format = Format.plainText

  /// Describes the comment for the person who is asked about it.
  var preview: String { "Add the comment \(text.quoted)\(format == .plainText ? "" : " as \(format.rawValue)")" }

  /// Adds the comment to an alert.
  /// - Returns: the comment, as Panther answers with it; null for an answer without a body.
  /// - Throws: `unknownOutcome` when the answer is something else than the comment.
  func add(to alertID: String, _ call: Call) async throws -> JSON {
    let body: JSON = [
      "alertId": .string(alertID), "body": .string(text), "format": .string(format.rawValue),
    ]
    let made = try await call.panther.send(.post, "alert-comments", body: body)
    let names = made["id"]?.string?.isEmpty == false
    guard made.isNull || names else { throw PantherError(unconfirmed: "the comment", "POST /alert-comments") }
    return made
  }
}
