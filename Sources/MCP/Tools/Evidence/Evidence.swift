import Cleaning
import Synchronization
import JSON
import Text

/// The evidence of one call for the audit log, gathered while the call runs. Secrets are redacted in all of it,
/// whatever answers may show.
final class Evidence: Sendable {
  /// Longer arguments are cut, because a line of evidence needs no megabytes. The digest covers the whole.
  private static let longestArguments = 16_000
  /// The same for a call that nothing came of.
  private static let longestArgumentsRefused = 2_000
  /// More HTTP exchanges than this are not kept.
  private static let mostExchanges = 200

  private struct State {
    var arguments: JSON.Object
    var decision = "allowed"
    var exchanges: [JSON] = []
    /// Whether a request was sent that may have changed something.
    var hasSentChange = false
    /// Whether the line of the outcome has to be written: there is a line before it, or a person has answered.
    var isOwed = false
    var hasBegun = false
  }

  private let state: Mutex<State>
  private let start = ContinuousClock.now
  private let tool: String
  private let effect: Effect?
  private let given: JSON.Object
  private let request: Request?
  private let ledger: Ledger?

  /// - Parameters:
  ///   - effect: nil for a tool that does not exist.
  ///   - given: the arguments of the call; they are shown with their secrets redacted, and the digest is of all of
  ///     them.
  ///   - ledger: nil when there is no audit log, and nothing is made then.
  init(
    of tool: String, _ effect: Effect?, _ given: JSON.Object, _ request: Request?, _ ledger: Ledger?
  ) {
    (self.tool, self.effect, self.given, self.request, self.ledger) = (tool, effect, given, request, ledger)
    state = Mutex(State(arguments: given))
  }

  /// Whether the call came past what is refused before anything is done.
  var hasBegun: Bool { state.withLock { $0.hasBegun } }

  /// Whether there is an audit log to write it to.
  var isKept: Bool { ledger != nil }

  // MARK: What is gathered

  /// Adds one HTTP exchange.
  func add(_ exchange: JSON, isRead: Bool) {
    state.withLock { state in
      state.hasSentChange = state.hasSentChange || !isRead
      if state.exchanges.count < Self.mostExchanges { state.exchanges.append(exchange) }
    }
  }

  /// Shows the arguments that a cursor filled in too. The digest stays that of what was given.
  func show(filledIn arguments: JSON.Object) {
    state.withLock { $0.arguments = arguments.merging(given) }
  }

  /// Notes what was decided about the call: `allowed`, `asked`, `asked: declined`, ….
  func decided(_ decision: String) {
    state.withLock { $0.decision = decision }
  }

  /// Notes what a person answered. Such an answer gets a line in any case.
  func answered(_ decision: String) {
    state.withLock { ($0.decision, $0.isOwed) = (decision, true) }
  }

  // MARK: The lines of a call, in their order

  /// Writes a line before anything is done, asking a person included, but only where the audit log is required.
  func began() throws(Unrecorded) {
    let isFirst = state.withLock { state in
      defer { state.hasBegun = true }
      return !state.hasBegun
    }
    if isFirst, ledger?.trail.isRequired == true { try write(before("request", decision: nil), done: .nothing) }
  }

  /// Writes a line before something is changed.
  func intended() throws(Unrecorded) {
    try write(before("intent", decision: decision), done: .nothing)
  }

  /// Writes the line of a call that waits for a person: `waiting` or `previewed`.
  func asked(_ outcome: String) throws(Unrecorded) {
    try write(line(outcome), done: .nothing)
  }

  /// Writes the line of a call that was answered.
  /// - Parameter changed: whether the tool may have changed something.
  func ended(with result: ToolResult, changed: Bool) throws(Unrecorded) {
    try write(
      line("ok", rows: result.rows, characters: Budget.Size(result.text).characters),
      done: changed ? .change : .answer)
  }

  /// Writes the line of a call that failed.
  ///
  /// - Returns: what the call must be answered instead, because it was left out; nil when its line was written.
  func failed(with result: ToolResult) throws(Unrecorded) -> String? {
    let text = String(decoding: result.text, as: UTF8.self)
    let outcome = result.reason == .unknownOutcome ? Self.unknown : "error"
    let characters = Budget.Size(result.text).characters
    guard state.withLock({ $0.isOwed || !$0.exchanges.isEmpty }) else {
      return try refused { line(outcome, characters: characters, error: text, Self.longestArgumentsRefused) }
    }
    try write(line(outcome, characters: characters, error: text), done: .nothing)
    return nil
  }

