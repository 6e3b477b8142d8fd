package import MCP

/// Who calls, as proved by a token, and what is offered to it.
package struct Caller: Sendable {
  /// Appears in the audit log; what is handed out to one caller is of no use to another.
  package let name: String
  let service: Service

  package init(name: String, service: Service) {
    self.name = name
    self.service = service
  }
}

/// What a bearer token proves.
package enum Verdict: Sendable {
  case accepted(Caller)
  /// - Parameter reason: `invalid_token` or `insufficient_scope` of RFC 6750, in words.
  case refused(status: Int, error: String, reason: String)
}

/// Tells who calls.
package protocol Authenticator: Sendable {
  /// Members of the challenge beside `Bearer`, such as `resource_metadata`.
  var challenge: [(name: String, value: String)] { get }
  /// The verdict if it is known at once; nil when it has to be asked for. Must not block.
  func knownVerdict(on token: String?) -> Verdict?
  func verdict(on token: String?) async -> Verdict
}

extension Authenticator {
  package var challenge: [(name: String, value: String)] { [] }
  package func verdict(on token: String?) async -> Verdict {
    knownVerdict(on: token) ?? .refused(status: 401, error: "invalid_token", reason: "The token is not known.")
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
