import Cleaning
import Dispatch
package import Foundation
import Synchronization
import JSON

/// What operators read: lines on standard error or in a file; never secrets, never row content.
///
/// Writing happens on a queue of its own and what cannot be written soon is dropped: a client that never reads our
/// standard error must not stop us.
package final class Log: Sendable {
  package enum Level: String, CaseIterable, Comparable, Sendable {
    case debug, info, warning, error

    package static func < (left: Level, right: Level) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Python's names too, because `LOG_LEVEL` is shared with the Python server.
    package init?(name: String) {
      switch name.lowercased() {
      case "debug", "trace": self = .debug
      case "info", "notice": self = .info
      case "warn", "warning": self = .warning
      case "error", "critical", "fatal": self = .error
      default: return nil
      }
    }
  }

  /// More lines than this in one second are counted, not written.
  private static let linesPerSecond = 50

  /// In characters.
  private static let longestLine = 2000

  private struct Rate {
    var second = 0
    var lines = 0
    var dropped = 0
    var waiting = 0
  }

  private let level: Level
  private let file: FileHandle
  private let queue = DispatchQueue(label: "log")
  private let rate = Mutex(Rate())

  package init(level: Level, file: FileHandle = .standardError) {
    self.level = level
    self.file = file
  }

  package func debug(_ text: @autoclosure () -> String) { write(.debug, text) }
  package func info(_ text: @autoclosure () -> String) { write(.info, text) }
  package func warning(_ text: @autoclosure () -> String) { write(.warning, text) }
  package func error(_ text: @autoclosure () -> String) { write(.error, text) }

  private func write(_ level: Level, _ text: () -> String) {
    guard level >= self.level else { return }
    let now = Date()
    let dropped = rate.withLock { rate -> Int? in
      let second = Int(now.timeIntervalSince1970)
      if second != rate.second { (rate.second, rate.lines) = (second, 0) }
      guard rate.lines < Self.linesPerSecond, rate.waiting < Self.linesPerSecond * 4 else {
        rate.dropped += 1
        return nil
      }
      defer { (rate.lines, rate.waiting, rate.dropped) = (rate.lines + 1, rate.waiting + 1, 0) }
      return rate.dropped
    }
    guard let dropped else { return }
    let time = now.formatted(.iso8601)
    // One line each: a line end in the text would let a client write lines of its own.
    let flat = String(text().prefix(Self.longestLine).map { $0.isNewline ? " " : $0 })
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean(flat)
    let notice = dropped > 0 ? "\(time) warning \(dropped) lines were dropped\n" : ""
    let line = "\(notice)\(time) \(level.rawValue) \(clean)\n"
    queue.async {
      try? self.file.write(contentsOf: Data(line.utf8))
      self.rate.withLock { $0.waiting -= 1 }
    }
  }

  /// Waits until what was logged so far is written, at most half a second.
  package func flush() {
    let written = DispatchSemaphore(value: 0)
    queue.async { written.signal() }
    _ = written.wait(timeout: .now() + 0.5)
  }
}
