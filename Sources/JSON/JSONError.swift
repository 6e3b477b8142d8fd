/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, such as `expected a value`.
  package let reason: String
  /// The place in bytes from the start of the text.
  package let offset: Int
  /// Whether the text may be valid, but its values would take more memory than they may.
  package var isTooLarge = false

  /// The reason and the place in words.
  package var description: String { "\(reason) at byte \(offset)" }
}
