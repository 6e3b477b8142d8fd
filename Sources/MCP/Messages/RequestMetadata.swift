package import JSON

/// What a request of the modern era says of itself in `_meta` (MCP 2026-07-28, Basic).
package struct RequestMetadata: Sendable {
  /// The names of its members begin with this.
  static let prefix = "io.modelcontextprotocol/"
  private static let versionKey = prefix + "protocolVersion"
  private static let capabilitiesKey = prefix + "clientCapabilities"

  private let meta: JSON?

  init(_ meta: JSON?) {
    self.meta = meta
  }

  /// Reads the metadata of a whole message.
  package init(of message: JSON) {
    self.init(message["params"]?["_meta"])
  }

  var version: JSON? { meta?[Self.versionKey] }
  var capabilities: JSON? { meta?[Self.capabilitiesKey] }
  var clientInfo: JSON? { meta?[Self.prefix + "clientInfo"] }
  var logLevel: JSON? { meta?[Self.prefix + "logLevel"] }

  /// Whether the request belongs to the modern era. This decides for every transport.
  package var isModern: Bool { version != nil || capabilities != nil }

  /// Whether it has all that a modern request must have.
  package var isComplete: Bool { version?.string != nil && capabilities?.object != nil }

  /// The revision that the request names, known or not.
  package var revision: String? { version?.string }
}
