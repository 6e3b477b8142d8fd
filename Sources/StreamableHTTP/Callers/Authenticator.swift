/// Finds out who calls.
package protocol Authenticator: Sendable {
  /// What clients are told about the authorization server (RFC 9728); nil when there is none.
  var resource: ProtectedResource? { get }
  /// The verdict on a bearer token if it is known at once; nil when somebody has to be asked. It must not block.
  func knownVerdict(on token: String?) -> Verdict?
  /// The verdict on a bearer token, or on a request without one.
  /// - Parameter asker: where the request comes from.
  func verdict(on token: String?, from asker: Asker) async -> Verdict
}

/// What a bearer token proves.
package enum Verdict: Sendable {
  case accepted(Caller)
  case refused(Challenge)
}

extension Authenticator {
  /// There is no authorization server.
  package var resource: ProtectedResource? { nil }

  /// The known verdict; a token without one is refused.
  package func verdict(on token: String?, from asker: Asker) async -> Verdict {
    knownVerdict(on: token) ?? .refused(.invalid("The token is not known."))
  }
}
