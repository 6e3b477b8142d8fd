/// An error whose description is meant for the model: it says what failed, why, and what to do.
package protocol ToolError: Error, CustomStringConvertible {
  /// Why it failed, where that is one of the reasons that others need to know.
  var reason: FailureReason? { get }
}

extension ToolError {
  /// None of them.
  package var reason: FailureReason? { nil }
}

/// The reasons of a failed call that matter to more than its reader.
package enum FailureReason: Sendable {
  /// The arguments are wrong, so the same call can never work.
  case invalidArguments
  /// What was asked for does not exist.
  case notFound
  /// The instance does not let the token do it.
  case forbidden
  /// Nobody knows whether something was changed.
  case unknownOutcome
}

extension ArgumentError: ToolError {
  package var reason: FailureReason? { .invalidArguments }
}

/// A failure that its tool has put into words.
package struct ToolFailure: ToolError {
  /// What failed, why, and what to do.
  package let description: String
  package let reason: FailureReason?

  /// A failure in these words.
  package init(_ description: String, _ reason: FailureReason? = nil) {
    self.description = description
    self.reason = reason
  }
}
