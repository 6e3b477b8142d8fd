import Foundation
package import JSON

/// Resources of one kind. Each is read by calling a tool, with the variables of its URI as arguments.
package struct ResourceTemplate<Context: Sendable>: Sendable {
  /// The pattern of their addresses, such as `panther://alerts/{alert_id}` (RFC 6570, simple expansion only).
  package let uri: String
  /// The name for programs.
  package let name: String
  /// The name for people.
  package let title: String
  /// What such a resource is, in a sentence.
  package let summary: String
  /// The tool that reads them. A template whose tool cannot be seen is not listed.
  package let tool: String
  let arguments: JSON.Object
  let suggestions: [String: Suggestions<Context>]

  /// Declares a template.
  ///
  /// - Parameters:
  ///   - arguments: arguments that every call of the tool gets besides the variables.
  ///   - suggestions: what to offer while a variable is typed, by its name.
  package init(
    _ uri: String, name: String, title: String, summary: String, tool: String, arguments: JSON.Object = [:],
    suggestions: [String: Suggestions<Context>] = [:]
  ) {
    (self.uri, self.name, self.title, self.summary) = (uri, name, title, summary)
    (self.tool, self.arguments, self.suggestions) = (tool, arguments, suggestions)
  }

  /// The tool's arguments for a URI; nil when the template does not match it.
  func match(_ uri: String) -> JSON.Object? {
    let pattern = self.uri.split(separator: "/", omittingEmptySubsequences: false)
    let parts = uri.split(separator: "/", omittingEmptySubsequences: false)
    guard pattern.count == parts.count else { return nil }
    var arguments = self.arguments
    for (expected, part) in zip(pattern, parts) {
      guard expected.hasPrefix("{"), expected.hasSuffix("}") else {
        guard expected == part else { return nil }
        continue
      }
      guard let value = String(part).removingPercentEncoding, !value.isEmpty else { return nil }
      arguments[String(expected.dropFirst().dropLast())] = .string(value)
    }
    return arguments
  }
}
