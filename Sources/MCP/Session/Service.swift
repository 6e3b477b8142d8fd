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
