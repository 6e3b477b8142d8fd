import JSON
import MCP
import Panther

/// What a call that makes several changes has done, part by part.
struct BulkReport {
  /// The parts that Panther confirms.
  var done: JSON.Object = [:]
  /// The parts that failed, each with its reason.
  var failed: JSON.Object = [:]
  /// Whether a part that failed may have been made all the same.
  private var isUncertain = false

  /// Adds a part that failed.
  /// - Parameter errors: the errors that the reason is about.
  mutating func fail(_ part: String, _ reason: JSON, _ errors: [any Error]) {
    failed[part] = reason
    isUncertain = isUncertain || errors.contains { ($0 as? PantherError)?.kind == .unknownOutcome }
  }

  /// What the answer says.
  /// - Throws: `ToolFailure` when nothing was done.
  var facts: JSON.Object {
    get throws {
      guard failed.isEmpty || !done.isEmpty else {
        let words = failed.members.map { "\($0.key): \($0.value.string ?? $0.value.text)" }.joined(separator: "\n")
        throw ToolFailure(
          (isUncertain ? "Nothing is known to have been changed. " : "Nothing was changed. ") + words,
          isUncertain ? .unknownOutcome : nil)
      }
      var facts: JSON.Object = failed.isEmpty ? [:] : ["failed": .object(failed)]
      facts["done"] = .object(done)
      return facts
    }
  }
}
