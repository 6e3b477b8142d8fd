import Cleaning
package import JSON

extension Toolbox {
  /// Calls a tool, through the gates; every failure but a cancellation and a protocol fault becomes a result.
  ///
  /// - Parameter request: nil for a call from the command line, whose person needs no asking.
  @concurrent
  package func call(_ name: String, _ given: JSON.Object, _ request: Request? = nil) async throws -> ToolResult {
    guard let tool = tool(named: name) else {
      note(refused: name, given, request, "unknown tool")
      let near = Names.nearest(to: name, among: byName.keys).map { " Did you mean \($0)?" } ?? ""
      return failure("Unknown tool: \(name.prefix(100)).\(near)")
    }
    if let request, let refusal = gates.rateLimit?.refusal(of: request.caller, tool.effect) {
      note(refused: name, given, request, "rate limit")
      return failure(refusal)
    }
    var arguments = given
    let token = gates.asks.contains(tool.name) ? arguments.removeValue(forKey: Consent.argument) : nil
    arguments = CursorMemory.complete(arguments) { tool.inputSchema["properties"]?.object?.keys ?? [] }
    let record = CallRecord(tool.name, tool.effect, arguments, request)
    var decision = "allowed"
    do {
      if gates.audit?.isRequired == true { try conclude(record.before("request"), .nothing) }
      let reading = tool.readsFields ? try FieldReading(takenFrom: &arguments) : nil
      let run = try tool.prepare(arguments)
      if let request, gates.asks.contains(tool.name) {
        decision = "asked"
        let question = try await gates.consent.decide(tool.name, arguments, token: token, request) {
          // Nothing is redacted: a person must see all of what is to be written, were it a password.
          var sanitizer = Sanitizer(redacts: false)
          let preview = try await run.preview(context(of: tool, arguments, request, record))
          return sanitizer.clean(preview ?? tool.plainPreview(arguments))
        }
        switch question {
        case .granted(let how): decision = "asked: granted by \(how)"
        case .ask(let question):
          try conclude(record.outcome(decision: "asked", "waiting"), .nothing)
          return ToolResult(text: [], isError: false, question: question)
        case .preview(let facts):
          try conclude(record.outcome(decision: "asked", "previewed"), .nothing)
          return ToolResult(
            text: JSON.object(JSON.Object(unique: facts.members + banner.members)).bytes, isError: false)
        case .refused(let how, let why):
          decision = "asked: \(how)"
          throw ToolFailure(why)
        }
      }
      let changes = tool.effect == .writes || tool.effect == .destructive
      if changes { try conclude(record.before("intent", decision: decision), .nothing) }
      var answer = try await run.answer(context(of: tool, arguments, request, record))
      let made = Answer.Call(tool.name, arguments)
      var sanitizer = Sanitizer(redacts: redacts)
      if let reading { answer = try reading.read(from: answer, call: made, &sanitizer) }
      let rendering = Rendering(
        limits: limits, banner: banner, call: made, required: { tool.required }, readsFields: tool.readsFields)
      let (text, rows) = rendering.text(of: answer, &sanitizer)
      try conclude(
        record.outcome(decision: decision, "ok", rows: rows, characters: Budget.Size(text).characters),
        changes ? .change : .answer)
      return ToolResult(text: text, isError: false, rows: rows)
    } catch let error as RPCError {
      note(record.outcome(decision: "refused", "error", error: error.message))
      throw error
    } catch let error as Unrecorded {
      return failure(error.words)
    } catch is CancellationError {
      note(record.outcome(decision: decision, "cancelled"))
      throw CancellationError()
    } catch {
      return conclude(record, decision, failure(error, of: tool.name))
    }
  }

  private func context(
    of tool: AnyTool<Context>, _ arguments: JSON.Object, _ request: Request?, _ record: CallRecord
  ) -> Context {
    makeContext(
      ToolCall(
        tool: tool.name, arguments: arguments, request: request, deadline: .now + Self.patience,
        evidence: gates.audit == nil ? nil : record))
  }

  private func failure(_ error: any Error, of tool: String) -> ToolResult {
    guard let known = error as? any ToolError else {
      return failure("\(tool) failed in an unexpected way (\(type(of: error))). Please report this.")
    }
    var result = failure(known.description)
    result.isNotFound = (known as? ToolFailure)?.isNotFound == true
    return result
  }

  private func failure(_ text: String) -> ToolResult {
    var sanitizer = Sanitizer(redacts: redacts)
    return ToolResult(text: Array(sanitizer.clean(text).utf8), isError: true)
  }

  // MARK: Evidence

  /// Writes a line; what cannot be written stops a call only where the operator said so.
  ///
  /// - Parameter entry: made only where there is a log to write it to.
  private func conclude(_ entry: @autoclosure () -> JSON.Object, _ done: Unrecorded.Done) throws(Unrecorded) {
    guard let audit = gates.audit else { return }
    do {
      try audit.record(entry())
    } catch {
      if audit.isRequired { throw Unrecorded(reason: "\(error)", done: done) }
    }
  }

  /// Writes the line of a call that failed; the failure is told either way.
  private func conclude(_ record: CallRecord, _ decision: String, _ failed: ToolResult) -> ToolResult {
    let text = String(decoding: failed.text, as: UTF8.self)
    let characters = Budget.Size(failed.text).characters
    do throws(Unrecorded) {
      try conclude(record.outcome(decision: decision, "error", characters: characters, error: text), .nothing)
      return failed
    } catch {
      return failure("\(text)\nThis could not be recorded in the audit log: \(error.reason)")
    }
  }

  /// Writes the line of a call that is refused in any case.
  func note(refused tool: String, _ arguments: JSON.Object, _ request: Request?, _ reason: String) {
    let effect = self.tool(named: tool)?.effect
    note(CallRecord(tool, effect, arguments, request).outcome(decision: "refused", "error", error: reason))
  }

  private func note(_ entry: @autoclosure () -> JSON.Object) {
    try? gates.audit?.record(entry())
  }
}

/// Evidence that could not be written, where no call may be without.
private struct Unrecorded: Error {
  enum Done {
    case nothing
    case answer
    case change
  }

  let reason: String
  let done: Done

  var words: String {
    switch done {
    case .nothing: "Refused, because the audit log cannot be written: \(reason). Nothing was changed."
    case .answer: "The answer is withheld, because it could not be recorded in the audit log: \(reason)"
    case .change: "The change was made, but could not be recorded in the audit log: \(reason)"
    }
  }
}
