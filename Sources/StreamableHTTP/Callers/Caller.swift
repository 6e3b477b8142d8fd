package import MCP

/// A client that was let in: who it is, and what is offered to it.
package struct Caller: Sendable {
  /// The name in logs and in the audit log. What is handed out to one caller, such as a session, is of no use to a
  /// caller of another name.
  package let name: String
  /// What is offered to the caller.
  package let service: Service
  /// The scopes that a call of the named tool needs, together with those the caller has; nil when no scope is missing
  /// or there is no such tool.
  let scopesNeeded: @Sendable (_ tool: String) -> [String]?

  /// Makes a caller; without `scopesNeeded`, it never lacks a scope.
  package init(
    name: String, service: Service, scopesNeeded: @escaping @Sendable (_ tool: String) -> [String]? = { _ in nil }
  ) {
    (self.name, self.service, self.scopesNeeded) = (name, service, scopesNeeded)
  }
}
