import MCP
import Foundation

extension Call {
  /// The longest wait of one call, in seconds. It is shorter than the deadline of 50 s, so that the answer can still
  /// say how to ask again.
  static let longestWait = 45

  /// Asks again and again, at growing intervals, until there is an end or no time is left.
  ///
  /// - Parameters:
  ///   - seconds: how long to wait; it is cut to `longestWait` and to the deadline.
  ///   - pauses: the first pause and the longest; each pause is half as long again as the one before.
  ///   - ask: asks once.
  ///   - isOver: whether an answer is the end.
  ///   - progress: what to tell a client that waits, given the answer and the seconds so far.
  /// - Returns: the last answer, whether or not it is the end.
  func wait<Value>(
    _ seconds: Int, pauses: ClosedRange<Duration>, ask: () async throws -> Value, isOver: (Value) -> Bool,
    progress words: (Value, Int) -> String
  ) async throws -> Value {
    let start = ContinuousClock.now
    let end = min(start + .seconds(min(seconds, Self.longestWait)), deadline - .seconds(2))
    var pause = pauses.lowerBound
    while true {
      let value = try await ask()
      let now = ContinuousClock.now
      guard !isOver(value), now + pause < end else { return value }
      let elapsed = Int((now - start).components.seconds)
      progress?.report(Double(elapsed) + 1, words(value, elapsed))
      try await Task.sleep(for: pause)
      pause = min(pause * 3 / 2, pauses.upperBound)
    }
  }
}
