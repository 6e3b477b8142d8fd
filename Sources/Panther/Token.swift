/// An API token. Nothing that prints or reflects a value shows it; only the client reads `value`.
package struct Token: Sendable {
  let value: String

  package init(_ value: String) {
    self.value = value
  }

  /// A text with this token hidden. No real token is so short that it would be part of other words.
  func scrubbed(from text: String) -> String {
    value.utf8.count < 8 ? text : text.replacing(value, with: description)
  }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
