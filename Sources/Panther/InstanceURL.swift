/// An absolute http or https URL without query or fragment, in the parts that decide where a token may go.
package struct InstanceURL: Sendable, Equatable {
  package var scheme: String
  package var host: String
  package var port: Int?
  /// Empty, or with a leading and without a trailing slash.
  package var path: String
}
