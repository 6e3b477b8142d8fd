import Cleaning
import JSON

/// Stops a call of a tool that the operator named with `--ask`, until a person has said yes to it.
struct ConsentGate {
  let consent: Consent
  /// Members that every answer ends with.
  let banner: JSON.Object

  /// Decides about one call.
  ///
  /// - Parameter preview: what the call would do, in the tool's own words; nil when it has none.
  /// - Returns: what is answered instead of the call: a question, or a preview. Nil when the call may go on.
  /// - Throws: `ToolFailure` for a no, `RPCError` for an answer that is not to our question.
  func stop<Context>(
    _ call: PendingCall<Context>, _ request: Request, preview: () async throws -> String?
  ) async throws -> ToolResult? {
    call.evidence.decided("asked")
    let decision = try await consent.decide(call.tool.name, call.given, token: call.confirmToken, request) {
      // Nothing is redacted: a person must see all of what is to be written, even if it is a password.
      var sanitizer = Sanitizer(redacts: false)
      return sanitizer.clean(try await preview() ?? plainPreview(of: call))
    }
    switch decision {
    case .granted(let how):
      call.evidence.decided("asked: granted by \(how)")
      return nil
    case .ask(let question):
      try call.evidence.asked("waiting")
      return ToolResult(text: [], isError: false, question: question)
    case .preview(let facts):
      try call.evidence.asked("previewed")
      let members = JSON.Object(unique: facts.members + banner.members)
      return ToolResult(text: JSON.object(members).bytes, isError: false)
    case .refused(let how, let why):
      call.evidence.decided("asked: \(how)")
      throw ToolFailure(why)
    }
  }

  /// What a person is asked when the tool has no words of its own for the call.
  private func plainPreview<Context>(of call: PendingCall<Context>) -> String {
    let text = JSON.object(call.given).text
    let shown = text.count > 4000 ? "\(text.prefix(4000))… (the first 4000 of \(text.count) characters)" : text
    return "\(call.tool.title) with \(shown)"
  }
}
