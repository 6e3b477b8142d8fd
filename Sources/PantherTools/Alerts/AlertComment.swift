import JSON
import MCP

enum CommentFormat: String, CaseIterable, ArgumentValue {
  case plainText = "PLAIN_TEXT"
  case html = "HTML"
}

extension Alert {
  static func commentBody(_ text: String, _ format: CommentFormat, on alertID: String) -> JSON {
    ["alertId": .string(alertID), "body": .string(text), "format": .string(format.rawValue)]
  }
}
