import JSON
import MCP
import YAML

/// Code of a detection, exactly as the caller wrote it.
struct CodeText: ArgumentValue {
  let text: String

  /// The most code that is taken, in bytes.
  static let longest = 100_000

  static var schema: JSON.Object { String.schema }
  static var expectation: String { "the code as a string" }
  var json: JSON { .string(text) }

  static func read(_ json: JSON) throws(Mismatch) -> CodeText {
    // Conditions of a simple rule may come as the list that they are.
    let isList = json.array != nil
    guard let text = isList ? YAML.text(json) : json.string else { throw Mismatch() }
    guard !text.allSatisfy(\.isWhitespace) else { throw Mismatch("must not be empty") }
    guard text.utf8.count <= longest else {
      throw Mismatch("takes up to \(longest) bytes of code, got \(text.utf8.count)")
    }
    return CodeText(text: text)
  }
}
