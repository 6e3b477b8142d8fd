import Synchronization
import Wire

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

/// Evidence of one call, gathered while it runs.
final class CallRecord: Sendable {
  private let exchanges = Mutex<[JSON]>([])
  private let start = ContinuousClock.now
  private let base: JSON.Object

  /// - Parameter arguments: shown with their secrets redacted; the digest is of what was really given.
  init(_ tool: String, _ effect: Effect, _ arguments: JSON.Object, _ request: Request?) {
    var sanitizer = Sanitizer(redacts: true)
    var base: JSON.Object = ["tool": .string(tool), "effect": .string(effect.rawValue)]
    base["client"] = [
      "name": .string(sanitizer.clean(String((request?.client.name ?? "command line").prefix(100)))),
      "version": .string(sanitizer.clean(String((request?.client.version ?? "").prefix(50)))),
    ]
    base["caller"] = .string(request?.caller ?? "local")
    base["arguments_sha256"] = .string(Consent.digest(arguments))
    base["arguments"] = sanitizer.clean(.object(arguments)).shortened
    if let parent = request?.meta["traceparent"]?.string {
      base["traceparent"] = .string(sanitizer.clean(String(parent.prefix(100))))
    }
    self.base = base
  }

  /// Adds one HTTP exchange.
  func add(_ exchange: JSON) {
    exchanges.withLock { if $0.count < 200 { $0.append(exchange) } }
  }

  /// The line before a call that changes something.
  func intent(decision: String) -> JSON.Object {
    var entry: JSON.Object = ["event": "intent"]
    for member in base.members { entry[member.key] = member.value }
    entry["decision"] = .string(decision)
    return entry
  }

  /// The line after a call.
  func outcome(decision: String, _ outcome: String, rows: Int?, characters: Int?, error: String?) -> JSON.Object {
    var entry: JSON.Object = ["event": "call"]
    for member in base.members { entry[member.key] = member.value }
    entry["decision"] = .string(decision)
    entry["outcome"] = .string(outcome)
    entry["error"] = error.map { .string(String($0.prefix(300))) }
    entry["http"] = .array(exchanges.withLock { $0 })
    entry["rows"] = rows.map { JSON($0) }
    entry["characters"] = characters.map { JSON($0) }
    let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
    entry["duration_ms"] = JSON((elapsed * 10).rounded() / 10)
    return entry
  }
}

extension JSON {
  /// With long strings cut, because a line of evidence needs no megabytes; the digest covers the whole.
  fileprivate var shortened: JSON {
    switch self {
    case .string(let text) where text.utf8.count > 2000: .string("\(text.prefix(2000))… (\(text.utf8.count) bytes)")
    case .array(let values): .array(values.prefix(200).map(\.shortened))
    case .object(let object):
      .object(JSON.Object(unique: object.members.map { JSON.Member($0.key, $0.value.shortened) }))
    default: self
    }
  }
}
