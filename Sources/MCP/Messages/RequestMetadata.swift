package import JSON

/// What a request of the modern era says of itself in `_meta` (MCP 2026-07-28, Basic).
package struct RequestMetadata: Sendable {
  /// The names of its members begin with this.
  static let prefix = "io.modelcontextprotocol/"

  let version: JSON?
  let capabilities: JSON?
  let clientInfo: JSON?
  let logLevel: JSON?

  init(_ meta: JSON?) {
    version = meta?[Self.prefix + "protocolVersion"]
    capabilities = meta?[Self.prefix + "clientCapabilities"]
    clientInfo = meta?[Self.prefix + "clientInfo"]
    logLevel = meta?[Self.prefix + "logLevel"]
  }

  /// Reads the metadata of a whole message.
  package init(of message: JSON) {
    self.init(message["params"]?["_meta"])
  }

  /// Whether the request belongs to the modern era. This decides for every transport.
  package var isModern: Bool { version != nil || capabilities != nil }

  /// Whether it has all that a modern request must have.
  package var isComplete: Bool { version?.string != nil && capabilities?.object != nil }

  /// The revision that the request names, known or not.
  package var revision: String? { version?.string }
}
