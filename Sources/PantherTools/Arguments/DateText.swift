import Foundation

extension Date {
  /// The time as RFC 3339 has it, in UTC, to the second.
  var iso: String { formatted(.iso8601) }

  /// The form that the GraphQL contract asks for: milliseconds and Z.
  var graphQL: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
