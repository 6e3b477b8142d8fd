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
  /// The kind of its content.
  package let mimeType: String
  /// Members of `_meta` of its entry in the list, and of its content.
  let metadata: JSON.Object
  /// Who may keep the content.
  let caching: Reply.Caching
  let read: @Sendable () async throws -> String

  /// Declares a resource with data of the instance. No shared cache may keep it.
  /// - Parameter read: makes the content when it is asked for.
  package init(
    _ uri: String, name: String, title: String, summary: String, read: @escaping @Sendable () async throws -> JSON
  ) {
    (self.uri, self.name, self.title, self.summary) = (uri, name, title, summary)
    (mimeType, metadata, caching) = (ResourceContent.json, [:], .private(seconds: 0))
    self.read = { String(decoding: try await read().bytes, as: UTF8.self) }
  }

  /// Declares a page that draws answers of tools (MCP Apps). It is the same for everybody.
  ///
  /// - Parameters:
  ///   - options: what it says to hosts, as the member `ui` of `_meta`.
  ///   - html: makes the page when it is asked for.
  package init(
    view uri: String, name: String, title: String, summary: String, options: JSON.Object,
    html: @escaping @Sendable () -> String
  ) {
    (self.uri, self.name, self.title, self.summary) = (uri, name, title, summary)
    (mimeType, metadata, caching) = (ResourceContent.view, ["ui": .object(options)], .public)
    read = { html() }
  }
}
