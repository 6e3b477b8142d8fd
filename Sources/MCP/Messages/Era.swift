import JSON

/// Which revision a request is served in, and for whom. It is chosen anew for every request.
struct Era {
  let revision: Revision
  let client: Request.Client

  private static let logLevels = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]

  /// Chooses the era of a request: modern metadata makes it modern, whatever was negotiated before. Without such
  /// metadata it belongs to the legacy session, if there is one.
  ///
  /// The metadata is checked before the version, and both before the method (MCP 2026-07-28, Versioning).
  ///
  /// - Parameter legacy: what `initialize` settled.
  /// - Returns: nil for a request without modern metadata that comes before `initialize`.
  init?(_ metadata: RequestMetadata, legacy: Era?) throws(RPCError) {
    guard metadata.isModern else {
      guard let legacy else { return nil }
      self = legacy
      return
    }
    let prefix = RequestMetadata.prefix
    guard let version = metadata.revision else {
      throw .invalidParams("_meta needs \(prefix)protocolVersion, a string")
    }
    guard metadata.isComplete else {
      throw .invalidParams("_meta needs \(prefix)clientCapabilities, an object")
    }
    guard metadata.clientInfo == nil || metadata.clientInfo?.object != nil else {
      throw .invalidParams("\(prefix)clientInfo must be an object")
    }
    if let level = metadata.logLevel {
      guard let name = level.string, Self.logLevels.contains(name) else {
        throw .invalidParams("\(prefix)logLevel must be one of \(Self.logLevels.joined(separator: ", "))")
      }
    }
    guard version == Revision.modern.rawValue else { throw .unsupportedVersion(version) }
    self.init(.modern, Request.Client(info: metadata.clientInfo, capabilities: metadata.capabilities))
  }

  init(_ revision: Revision, _ client: Request.Client) {
    self.revision = revision
    self.client = client
  }

  /// The answer to a request of no era.
  static let missing = RPCError.invalidParams(
    "_meta with \(RequestMetadata.prefix)protocolVersion and \(RequestMetadata.prefix)clientCapabilities is missing, "
      + "and there was no initialize")
}
