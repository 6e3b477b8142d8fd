import Foundation
package import JSON

/// A resource that exists once, such as the configuration.
package struct Resource: Sendable {
  /// Its address, such as `config://panther`.
  package let uri: String
  /// The name for programs.
  package let name: String
  /// The name for people.
  package let title: String
  /// What it is, in a sentence.
  package let summary: String
  let read: @Sendable () async throws -> JSON

  /// Declares a resource.
  /// - Parameter read: makes the content when it is asked for.
  package init(
    _ uri: String, name: String, title: String, summary: String, read: @escaping @Sendable () async throws -> JSON
  ) {
    (self.uri, self.name, self.title, self.summary, self.read) = (uri, name, title, summary, read)
  }
}
