import JSON
import MCP
import Synchronization

/// What a posted message leads to: notifications and questions that belong to it, then its response, if it has one.
///
/// Most messages have their response as soon as this is made. For the others, the lines come while somebody reads them.
final class PostOutcome: Sendable {
  /// How the message ended.
  enum Ending {
    case notYet
    /// The message has no response: it is a notification or a response, or its call was cancelled.
    case noResponse
    case response(Response)
  }

  private let state = Mutex((ending: Ending.notYet, hasNotified: false))
  /// Everything that is sent for the message, the response included.
  let lines = OutgoingLines()

  /// Gives a message to a session.
  init(of message: JSON, in session: Session) {
    session.receive(message, notify: { self.notify($0) }, respond: { self.end(with: $0) })
  }

  var ending: Ending { state.withLock { $0.ending } }
  /// Whether something is to be sent before the response.
  var hasNotified: Bool { state.withLock { $0.hasNotified } }

  private func notify(_ line: [UInt8]) {
    state.withLock { $0.hasNotified = true }
    lines.add(line)
  }

  private func end(with response: Response?) {
    state.withLock { $0.ending = response.map(Ending.response) ?? .noResponse }
    if let response { lines.add(response.line) }
    lines.end()
  }

  /// How the message ended, after waiting for it. The lines before the response are dropped.
  func awaitedEnding() async -> Ending {
    for await _ in lines.stream {}
    return ending
  }
}