  /// Writes the line of a call that was cancelled, if it can be written.
  /// - Parameter isReadOnly: whether nothing that the tool sends changes anything that matters.
  func cancelled(isReadOnly: Bool) {
    guard !isReadOnly, state.withLock({ $0.hasSentChange }) else {
      try? write(line("cancelled"), done: .nothing)
      return
    }
    let words =
      "Cancelled after a request for a change was sent: the change may or may not have been made. A status under "
      + "`http` says what Panther answered; without one, read the object to see."
    try? write(line(Self.unknown, error: words), done: .nothing)
  }

  /// Writes the line of a refused call.
  ///
  /// - Returns: what the call must be answered instead of the reason, because there is no line about it; nil when there
  ///   is one. It is refused either way.
  func refused(_ reason: String) -> String? {
    decided("refused")
    do throws(Unrecorded) {
      return try refused { line("error", error: reason, Self.longestArgumentsRefused) }
    } catch {
      return error.description
    }
  }

  private func refused(_ entry: () -> JSON.Object) throws(Unrecorded) -> String? {
    guard let ledger else { return nil }
    do {
      let wait = try ledger.refused(caller, entry)
      return wait.map { RateLimit.words("many calls were refused, and the audit log has no room for all of them", $0) }
    } catch {
      if ledger.trail.isRequired { throw Unrecorded(reason: "\(error)", done: .nothing) }
      return nil
    }
  }

  // MARK: Their members

  /// The outcome of a call of which nobody knows whether it changed something.
  private static let unknown = "unknown"

  private var decision: String { state.withLock { $0.decision } }
  private var caller: String { request?.caller ?? "local" }

  /// A line that cannot be written stops a call only where the operator said so.
  private func write(_ entry: @autoclosure () -> JSON.Object, done: Unrecorded.Done) throws(Unrecorded) {
    guard let ledger else { return }
    state.withLock { $0.isOwed = true }
    do {
      try ledger.trail.record(entry())
    } catch {
      if ledger.trail.isRequired { throw Unrecorded(reason: "\(error)", done: done) }
    }
  }

  private func before(_ event: String, decision: String?, _ longest: Int = longestArguments) -> JSON.Object {
    var entry: JSON.Object = ["event": .string(event), "tool": .string(Self.clean(tool, 100))]
    entry["effect"] = effect.map { .string($0.rawValue) }
    entry["client"] = [
      "name": .string(Self.clean(request?.client.name ?? "command line", 100)),
      "version": .string(Self.clean(request?.client.version ?? "", 50)),
    ]
    entry["caller"] = .string(caller)
    if let peer = request?.peer { entry.merge(peer.members) }
    entry["arguments_sha256"] = .string(Consent.digest(given))
    entry["arguments"] = Self.shown(state.withLock { $0.arguments }, longest)
    entry["traceparent"] = request?.traceparent.map(JSON.string)
    entry["decision"] = decision.map(JSON.string)
    return entry
  }

  private func line(
    _ outcome: String, rows: Int? = nil, characters: Int? = nil, error: String? = nil,
    _ longest: Int = longestArguments
  ) -> JSON.Object {
    var entry = before("call", decision: decision, longest)
    entry["outcome"] = .string(outcome)
    entry["error"] = error.map { .string(Self.clean($0, 300)) }
    var sanitizer = Sanitizer(redacts: true)
    entry["http"] = sanitizer.clean(.array(state.withLock { $0.exchanges }))
    entry["rows"] = rows.map { JSON($0) }
    entry["characters"] = characters.map { JSON($0) }
    let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
    entry["duration_ms"] = JSON((elapsed * 10).rounded() / 10)
    return entry
  }

  private static func clean(_ text: String, _ length: Int) -> String {
    var sanitizer = Sanitizer(redacts: true)
    // It is cleaned before it is cut, because the rest of a secret would not look like one.
    return sanitizer.clean(text).beginning(length)
  }

  private static func shown(_ arguments: JSON.Object, _ longest: Int) -> JSON {
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean(.object(arguments))
    let text = clean.text
    guard text.utf8.count > longest else { return clean }
    return .string("\(text.beginning(longest))… (\(text.utf8.count) bytes)")
  }
}
