package import MCP
import Panther

/// How an error of Panther is put into words, with the permission that a refused request needs.
extension PantherTool {
  /// Puts an error of the Panther client into words; nil for other errors.
  package func describe(_ error: any Error) -> ToolFailure? {
    (error as? PantherError).map { failure($0, needing: needed) }
  }

  /// Puts an error into words. For a refusal, the words name the permissions that the call needs.
  func failure(_ error: PantherError, needing permissions: Permissions) -> ToolFailure {
    guard error.kind == .forbidden, !permissions.list.isEmpty else {
      let reason: FailureReason? =
        switch error.kind {
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .unknownOutcome: .unknownOutcome
        default: nil
        }
      return ToolFailure(error.description, reason)
    }
    return ToolFailure("\(error.description)\nThis call needs the permission \(permissions.text).", .forbidden)
  }

  /// An error in words, as a part of an answer.
  func words(_ error: any Error) -> String { describe(error)?.description ?? "\(error)" }

  /// Makes one of several requests of a call. If Panther refuses it, the error names only the permissions that this
  /// request needs.
  func needing<Value>(_ permissions: Permissions, _ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error as PantherError where error.kind == .forbidden {
      throw failure(error, needing: permissions)
    }
  }
}
