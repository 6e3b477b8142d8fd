import Synchronization
import JSON
import Logging

/// How a conversation begins: `initialize` in the legacy era, `server/discover` in the modern one.
extension Session {
  func initialize(_ params: JSON.Object) throws(RPCError) -> Reply {
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("protocolVersion must be a string")
    }
    // Whatever is asked for, the answer is a revision that `initialize` opens (MCP 2025-11-25, Lifecycle).
    let known = Revision(rawValue: requested).flatMap { $0.isModern ? nil : $0 }
    let revision = known ?? .newestLegacy
    let client = Request.Client(info: params["clientInfo"], capabilities: params["capabilities"])
    let isFirst = legacy.withLock { legacy in
      defer { legacy = legacy ?? Era(revision, client) }
      return legacy == nil
    }
    guard isFirst else { throw .invalidRequest("already initialized") }
    tellChanges()
    service.log.info("initialized by \(client.name) \(client.version), \(revision.rawValue)")
    return Reply([
      "protocolVersion": .string(revision.rawValue), "capabilities": .object(capabilities(in: revision)),
      "serverInfo": service.identity.info(for: revision), "instructions": .string(service.identity.instructions),
    ])
  }

  func discover() -> Reply {
    Reply(
      [
        "supportedVersions": JSON([Revision.modern.rawValue]),
        "capabilities": .object(capabilities(in: .modern)), "instructions": .string(service.identity.instructions),
      ], caching: .public)
  }

  /// The capabilities that a revision knows: `completions` came with 2025-03-26.
  private func capabilities(in revision: Revision) -> JSON.Object {
    var known = service.capabilities
    if revision < .march2025 { known["completions"] = nil }
    return known
  }
}
