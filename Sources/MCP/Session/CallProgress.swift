import Synchronization
import JSON

/// Reports the progress of one request. What it reports always rises, and is sent at most four times a second
/// (MCP 2025-11-25, Progress).
package final class CallProgress: Sendable {
  private struct State {
    var last = -Double.infinity
    var sentAt: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  private let send: @Sendable (_ value: Double, _ total: Double?, _ message: String?) -> Void

  init(token: JSON, revision: Revision, notify: @escaping @Sendable ([UInt8]) -> Void) {
    let showsMessage = revision >= .march2025
    send = { value, total, message in
      var params: JSON.Object = ["progressToken": token, "progress": JSON(value)]
      params["total"] = total.map { JSON($0) }
      if showsMessage { params["message"] = message.map(JSON.string) }
      notify(notification("notifications/progress", params))
    }
  }

  /// Shows a person the words of what is reported.
  package init(show: @escaping @Sendable (String) -> Void) {
    send = { _, _, message in message.map(show) }
  }

  /// Reports how far the request is, unless it was reported a moment ago.
  ///
  /// - Parameters:
  ///   - value: how much is done, in any unit.
  ///   - total: how much there is to do, in the same unit; nil when nobody knows.
  ///   - message: words for a person; revisions before 2025-03-26 do not know it.
  package func report(_ value: Double, of total: Double? = nil, _ message: String? = nil) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      guard value > state.last else { return false }
      if let sentAt = state.sentAt, now - sentAt < .milliseconds(250) { return false }
      state.last = value
      state.sentAt = now
      return true
    }
    if isDue { send(value, total, message) }
  }
}
