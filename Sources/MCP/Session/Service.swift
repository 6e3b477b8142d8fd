package import Cleaning
package import JSON
package import Logging

/// What a server offers to all its sessions, or to those of some of its callers.
package final class Service: Sendable {
  let identity: Identity
  let capabilities: JSON.Object
  let methods: [String: Handling]
  /// Tells of changes to the list of tools; nil where there are none.
  let toolChanges: ListChanges?
  let log: Log
  /// What is hidden in everything that is sent.
  let secrets: KnownSecrets
  /// Whether other callers are offered something else, so that a shared cache must not keep a list for them.
  let isPersonal: Bool

  /// Puts the features of a server together.
  ///
  /// - Parameters:
  ///   - identity: what the server says of itself.
  ///   - features: of two with the same method, the first one answers it.
  ///   - extensions: the extensions of the protocol that it declares, by their names.
  ///   - secrets: what is hidden in everything that is sent.
  ///   - isPersonal: whether other callers are offered something else.
  package init(
    identity: Identity, features: [any Feature], extensions: JSON.Object = [:], log: Log,
    secrets: KnownSecrets = KnownSecrets(), isPersonal: Bool = false
  ) {
    self.identity = identity
    self.isPersonal = isPersonal
    var capabilities = JSON.Object(features.map(\.capability).map { ($0.name, $0.value) })
    if !extensions.isEmpty { capabilities["extensions"] = .object(extensions) }
    self.capabilities = capabilities
    self.methods = features.reduce(into: [:]) { $0.merge($1.methods) { first, _ in first } }
    self.toolChanges = features.lazy.compactMap(\.toolChanges).first
    self.log = log
    self.secrets = secrets
  }
}
