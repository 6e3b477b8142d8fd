import Foundation
import JSON

extension Introspection {
  /// The verdict on the claims of a token (RFC 7662, 2.2), and how long it holds.
  func verdict(on claims: JSON) -> (Verdict, Duration) {
    let now = Date().timeIntervalSince1970
    func refused(_ reason: String) -> (Verdict, Duration) { (.refused(.invalid(reason)), life) }
    guard claims["active"]?.bool == true else { return refused("The token is not active.") }
    let facts: TokenClaims
    do throws(TokenClaims.Malformed) {
      facts = try TokenClaims(claims)
    } catch {
      return refused("What the authorization server says of the token cannot be used: \(error.claim) has a wrong type.")
    }
    guard facts.end.map({ $0 > now }) ?? true else { return refused("The token has expired.") }
    guard facts.beginning.map({ $0 <= now + 60 }) ?? true else { return refused("The token is not valid yet.") }
    guard facts.issuer.map({ $0 == protected.issuer }) ?? true else {
      return refused("The token is of another issuer.")
    }
    guard facts.audience.contains(protected.url) else { return refused("The token was not made for this server.") }
    guard !facts.isBoundToKey else { return refused("The token is bound to a key, which is not checked here.") }
    guard facts.isForBearers else { return refused("The token is no access token for bearers.") }
    guard let name = facts.name else { return refused("The token names nobody.") }

    let held = facts.scopes.intersection(protected.scopes)
    let remaining = min(life, .seconds(min((facts.end ?? .infinity) - now, 3600)))
    guard !held.isEmpty else { return (.refused(.insufficient(scopes: leastScope)), remaining) }
    let offer = offer(facts.subject, held)
    let verdict = offer.verdict(on: name) { [scope, protected] tool in
      guard let needed = scope(tool), !held.contains(needed) else { return nil }
      return protected.scopes.filter { held.contains($0) || $0 == needed }
    }
    return (verdict, min(remaining, offer.remaining))
  }
}
