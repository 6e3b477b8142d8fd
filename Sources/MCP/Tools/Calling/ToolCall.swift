package import Foundation
package import JSON

/// One call of a tool, as the protocol knows it.
package struct ToolCall: Sendable {
  /// What the caller gave, with a cursor as the text that it is.
  package let given: JSON.Object
  /// The request that the call came with; nil for a call from the command line.
  package let request: Request?
  /// By when the answer must be made.
  package let deadline: ContinuousClock.Instant
  /// The time of the call.
  package let now: Date
  /// When the first page of a list was asked for, from which relative times count; otherwise the same as `now`.
  package let askedAt: Date
  /// How long the answer may get.
  package let limits: OutputLimits
  /// Whether secrets in the answer are replaced.
  package let redacts: Bool
  private let shown: String?
  private let evidence: Evidence?

  /// Where the call reports its progress; nil when nobody asked for it.
  package let progress: CallProgress?

  init(
    given: JSON.Object, request: Request?, deadline: ContinuousClock.Instant, now: Date, askedAt: Date? = nil,
    limits: OutputLimits = OutputLimits(), redacts: Bool = true, shown: String? = nil, evidence: Evidence? = nil,
    progress: CallProgress? = nil
  ) {
    self.progress = progress ?? request?.progress
    (self.given, self.request, self.deadline, self.limits) = (given, request, deadline, limits)
    (self.redacts, self.shown) = (redacts, shown)
    (self.now, self.askedAt, self.evidence) = (now, askedAt ?? now, evidence)
  }

  /// Whether a preview is what a person has agreed to. What is there may have changed since then. True where nobody had to
  /// be asked.
  package func wasShown(_ preview: String) -> Bool {
    shown.map { $0 == Consent.digest(ConsentGate.shown(preview)) } ?? true
  }

  /// Adds an HTTP exchange with the instance to the evidence of the call. Nothing is made where there is no audit log.
  /// - Parameter isRead: whether its request changes nothing.
  package func record(_ exchange: @autoclosure () -> JSON, isRead: Bool) {
    guard let evidence, evidence.isKept else { return }
    evidence.add(exchange(), isRead: isRead)
  }
}
