import JSON
import MCP
import Panther

/// The failures of a call that makes several requests. Each failure has the name of what its request was for.
struct PartialFailures {
  /// The errors, in the order of the requests.
  private(set) var errors: [(name: String, error: any Error)] = []

  /// Adds the failure of a request.
  mutating func append(_ error: any Error, of name: String) {
    errors.append((name, error))
  }

  /// What an answer says of the failures besides what did work.
  var facts: JSON.Object {
    guard !errors.isEmpty else { return [:] }
    return ["failed": .object(JSON.Object(errors.map { ($0.name, .string("\($0.error)")) }))]
  }

  /// The error to throw when no request worked. If all failed for the same reason, the reason is given once.
  var whole: any Error {
    guard let first = errors.first else { return ToolFailure("Nothing was read.") }
    guard errors.count > 1 else { return first.error }
    let kinds = Set(errors.map { ($0.error as? PantherError)?.kind })
    guard kinds.count == 1, kinds != [nil] else {
      return ToolFailure(errors.map { "\($0.name): \($0.error)" }.joined(separator: "\n"))
    }
    let others = errors.dropFirst().map(\.name).joined(separator: ", ")
    return ToolFailure("\(first.error)\nThe same for \(others).", kinds == [.notFound] ? .notFound : nil)
  }
}
