package import Wire

extension Toolbox {
  /// Calls a tool, through the gates; every failure but a cancellation and a protocol fault becomes a result.
  ///
  /// - Parameter request: nil for a call from the command line, whose person needs no asking.
  @concurrent
  package func call(_ name: String, _ given: JSON.Object, _ request: Request? = nil) async throws -> ToolResult {
    guard let tool = tool(named: name) else {
      let near = Names.nearest(to: name, among: byName.keys).map { " Did you mean \($0)?" } ?? ""
      return failure("Unknown tool: \(name.prefix(100)).\(near)")
    }
    if let request, let refusal = gates.rateLimit?.refusal(of: request.caller, tool.effect) { return failure(refusal) }
    var arguments = given
    let token = gates.asks.contains(tool.name) ? arguments.removeValue(forKey: Consent.argument) : nil
    let record = CallRecord(tool.name, tool.effect, arguments, request)
    var decision = "allowed"
    var changes = false
    do {
      let reading = tool.readsFields ? try FieldReading(takenFrom: &arguments) : nil
      let run = try tool.prepare(arguments)
      func context() -> Context {
        makeContext(
          ToolCall(
            tool: tool.name, arguments: arguments, request: request, deadline: .now + Self.patience, evidence: record))
      }
      if let request, gates.asks.contains(tool.name) {
        let question = try await gates.consent.decide(tool.name, arguments, token: token, request) {
          var sanitizer = Sanitizer(redacts: redacts)
          return sanitizer.clean(try await run.preview(context()) ?? tool.plainPreview(arguments))
        }
        switch question {
        case .granted(let how): decision = "asked: granted by \(how)"
        case .ask(let question):
          try conclude(record.outcome(decision: "asked", "waiting", rows: nil, characters: nil, error: nil))
          return ToolResult(text: [], isError: false, question: question)
        case .preview(let facts):
          try conclude(record.outcome(decision: "asked", "previewed", rows: nil, characters: nil, error: nil))
          return ToolResult(text: JSON.object(facts).bytes, isError: false)
        case .refused(let how, let why):
          decision = "asked: \(how)"
          throw ToolFailure(why)
        }
      }
      changes = tool.effect == .writes || tool.effect == .destructive
      if changes { try conclude(record.intent(decision: decision), before: true) }
      var answer = try await run.answer(context())
      let made = Answer.Call(tool.name, arguments)
      var sanitizer = Sanitizer(redacts: redacts)
      if let reading { answer = try reading.read(from: answer, call: made, &sanitizer) }
      let rendering = Rendering(
        limits: limits, banner: banner, call: made, required: { tool.required }, readsFields: tool.readsFields)
      let (text, rows) = rendering.text(of: answer, &sanitizer)
      try conclude(record.outcome(decision: decision, "ok", rows: rows, characters: text.count, error: nil))
      return ToolResult(text: text, isError: false, rows: rows)
    } catch let error as RPCError {
      try conclude(record.outcome(decision: "refused", "error", rows: nil, characters: nil, error: error.message))
      throw error
    } catch let error as Unrecorded {
      return failure(error.words(after: changes))
    } catch is CancellationError {
      try? conclude(record.outcome(decision: decision, "cancelled", rows: nil, characters: nil, error: nil))
      throw CancellationError()
    } catch {
      let result = failure(error, of: tool.name)
      let text = String(decoding: result.text, as: UTF8.self)
      do throws(Unrecorded) {
        try conclude(
          record.outcome(decision: decision, "error", rows: nil, characters: result.text.count, error: text))
      } catch {
        return failure(error.words(after: changes))
      }
      return result
    }
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

  /// Writes a line of evidence; what cannot be written stops a call only where the operator said so.
  private func conclude(_ entry: JSON.Object, before: Bool = false) throws(Unrecorded) {
    guard let audit = gates.audit else { return }
    do {
      try audit.record(entry)
    } catch {
      if audit.isRequired { throw Unrecorded(reason: "\(error)", isBefore: before) }
    }
  }
}

/// A call whose evidence could not be written, where none may be without.
private struct Unrecorded: Error {
  let reason: String
  let isBefore: Bool

  func words(after changes: Bool) -> String {
    changes && !isBefore
      ? "The change was made, but its audit line could not be written: \(reason)"
      : "Refused, because the audit log cannot be written: \(reason). Nothing was changed."
  }
}
