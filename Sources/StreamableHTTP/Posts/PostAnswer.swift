import HTTPServer
import MCP

/// The HTTP answer to a posted message: a response with JSON, or a stream of events.
struct PostAnswer: Sendable {
  let outcome: PostOutcome
  let head: RequestHead
  /// Whether notifications or questions to the client may come before the response.
  let mayNotifyFirst: Bool
  /// How often a stream says something.
  let pulse: Duration
  /// The HTTP status for a JSON-RPC error code; nil stands for a result.
  let status: @Sendable (_ errorCode: Int?) -> Int
  /// Makes the stream that keeps the messages for a client that comes back; nil where none is kept.
  var keep: (@Sendable () -> Replay)?
  /// Whether the client may go on listening.
  var isWelcome: @Sendable () async -> Bool = { true }

  /// The answer if it can be given at once. That is so for an error, for a message without a response, and for a result
  /// if the client accepts JSON.
  var immediate: WebResponse? {
    switch outcome.ending {
    case .notYet: nil
    case .response(let response) where response.errorCode == nil && !head.accepts("application/json"): nil
    // A call may have ended already, and what it has reported before would be lost.
    case .response where outcome.hasNotified && head.accepts("text/event-stream"): nil
    case let ending: whole(ending)
    }
  }

  /// Sends the answer when it comes. It is a stream if something may come before the response, or if the client accepts
  /// nothing else.
  func send(to writer: ResponseWriter) async {
    if head.accepts("text/event-stream"), mayNotifyFirst || !head.accepts("application/json") {
      guard let replay = keep?() else {
        return await ServerSentEvents.send(outcome.lines, every: pulse, while: isWelcome, to: writer)
      }
      replay.take(outcome.lines)
      await ServerSentEvents.send(
        replay.connect(after: 0), ids: .init(stream: replay.number), every: pulse, to: writer)
    } else {
      await writer.respond(whole(await outcome.awaitedEnding()))
    }
  }

  private func whole(_ ending: PostOutcome.Ending) -> WebResponse {
    guard case .response(let response) = ending else { return WebResponse(status: 202) }
    return .json(status(response.errorCode), response.line)
  }
}
