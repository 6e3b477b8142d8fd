package import Cleaning

/// What stands between a request for a call and the call itself. The operator decides about most of it.
package struct Gates: Sendable {
  /// The names of the tools that wait for a person's yes.
  package var asks: Set<String>
  /// Finds out which tools the token's permissions can serve; the result is nil when that could not be found out.
  package var serves: (@Sendable () async -> Set<String>?)?
  /// The time by which what the token can serve is found out again.
  var clock: @Sendable () -> ContinuousClock.Instant = { .now }
  /// What no call may have in its arguments.
  let secrets: KnownSecrets
  let consent: Consent
  let rateLimit: RateLimit?
  let cursors: any CursorCarrier
  /// The audit log; nil for none.
  let ledger: Ledger?

  /// - Parameters:
  ///   - asks: the names of the tools that wait for a person's yes.
  ///   - consent: how a person is asked.
  ///   - rateLimit: how many calls a caller may make; nil for no limit.
  ///   - cursors: how lists go on.
  ///   - audit: where evidence goes.
  ///   - serves: which tools are listed; all of them when left out.
  ///   - secrets: what no call may have in its arguments.
  package init(
    asks: Set<String> = [], consent: Consent = Consent(), rateLimit: RateLimit? = nil,
    cursors: any CursorCarrier = CursorHandles(), audit: (any AuditTrail)? = nil,
    serves: (@Sendable () async -> Set<String>?)? = nil, secrets: KnownSecrets = KnownSecrets()
  ) {
    (self.asks, self.consent, self.rateLimit) = (asks, consent, rateLimit)
    (self.cursors, self.ledger, self.serves, self.secrets) = (cursors, audit.map(Ledger.init), serves, secrets)
  }

  /// Writes down what the audit log still lacks at the end of the process: how many calls were left out of it.
  package func finish() {
    ledger?.writeCount()
  }
}
