/// An API token. Nothing that prints or reflects a value shows it; only the client reads `value`.
package struct Token: Sendable {
  let value: String

  package init(_ value: String) {
    self.value = value
  }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
