import Cleaning
import Foundation
import JSON

/// The way of one call: through the gates in a row to the tool, and back with its answer.
///
/// Every failure becomes a result that a model can act on, but for a cancellation and for faults of the protocol.
struct CallPipeline<Context: Sendable>: Sendable {
  let limits: OutputLimits
  /// Whether secrets in answers are replaced.
  let redacts: Bool
  /// Members that every answer ends with.
  let banner: JSON.Object
  private(set) var gates: Gates
  /// The longest time that a call takes.
  let patience: Duration
  let now: @Sendable () -> Date
  private(set) var makeContext: @Sendable (ToolCall) -> Context

  /// The same way through other gates, to other contexts.
  func with(_ gates: Gates, _ makeContext: @escaping @Sendable (ToolCall) -> Context) -> CallPipeline {
    var copy = self
    (copy.gates, copy.makeContext) = (gates, makeContext)
    return copy
  }

  /// - Parameters:
  ///   - given: the arguments as the caller gave them.
  ///   - request: nil for a call from the command line, whose person needs no asking.
  ///   - progress: where such a call reports its progress.
  @concurrent
  func call(
    _ tool: AnyTool<Context>, _ given: JSON.Object, _ request: Request?, progress: CallProgress? = nil
  ) async throws -> ToolResult {
    if let shown = gates.secrets.hidden(in: given) {
      let instead = evidence(of: tool, shown, request).refused("the arguments hold a secret of this server")
      return failure(instead ?? Self.secretRefusal)
    }
    var given = given
    let confirmToken = gates.asks.contains(tool.name) ? given.removeValue(forKey: Consent.argument) : nil
    let evidence = evidence(of: tool, given, request)
    do {
      var call = PendingCall(tool, given, confirmToken: confirmToken, request, evidence, progress: progress, now: now())
      if let request, gates.asks.contains(tool.name) { try consentGate.takeNo(of: call, request) }
      if let request, let refusal = gates.rateLimit?.refusal(of: request.caller, tool.effect) {
        _ = evidence.refused("rate limit")
        return failure(refusal)
      }
      try call.takeReading()
      try call.openCursor(CursorGate(carrier: gates.cursors))
      let run = try tool.prepare(call.arguments)
      if let request, gates.asks.contains(tool.name) {
        switch try await ask(request, about: call, run) {
        case .stopped(let question): return question
        case .agreed(let shown): call.wasAgreed(at: now(), shown: shown)
        }
      }
      try evidence.began()
      if tool.effect.changes { try evidence.intended() }
      let answer = try await run.answer(context(of: call))
      let result = try rendered(answer, of: call, run)
      try evidence.ended(with: result, changed: tool.effect.changes)
      return result
    } catch let error as RPCError {
      guard let instead = evidence.refused(error.message) else { throw error }
      return failure(instead)
    } catch let error as Unrecorded {
      return failure(error.description)
    } catch is CancellationError {
      evidence.cancelled(isReadOnly: tool.isReadOnly)
      throw CancellationError()
    } catch {
      return recorded(failure(error, of: tool.name), evidence)
    }
  }

  /// Writes down a call that is refused before it reaches the gates.
  ///
  /// - Parameter tool: nil when there is no tool of that name.
  /// - Returns: what the call must be answered instead of the reason; nil for the reason.
  func refuse(
    _ name: String, _ tool: AnyTool<Context>?, _ given: JSON.Object, _ request: Request?, _ reason: String
  ) -> ToolResult? {
    let shown = gates.secrets.hidden(in: given) ?? given
    return Evidence(of: gates.secrets.hidden(in: name), tool?.effect, shown, request, gates.ledger).refused(reason)
      .map(failure)
  }

  /// A failure as a result. All failures of calls are made here.
  func failure(_ text: String) -> ToolResult {
    var sanitizer = Sanitizer(redacts: redacts)
    // It is cleaned before it is cut, because half a secret would not look like one.
    return ToolResult(text: Array(ErrorText.bounded(sanitizer.clean(text)).utf8), isError: true)
  }

  /// Panther, gateways before it and logs of other people would keep what is sent.
  private static var secretRefusal: String {
    "The arguments hold a secret of this server, such as its API token. Nothing was sent. Make the call without it."
  }

  // MARK: Stations

  private func evidence(of tool: AnyTool<Context>, _ given: JSON.Object, _ request: Request?) -> Evidence {
    Evidence(of: tool.name, tool.effect, given, request, gates.ledger)
  }

  private var consentGate: ConsentGate { ConsentGate(consent: gates.consent, banner: banner) }

  /// Finds out whether a person has agreed to the call, or what is answered instead.
  private func ask(
    _ request: Request, about call: PendingCall<Context>, _ run: PreparedCall<Context>
  ) async throws -> ConsentGate.Outcome {
    try await consentGate.decide(call, request) {
      try await run.preview(context(of: call))
    }
  }

  private func context(of call: PendingCall<Context>) -> Context {
    makeContext(
      ToolCall(
        given: call.given, request: call.request, deadline: .now + patience, now: call.now, askedAt: call.askedAt,
        limits: limits, redacts: redacts, shown: call.shown, evidence: call.evidence, progress: call.progress))
  }

  private func rendered(
    _ answer: Answer, of call: PendingCall<Context>, _ run: PreparedCall<Context>
  ) throws -> ToolResult {
    var sanitizer = Sanitizer(redacts: redacts)
    let made = NextCall(call.tool.name, call.given)
    let answer = try call.reading?.read(from: answer, call: made, &sanitizer) ?? answer
    var arguments = call.arguments
    arguments[Cursor.argument] = nil
    let cursors = CursorIssuer(
      carrier: gates.cursors, caller: call.caller, askedAt: call.askedAt, call: NextCall(call.tool.name, arguments))
    let rendering = Rendering(
      limits: limits, banner: banner, call: made, required: run.required, readsFields: call.tool.readsFields,
      cursors: cursors)
    let (text, rows) = rendering.text(of: answer, &sanitizer)
    return ToolResult(text: text, isError: false, rows: rows)
  }

  // MARK: Failures

  private func failure(_ error: any Error, of tool: String) -> ToolResult {
    guard let known = error as? any ToolError else {
      return failure("\(tool) failed in an unexpected way (\(type(of: error))). Please report this.")
    }
    var result = failure(known.description)
    result.reason = known.reason
    return result
  }

  /// A failure after it was written down. The caller is told of it either way.
  private func recorded(_ failed: ToolResult, _ evidence: Evidence) -> ToolResult {
    do throws(Unrecorded) {
      return try evidence.failed(with: failed).map(failure) ?? failed
    } catch {
      guard evidence.hasBegun else { return failure(error.description) }
      let text = String(decoding: failed.text, as: UTF8.self)
      return failure("\(text)\nThis could not be recorded in the audit log: \(error.reason)")
    }
  }
}
