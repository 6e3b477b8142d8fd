import JSON

/// Which revision a request is served in, and for whom. Chosen per request (A-060).
struct Era {
  let revision: Revision
  let client: Request.Client

  private static let prefix = "io.modelcontextprotocol/"
  private static let logLevels = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]

  /// Modern metadata makes a request modern, whatever was negotiated; else it belongs to the legacy session, if any.
  ///
  /// Checks in the order of A-066, up to the version.
  /// - Returns: nil for a request of no era.
  init?(meta: JSON.Object, legacy: Era?) throws(RPCError) {
    let version = meta[Self.prefix + "protocolVersion"]
    let capabilities = meta[Self.prefix + "clientCapabilities"]
    guard version != nil || capabilities != nil else {
      guard let legacy else { return nil }
      self = legacy
      return
    }
    guard let version = version?.string else {
      throw .invalidParams("_meta needs \(Self.prefix)protocolVersion, a string")
    }
    guard capabilities?.object != nil else {
      throw .invalidParams("_meta needs \(Self.prefix)clientCapabilities, an object")
    }
    let info = meta[Self.prefix + "clientInfo"]
    guard info == nil || info?.object != nil else {
      throw .invalidParams("\(Self.prefix)clientInfo must be an object")
    }
    if let level = meta[Self.prefix + "logLevel"] {
      guard let name = level.string, Self.logLevels.contains(name) else {
        throw .invalidParams("\(Self.prefix)logLevel must be one of \(Self.logLevels.joined(separator: ", "))")
      }
    }
    guard version == Revision.modern.rawValue else { throw .unsupportedVersion(version) }
    self.init(.modern, Request.Client(info: info, capabilities: capabilities))
  }

  init(_ revision: Revision, _ client: Request.Client) {
    self.revision = revision
    self.client = client
  }

  static let missing = RPCError.invalidParams(
    "_meta with \(prefix)protocolVersion and \(prefix)clientCapabilities is missing, and there was no initialize")
}
