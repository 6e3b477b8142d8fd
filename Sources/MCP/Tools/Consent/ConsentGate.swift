import Cleaning
import JSON

/// Stops a call of a tool that the operator named with `--ask`, until a person has said yes to it.
struct ConsentGate {
  let consent: Consent
  /// Members that every answer ends with.
  let banner: JSON.Object

  enum Outcome {
    /// What is answered instead of the call: a question, or a preview.
    case stopped(ToolResult)
    /// The call may go on. A person has agreed to a text of this digest.
    case agreed(shown: String)
  }

  /// The longest text that a person is asked about, in characters. Nobody reads more, and hosts cut it.
  static let longestQuestion = 20_000

  /// Takes a person's no that the call brings, before anything else can stop the call: a no that is lost leaves its
  /// question open, and a later yes to it would count.
  ///
  /// - Throws: `ToolFailure` for a no.
  func takeNo<Context>(of call: PendingCall<Context>, _ request: Request) throws {
    // A question is bound to the arguments without those of a reading.
    var call = call
    guard (try? call.takeReading()) != nil,
      case .declined(let how, let why) = consent.takeNo(call.tool.name, call.given, request)
    else { return }
    call.evidence.answered("asked: \(how)")
    throw ToolFailure(why)
  }

  /// Decides about one call.
  ///
  /// - Parameter preview: what the call would do, in the tool's own words; nil when it has none.
  /// - Throws: `ToolFailure` for a no, `RPCError` for an answer that is not to our question.
  func decide<Context>(
    _ call: PendingCall<Context>, _ request: Request, preview: () async throws -> String?
  ) async throws -> Outcome {
    call.evidence.decided("asked")
    let decision = try await consent.decide(call.tool.name, call.given, token: call.confirmToken, request) {
      try call.evidence.began()
      let text = Self.shown(try await preview() ?? plainPreview(of: call))
      let length = text.unicodeScalars.count
      guard length <= Self.longestQuestion else { throw Self.tooLong(length) }
      return text
    }
    switch decision {
    case .granted(let how, let shown):
      call.evidence.decided("asked: granted by \(how)")
      return .agreed(shown: shown)
    case .ask(let question):
      try call.evidence.asked("waiting")
      return .stopped(ToolResult(text: [], isError: false, question: question))
    case .preview(let facts):
      try call.evidence.asked("previewed")
      let members = JSON.Object(unique: facts.members + banner.members)
      return .stopped(ToolResult(text: JSON.object(members).bytes, isError: false))
    case .declined(let how, let why):
      call.evidence.answered("asked: \(how)")
      throw ToolFailure(why)
    case .refused(let how, let why):
      call.evidence.decided("asked: \(how)")
      throw ToolFailure(why)
    }
  }

  /// A tool's preview as a person sees it. Nothing is redacted: a person must see all of what is to be written, even if
  /// it is a password.
  static func shown(_ preview: String) -> String {
    var sanitizer = Sanitizer(redacts: false)
    return sanitizer.clean(preview)
  }

  /// What a person is asked when the tool has no words of its own for the call: with every argument, also those that a
  /// cursor filled in.
  private func plainPreview<Context>(of call: PendingCall<Context>) -> String {
    "\(call.tool.title) with \(JSON.object(call.arguments.merging(call.given)).text)"
  }

  /// A person must not agree to what they cannot see.
  private static func tooLong(_ length: Int) -> ToolFailure {
    ToolFailure(
      """
      This call is too large to be shown to the user in full: \(length) characters, at most \(longestQuestion). Nobody \
      was asked, and nothing was changed. Make several smaller calls: fewer ids in each, or a shorter text.
      """)
  }
}
