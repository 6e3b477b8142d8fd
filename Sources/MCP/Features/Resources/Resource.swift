import Foundation
package import JSON

/// A resource that exists once, such as the configuration.
package struct Resource: Sendable {
  package let uri: String
  package let name: String
  package let title: String
  package let summary: String
  let read: @Sendable () async throws -> JSON

  /// - Parameter read: makes the content when it is asked for.
  package init(
    _ uri: String, name: String, title: String, summary: String, read: @escaping @Sendable () async throws -> JSON
  ) {
    (self.uri, self.name, self.title, self.summary, self.read) = (uri, name, title, summary, read)
  }
}
