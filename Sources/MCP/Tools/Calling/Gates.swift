package import Cleaning
import JSON
import Sealing

/// What stands between a request for a call and the call itself. The operator decides about most of it.
package struct Gates: Sendable {
  /// The names of the tools that wait for a person's yes.
  package var asks: Set<String>
  /// The audit log; nil for none.
  package var audit: (any AuditTrail)?
  /// Finds out which tools the token's permissions can serve; the result is nil when that could not be found out.
  package var serves: (@Sendable () async -> Set<String>?)?
  /// What no call may have in its arguments.
  let secrets: KnownSecrets
  let consent: Consent
  let rateLimit: RateLimit?
  let cursors: any CursorCarrier

  /// - Parameters:
  ///   - asks: the names of the tools that wait for a person's yes.
  ///   - consent: how a person is asked.
  ///   - rateLimit: how many calls a caller may make; nil for no limit.
  ///   - cursors: how lists go on.
  ///   - audit: where evidence goes.
  ///   - serves: which tools are listed; all of them when left out.
  ///   - secrets: what no call may have in its arguments.
  package init(
    asks: Set<String> = [], consent: Consent = Consent(seal: Seal()), rateLimit: RateLimit? = nil,
    cursors: any CursorCarrier = CursorHandles(), audit: (any AuditTrail)? = nil,
    serves: (@Sendable () async -> Set<String>?)? = nil, secrets: KnownSecrets = KnownSecrets()
  ) {
    (self.asks, self.consent, self.rateLimit) = (asks, consent, rateLimit)
    (self.cursors, self.audit, self.serves, self.secrets) = (cursors, audit, serves, secrets)
  }
}
