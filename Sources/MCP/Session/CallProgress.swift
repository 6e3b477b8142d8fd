import Synchronization
import JSON

/// Reports the progress of one request: strictly rising, at most four times a second.
package final class CallProgress: Sendable {
  private struct State {
    var last = -Double.infinity
    var sentAt: ContinuousClock.Instant?
  }

  private let token: JSON
  private let showsMessage: Bool
  private let state = Mutex(State())
  private let notify: @Sendable ([UInt8]) -> Void

  init(token: JSON, revision: Revision, notify: @escaping @Sendable ([UInt8]) -> Void) {
    self.token = token
    self.showsMessage = revision >= .march2025
    self.notify = notify
  }

  /// - Parameter total: in the unit of `value`, when it is known.
  package func report(_ value: Double, of total: Double? = nil, _ message: String? = nil) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      guard value > state.last else { return false }
      if let sentAt = state.sentAt, now - sentAt < .milliseconds(250) { return false }
      state.last = value
      state.sentAt = now
      return true
    }
    guard isDue else { return }
    var params: JSON.Object = ["progressToken": token, "progress": JSON(value)]
    params["total"] = total.map { JSON($0) }
    if showsMessage { params["message"] = message.map(JSON.string) }
    notify(notification("notifications/progress", params))
  }
}

/// The line of a notification.
func notification(_ method: String, _ params: JSON.Object) -> [UInt8] {
  JSON.object(["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]).bytes
}
