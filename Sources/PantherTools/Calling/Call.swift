package import Foundation
package import JSON
package import MCP
package import Panther

/// What a tool may need to answer one call.
package struct Call: Sendable {
  /// The client of this call: its requests end by the call's deadline and are written into the call's evidence.
  package let panther: PantherClient
  /// Where to report progress; nil when the client did not ask for it.
  package let progress: CallProgress?
  /// The time when the answer must be ready.
  package var deadline: ContinuousClock.Instant
  /// The time of the call; the demo instance may have a time of its own.
  package let now: Date
  /// The time that relative times count from. For a later page of a list, it is the time of the call for the first
  /// page.
  package let askedAt: Date
  /// The arguments as the caller gave them. A cursor is still a text here.
  package let given: JSON.Object
  /// How long the answer may get.
  let limits: OutputLimits
  /// Whether secrets in the answer are replaced.
  let redacts: Bool
  /// Who has which id; nil where answers must not tell.
  let people: PeopleDirectory?
  /// Whether the caller is offered any tool that changes something.
  let mayChange: Bool
  /// How much of the data lake the caller may read.
  let borders: DataBorders
  /// The queries that this process has started.
  let started: StartedQueries
  /// Who calls, as far as the transport has proved it.
  let caller: String
  /// How ids of what goes on at Panther are handed out.
  let handles: Handles
  /// Whether a preview is what a person has agreed to; always true where nobody had to be asked.
  let wasShown: @Sendable (_ preview: String) -> Bool

  /// The most requests that one call sends. Reading a long list whole takes that many.
  static let mostRequests = 500

  /// Makes the context of a call.
  ///
  /// - Parameters:
  ///   - panther: the client to copy.
  ///   - people: who has which id; nil where answers must not tell.
  ///   - mayChange: whether the caller is offered any tool that changes something.
  ///   - borders: how much of the data lake the caller may read.
  ///   - started: the queries that this process has started, for all callers.
  ///   - sharesToken: whether other callers have the same token.
  package init(
    _ call: ToolCall, panther: PantherClient, people: PeopleDirectory? = nil, mayChange: Bool = true,
    borders: DataBorders = .none, started: StartedQueries = StartedQueries(), sharesToken: Bool = false
  ) {
    var panther = panther
    panther.deadline = call.deadline
    panther.budget = AnswerBudget(requests: Self.mostRequests)
    panther.traceparent = call.request?.traceparent
    panther.observe = { call.record($0.evidence, isRead: $0.isRead) }
    self.panther = panther
    (progress, deadline, given) = (call.progress, call.deadline, call.given)
    (now, askedAt) = (call.now, call.askedAt)
    (limits, redacts, self.people, self.mayChange) = (call.limits, call.redacts, people, mayChange)
    (self.borders, self.started, caller) = (borders, started, call.request?.caller ?? "local")
    handles = Handles(owner: sharesToken ? call.request?.caller ?? "local" : nil, panther: panther)
    wasShown = { call.wasShown($0) }
  }
}

extension HTTPExchange {
  /// The exchange in the form that the audit log has.
  fileprivate var evidence: JSON {
    var evidence: JSON.Object = ["method": .string(method.rawValue), "path": .string(String(path.prefix(300)))]
    evidence["operation"] = operation.map(JSON.string)
    evidence["status"] = status.map { JSON($0) }
    evidence["request_id"] = requestID.map(JSON.string)
    evidence["ms"] = JSON((duration / .milliseconds(1) * 10).rounded() / 10)
    if attempt > 1 { evidence["attempt"] = JSON(attempt) }
    return .object(evidence)
  }
}
