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
    if let known = token.flatMap(table.verdict(onKnown:)) { return known }
    return introspection.knownVerdict(on: token)
  }

  /// The known verdict, or that of the authorization server, which is never told a token of the table.
  package func verdict(on token: String?, from asker: Asker) async -> Verdict {
    if let known = knownVerdict(on: token) { return known }
    return await introspection.verdict(on: token, from: asker)
  }
}
