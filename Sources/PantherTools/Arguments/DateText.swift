import Foundation

extension Date {
  /// The time in the form of RFC 3339, in UTC, to the second.
  var iso: String { formatted(.iso8601) }

  /// The time in the form that the GraphQL contract asks for: with milliseconds and `Z`.
  var graphQL: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
