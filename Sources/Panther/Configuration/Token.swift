/// An API token. Printing or reflecting it does not show it; only the client reads `value`.
package struct Token: Sendable {
  let value: String

  /// Makes a token of its text.
  package init(_ value: String) {
    self.value = value
  }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The words that stand in the place of the token.
  package var description: String { "(hidden)" }
  /// The same words as `description`.
  package var debugDescription: String { description }
  /// A mirror without children.
  package var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
