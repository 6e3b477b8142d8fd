import MCP
import Panther
import JSON

/// What some of several requests of one call failed with, by what each was for.
struct PartialFailures {
  private(set) var errors: [(name: String, error: any Error)] = []

  mutating func append(_ error: any Error, of name: String) {
    errors.append((name, error))
  }

  /// What an answer says of them beside the rest.
  var facts: JSON.Object {
    guard !errors.isEmpty else { return [:] }
    return ["failed": .object(JSON.Object(errors.map { ($0.name, .string("\($0.error)")) }))]
  }

  /// What to throw when nothing worked: a failure that is the same for all of them is said once.
  var whole: any Error {
    guard let first = errors.first else { return Failure("Nothing was read.") }
    guard errors.count > 1 else { return first.error }
    let kinds = Set(errors.map { ($0.error as? PantherError)?.kind })
    guard kinds.count == 1, kinds != [nil] else {
      return Failure(errors.map { "\($0.name): \($0.error)" }.joined(separator: "\n"))
    }
    let others = errors.dropFirst().map(\.name).joined(separator: ", ")
    return Failure("\(first.error)\nThe same for \(others).", isNotFound: kinds == [.notFound])
  }
}

extension PantherTool {
  /// Makes one of several requests of a call, so that a refusal names the permission of just this one.
  func needing<Value>(_ permissions: Permissions, _ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error as PantherError where error.kind == .forbidden {
      throw failure(error, needing: permissions)
    }
  }
}
