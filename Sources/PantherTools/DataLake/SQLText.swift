import JSON
import MCP
import SQLGuard

extension SQLRefusal: ToolError {
  var reason: FailureReason? { .invalidArguments }
}

/// An SQL statement, exactly as the caller wrote it.
struct SQLText: ArgumentValue {
  let text: String

  static var schema: JSON.Object { String.schema }
  static var expectation: String { "SQL text" }
  var json: JSON { .string(text) }

  static func read(_ json: JSON) throws(Mismatch) -> SQLText {
    guard let text = json.string else { throw Mismatch() }
    return SQLText(text: text)
  }
}
