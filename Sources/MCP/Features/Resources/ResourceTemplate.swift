import Foundation
package import JSON

/// Resources of one kind, each read by calling a tool with the variables of its URI as arguments.
package struct ResourceTemplate<Context: Sendable>: Sendable {
  /// RFC 6570, simple expansion only: `panther://alerts/{alert_id}`.
  package let uri: String
  package let name: String
  package let title: String
  package let summary: String
  /// What reads it; a template whose tool is not there is not listed.
  package let tool: String
  let arguments: JSON.Object
  let suggestions: [String: Suggestions<Context>]

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
