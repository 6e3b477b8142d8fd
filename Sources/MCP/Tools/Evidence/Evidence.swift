import Cleaning
import Synchronization
import JSON
import Text

/// The evidence of one call for the audit log, gathered while the call runs. Secrets are redacted in all of it,
/// whatever answers may show.
final class Evidence: Sendable {
  /// Longer arguments are cut, because a line of evidence needs no megabytes. The digest covers the whole.
  private static let longestArguments = 16_000
  /// More HTTP exchanges than this are not kept.
  private static let mostExchanges = 200

  private struct State {
    var arguments: JSON.Object
    var decision = "allowed"
    var exchanges: [JSON] = []
  }

  private let state: Mutex<State>
  private let start = ContinuousClock.now
  private let tool: String
  private let effect: Effect?
  private let given: JSON.Object
  private let request: Request?
  private let trail: (any AuditTrail)?

  /// - Parameters:
  ///   - effect: nil for a tool that does not exist.
  ///   - given: the arguments of the call; they are shown with their secrets redacted, and the digest is of all of
  ///     them.
  ///   - trail: nil when there is no audit log, and nothing is made then.
  init(
    of tool: String, _ effect: Effect?, _ given: JSON.Object, _ request: Request?, _ trail: (any AuditTrail)?
  ) {
    (self.tool, self.effect, self.given, self.request, self.trail) = (tool, effect, given, request, trail)
    state = Mutex(State(arguments: given))
  }

  /// Whether there is an audit log to write it to.
  var isKept: Bool { trail != nil }

  // MARK: What is gathered

  /// Adds one HTTP exchange.
  func add(_ exchange: JSON) {
    state.withLock { if $0.exchanges.count < Self.mostExchanges { $0.exchanges.append(exchange) } }
  }

  /// Shows the arguments that a cursor filled in too. The digest stays that of what was given.
  func show(filledIn arguments: JSON.Object) {
    state.withLock { $0.arguments = arguments.merging(given) }
  }

  /// Notes what was decided about the call: `allowed`, `asked`, `asked: declined`, ….
  func decided(_ decision: String) {
    state.withLock { $0.decision = decision }
  }

  // MARK: The lines of a call, in their order

  /// Writes a line before anything is done, but only where the audit log is required.
  func began() throws(Unrecorded) {
    if trail?.isRequired == true { try write(before("request", decision: nil), done: .nothing) }
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
  func failed(with result: ToolResult) throws(Unrecorded) {
    let text = String(decoding: result.text, as: UTF8.self)
    try write(line("error", characters: Budget.Size(result.text).characters, error: text), done: .nothing)
  }

  /// Writes the line of a call that was cancelled, if it can be written.
  func cancelled() {
    try? write(line("cancelled"), done: .nothing)
  }

  /// Writes the line of a refused call. If it cannot be written, the call is refused all the same.
  func refused(_ reason: String) {
    decided("refused")
    try? write(line("error", error: reason), done: .nothing)
  }

  // MARK: Their members

  private var decision: String { state.withLock { $0.decision } }

  /// A line that cannot be written stops a call only where the operator said so.
  private func write(_ entry: @autoclosure () -> JSON.Object, done: Unrecorded.Done) throws(Unrecorded) {
    guard let trail else { return }
    do {
      try trail.record(entry())
    } catch {
      if trail.isRequired { throw Unrecorded(reason: "\(error)", done: done) }
    }
  }

  private func before(_ event: String, decision: String?) -> JSON.Object {
    var entry: JSON.Object = ["event": .string(event), "tool": .string(Self.clean(tool, 100))]
    entry["effect"] = effect.map { .string($0.rawValue) }
    entry["client"] = [
      "name": .string(Self.clean(request?.client.name ?? "command line", 100)),
      "version": .string(Self.clean(request?.client.version ?? "", 50)),
    ]
    entry["caller"] = .string(request?.caller ?? "local")
    entry["arguments_sha256"] = .string(Consent.digest(given))
    entry["arguments"] = Self.shown(state.withLock { $0.arguments })
    entry["traceparent"] = request?.meta["traceparent"]?.string.map { .string(Self.clean($0, 100)) }
    entry["decision"] = decision.map(JSON.string)
    return entry
  }

  private func line(
    _ outcome: String, rows: Int? = nil, characters: Int? = nil, error: String? = nil
  ) -> JSON.Object {
    var entry = before("call", decision: decision)
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

  private static func shown(_ arguments: JSON.Object) -> JSON {
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean(.object(arguments))
    let text = clean.text
    guard text.utf8.count > longestArguments else { return clean }
    return .string("\(text.beginning(longestArguments))… (\(text.utf8.count) bytes)")
  }
}
