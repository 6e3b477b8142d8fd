/// Accepts the static tokens of a table, and asks the authorization server about every other token.
package struct EitherAuthentication: Authenticator {
  private let table: TokenTable
  private let introspection: Introspection

  /// Looks into the table first.
  package init(_ table: TokenTable, or introspection: Introspection) {
    (self.table, self.introspection) = (table, introspection)
  }

  /// What clients are told about the authorization server.
  package var resource: ProtectedResource? { introspection.resource }

  /// The verdict of the table, or the one that the authorization server gave before.
  package func knownVerdict(on token: String?) -> Verdict? {
    if case .accepted(let caller)? = table.knownVerdict(on: token) { return .accepted(caller) }
    return introspection.knownVerdict(on: token)
  }

  /// The verdict of the authorization server.
  package func verdict(on token: String?, from asker: Asker) async -> Verdict {
    await introspection.verdict(on: token, from: asker)
  }
}
