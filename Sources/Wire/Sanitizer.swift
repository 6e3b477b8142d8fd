package struct Sanitizer: Sendable {
  package init(redacts: Bool) {}
  package private(set) var escaped = 0
  package private(set) var redacted = 0
  package mutating func clean(_ text: String) -> String { text }
  package mutating func clean(_ value: JSON) -> JSON { value }
}
package func unescaped(_ text: String) -> String { text }
