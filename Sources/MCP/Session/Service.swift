package import Logging
import JSON

/// What a server offers to all its sessions, or to those of some of its callers.
package final class Service: Sendable {
  let identity: Identity
  let capabilities: JSON.Object
  let methods: [String: Handling]
  let log: Log
  /// Whether others are offered something else, so that no list may be kept for them.
  let isPersonal: Bool

  package init(identity: Identity, features: [any Feature], log: Log, isPersonal: Bool = false) {
    self.identity = identity
    self.isPersonal = isPersonal
    self.capabilities = JSON.Object(features.map(\.capability).map { ($0.name, $0.value) })
    self.methods = features.reduce(into: [:]) { $0.merge($1.methods) { first, _ in first } }
    self.log = log
  }
}

/// The response to a request.
package struct Response: Sendable {
  /// One line of JSON, without its end.
  package let line: [UInt8]
  /// Of the error it is, for transports that have status codes of their own.
  package let errorCode: Int?

  init(_ line: [UInt8]) {
    self.line = line
    errorCode = nil
  }

  package init(_ error: RPCError, id: RequestID?) {
    line = error.line(id: id)
    errorCode = error.code
  }
}

/// Takes the response to one message, or nil when there is none to give. Called once.
package typealias Respond = @Sendable (Response?) -> Void
