import Sealing

/// What stands between a request for a call and the call itself; the operator decides which.
package struct Gates: Sendable {
  /// Tools that wait for a person's yes.
  package var asks: Set<String>
  var consent: Consent
  var rateLimit: RateLimit?
  package var audit: (any AuditTrail)?
  /// The tools that the token's permissions can serve; nil when that could not be found out.
  package var serves: (@Sendable () async -> Set<String>?)?

  package init(
    asks: Set<String> = [], consent: Consent = Consent(seal: Seal()), rateLimit: RateLimit? = nil,
    audit: (any AuditTrail)? = nil, serves: (@Sendable () async -> Set<String>?)? = nil
  ) {
    (self.asks, self.consent, self.rateLimit, self.audit, self.serves) = (asks, consent, rateLimit, audit, serves)
  }
}
