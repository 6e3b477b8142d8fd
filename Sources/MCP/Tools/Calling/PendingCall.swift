import Foundation
import JSON

/// A call on its way through the gates, with what each of them has taken out of it or put into it.
struct PendingCall<Context: Sendable>: Sendable {
  let tool: AnyTool<Context>
  let request: Request?
  /// Where a call from the command line reports its progress.
  let progress: CallProgress?
  let evidence: Evidence
  /// What the caller gave, without what the gates take for themselves.
  private(set) var given: JSON.Object
  /// The tool's arguments: what was given, or what a cursor filled in.
  private(set) var arguments: JSON.Object
  /// The token by which a person's yes is brought back; nil when there is none, or when the tool does not ask.
  let confirmToken: JSON?
  /// The one value of the answer that the caller wants; nil for the whole answer.
  private(set) var reading: FieldReading?
  /// The time of the call.
  private(set) var now: Date
  /// When the first page of the list was asked for.
  private(set) var askedAt: Date
  /// The digest of the text that a person has agreed to; nil where nobody was asked.
  private(set) var shown: String?

  var caller: String { request?.caller ?? "local" }

  init(
    _ tool: AnyTool<Context>, _ given: JSON.Object, confirmToken: JSON?, _ request: Request?, _ evidence: Evidence,
    progress: CallProgress?, now: Date
  ) {
    self.progress = progress
    (self.tool, self.given, self.arguments, self.confirmToken) = (tool, given, given, confirmToken)
    (self.request, self.evidence, self.now, self.askedAt) = (request, evidence, now, now)
  }

  /// Takes out the arguments that every tool with long values has.
  mutating func takeReading() throws(ArgumentError) {
    guard tool.readsFields else { return }
    reading = try FieldReading(takenFrom: &given)
    arguments = given
  }

  /// Takes the time anew, because a person took a while to agree to the call.
  /// - Parameter shown: the digest of what the person has read.
  mutating func wasAgreed(at time: Date, shown: String) {
    self.shown = shown
    if askedAt == now { askedAt = time }
    now = time
  }

  /// Fills the arguments from the cursor that the call brings, if it brings one.
  mutating func openCursor(_ gate: CursorGate) throws(ArgumentError) {
    guard let opened = try gate.open(given, of: tool, caller: caller) else { return }
    arguments = opened.arguments
    askedAt = opened.askedAt
    evidence.show(filledIn: opened.arguments)
  }
}
