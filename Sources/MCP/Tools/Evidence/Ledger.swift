import Foundation
import JSON
import Synchronization

/// The audit trail as calls write to it. A client can make thousands of calls a second that are refused, and each would
/// be a line. Of those only as many are written as a person reads, and one line counts the rest.
final class Ledger: Sendable {
  let trail: any AuditTrail

  /// How many lines about refused calls one caller gets at once, and how many in a second after that.
  private static let (atOnce, perSecond) = (20.0, 1.0)
  /// The most callers that a line of the count names.
  private static let mostCallers = 50

  private struct LeftOut {
    var calls = 0
    var since = Date()
    var callers: [String: Int] = [:]
    /// Whether a task will write the count soon.
    var isDue = false
  }

  private let allowance = TokenBuckets<String>()
  private let refusals = HourlyCounts()
  private let leftOut = Mutex(LeftOut())

  init(_ trail: any AuditTrail) {
    self.trail = trail
  }

  /// Writes the line of a refused call, or only counts the call.
  ///
  /// - Returns: nil when the line was written, or else how many seconds it takes until the caller gets one again.
  func refused(_ caller: String, _ entry: () -> JSON.Object) throws -> Double? {
    let inHour = refusals.count(caller)
    guard let wait = allowance.take(caller, size: Self.atOnce, perSecond: Self.perSecond) else {
      var entry = entry()
      entry["refused_in_hour"] = JSON(inHour)
      try trail.record(entry)
      return nil
    }
    count(caller)
    return wait
  }

  private func count(_ caller: String) {
    let isFirst = leftOut.withLock { leftOut in
      if leftOut.calls == 0 { leftOut.since = Date() }
      leftOut.calls += 1
      if leftOut.callers[caller] != nil || leftOut.callers.count < Self.mostCallers {
        leftOut.callers[caller, default: 0] += 1
      }
      defer { leftOut.isDue = true }
      return !leftOut.isDue
    }
    guard isFirst else { return }
    Task {
      try? await Task.sleep(for: .seconds(1))
      writeCount()
    }
  }

  /// Writes the line that says how many calls were left out since the last such line; none where there are none. If it
  /// cannot be written, the next one counts them too.
  func writeCount() {
    let counted = leftOut.withLock { leftOut in
      defer { leftOut = LeftOut() }
      return leftOut
    }
    guard counted.calls > 0 else { return }
    do {
      try trail.record([
        "event": "left_out", "decision": "refused", "calls": JSON(counted.calls),
        "since": .string(counted.since.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
        "callers": .object(JSON.Object(counted.callers.sorted { $0.key < $1.key }.map { ($0, JSON($1)) })),
      ])
    } catch {
      leftOut.withLock { leftOut in
        leftOut.calls += counted.calls
        leftOut.since = counted.since
        leftOut.callers.merge(counted.callers, uniquingKeysWith: +)
      }
    }
  }
}
