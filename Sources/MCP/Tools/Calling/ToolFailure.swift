/// An error whose description is meant for the model: it says what failed, why, and what to do.
package protocol ToolError: Error, CustomStringConvertible {}

extension ArgumentError: ToolError {}

/// A failure that its tool has put into words.
package struct ToolFailure: ToolError {
  /// What failed, why, and what to do.
  package let description: String
  /// Whether it failed because what was asked for does not exist.
  package let isNotFound: Bool
  /// Whether nobody knows whether something was changed.
  package let hasUnknownOutcome: Bool

  /// A failure in these words.
  package init(_ description: String, isNotFound: Bool = false, hasUnknownOutcome: Bool = false) {
    self.description = description
    self.isNotFound = isNotFound
    self.hasUnknownOutcome = hasUnknownOutcome
  }
}
