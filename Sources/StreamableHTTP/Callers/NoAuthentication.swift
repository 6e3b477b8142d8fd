package import MCP

/// Lets everybody in. It is used on loopback, and elsewhere when the operator insists.
package struct NoAuthentication: Authenticator {
  private let caller: Caller

  /// Offers the same service to everybody.
  package init(_ service: Service) {
    caller = Caller(name: "anonymous", service: service)
  }

  /// Accepts every token, and none.
  package func knownVerdict(on token: String?) -> Verdict? { .accepted(caller) }
}
