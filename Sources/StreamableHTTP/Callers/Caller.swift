package import MCP

/// Who calls, as proved by a token, and what is offered to it.
package struct Caller: Sendable {
  /// Appears in the audit log; what is handed out to one caller is of no use to another.
  package let name: String
  package let service: Service
  /// The scopes that a call of the named tool takes, those held included; nil when none is missing or there is no
  /// such tool.
  let scopesNeeded: @Sendable (_ tool: String) -> [String]?

  package init(
    name: String, service: Service, scopesNeeded: @escaping @Sendable (_ tool: String) -> [String]? = { _ in nil }
  ) {
    (self.name, self.service, self.scopesNeeded) = (name, service, scopesNeeded)
  }
}

/// What a bearer token proves.
package enum Verdict: Sendable {
  case accepted(Caller)
  case refused(Challenge)
}

/// Why a request is refused, as RFC 6750 has it.
package struct Challenge: Sendable {
  package let status: Int
  /// `invalid_token` or `insufficient_scope`; nil when there was no token, or when it is not the token's fault.
  package let error: String?
  package let reason: String
  package let scopes: [String]

  static func missing(scopes: [String] = []) -> Challenge {
    Challenge(status: 401, error: nil, reason: "This server needs a bearer token.", scopes: scopes)
  }

  static func invalid(_ reason: String) -> Challenge {
    Challenge(status: 401, error: "invalid_token", reason: reason, scopes: [])
  }

  static func insufficient(scopes: [String]) -> Challenge {
    Challenge(status: 403, error: "insufficient_scope", reason: "The token lacks a scope.", scopes: scopes)
  }

  static func unavailable(_ reason: String) -> Challenge {
    Challenge(status: 503, error: nil, reason: reason, scopes: [])
  }
}

/// Tells who calls.
package protocol Authenticator: Sendable {
  /// Where clients learn from whom to get a token (RFC 9728), if anywhere.
  var resource: ProtectedResource? { get }
  /// The verdict if it is known at once; nil when it has to be asked for. Must not block.
  func knownVerdict(on token: String?) -> Verdict?
  func verdict(on token: String?) async -> Verdict
}

extension Authenticator {
  package var resource: ProtectedResource? { nil }
  package func verdict(on token: String?) async -> Verdict {
    knownVerdict(on: token) ?? .refused(.invalid("The token is not known."))
  }
}

/// Lets everybody in, on loopback or because the operator insists.
package struct NoAuthentication: Authenticator {
  private let caller: Caller

  package init(_ service: Service) {
    caller = Caller(name: "anonymous", service: service)
  }

  package func knownVerdict(on token: String?) -> Verdict? { .accepted(caller) }
}

/// Static tokens first; any other is the authorization server's.
package struct EitherAuthentication: Authenticator {
  private let table: TokenTable
  private let introspection: Introspection

  package init(_ table: TokenTable, or introspection: Introspection) {
    (self.table, self.introspection) = (table, introspection)
  }

  package var resource: ProtectedResource? { introspection.resource }

  package func knownVerdict(on token: String?) -> Verdict? {
    if case .accepted(let caller)? = table.knownVerdict(on: token) { return .accepted(caller) }
    return introspection.knownVerdict(on: token)
  }

  package func verdict(on token: String?) async -> Verdict {
    await introspection.verdict(on: token)
  }
}
