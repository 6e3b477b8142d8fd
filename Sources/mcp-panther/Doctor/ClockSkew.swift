import Foundation
import Panther
import Synchronization

/// How far this machine's clock is ahead of the instance's, by the last answer of the instance.
final class ClockSkew: Sendable {
  private let skew = Mutex<Double?>(nil)

  /// In seconds, negative where this machine is behind; nil as long as no answer told the time.
  var seconds: Double? { skew.withLock { $0 } }

  /// Compares the clocks by an answer that has just come.
  ///
  /// - Parameter date: its `Date` header, such as `Fri, 20 Nov 2026 08:00:00 GMT`.
  func note(_ date: String?) {
    guard let theirs = date.flatMap({ Date(httpHeader: $0) }) else { return }
    let seconds = Date().timeIntervalSince(theirs)
    skew.withLock { $0 = seconds }
  }
}
