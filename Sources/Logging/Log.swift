package import Cleaning
import Dispatch
package import Foundation
import Synchronization
import JSON
import Text

/// Writes lines for operators to standard error or to a file. They hold no secrets and no content of rows.
///
/// The lines are written on a queue of their own, and lines that cannot be written soon are dropped, because a client
/// that never reads our standard error must not stop the server.
package final class Log: Sendable {
  /// How important a line is.
  package enum Level: String, CaseIterable, Comparable, Sendable {
    case debug, info, warning, error

    /// Whether the left level is less important than the right one.
    package static func < (left: Level, right: Level) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The level of a name in any case, also of the names that Python uses, because the Python server reads
    /// `LOG_LEVEL`, too; nil for any other name.
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

  /// How many lines are written in one second; those beyond it are only counted.
  private static let linesPerSecond = 50

  private struct Rate {
    /// The second that is counted, since 1970.
    var second = 0
    /// How many lines there were in it.
    var lines = 0
    /// How many lines were dropped since the last one that was not.
    var dropped = 0
    /// How many lines are not written yet.
    var waiting = 0
  }

  private let level: Level
  private let file: FileHandle
  private let secrets: KnownSecrets
  private let queue = DispatchQueue(label: "log")
  private let rate = Mutex(Rate())

  /// A log that leaves out everything less important than a level.
  /// - Parameter secrets: what is hidden in every line.
  package init(level: Level, file: FileHandle = .standardError, secrets: KnownSecrets = KnownSecrets()) {
    (self.level, self.file, self.secrets) = (level, file, secrets)
  }

  /// Writes a line of the level debug; the text is made only if it is written.
  package func debug(_ text: @autoclosure () -> String) { write(.debug, text) }
  /// Writes a line of the level info; the text is made only if it is written.
  package func info(_ text: @autoclosure () -> String) { write(.info, text) }
  /// Writes a line of the level warning; the text is made only if it is written.
  package func warning(_ text: @autoclosure () -> String) { write(.warning, text) }
  /// Writes a line of the level error; the text is made only if it is written.
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
    var sanitizer = Sanitizer(redacts: true)
    let short = ErrorText.bounded(sanitizer.clean(secrets.hidden(in: text())))
    // Line ends in the text would let a client write log lines of its own.
    let clean = String(short.map { $0.isNewline ? " " : $0 })
    let notice = dropped > 0 ? "\(time) warning \(dropped) lines were dropped\n" : ""
    let line = "\(notice)\(time) \(level.rawValue) \(clean)\n"
    queue.async {
      try? self.file.write(contentsOf: Data(line.utf8))
      self.rate.withLock { $0.waiting -= 1 }
    }
  }

  /// Waits until what was logged so far is written, at most half a second, and with it how many lines were dropped
  /// since the last one.
  package func flush() {
    let dropped = rate.withLock { rate in
      defer { rate.dropped = 0 }
      return rate.dropped
    }
    if dropped > 0 {
      let line = "\(Date().formatted(.iso8601)) warning \(dropped) lines were dropped\n"
      queue.async { try? self.file.write(contentsOf: Data(line.utf8)) }
    }
    let written = DispatchSemaphore(value: 0)
    queue.async { written.signal() }
    _ = written.wait(timeout: .now() + 0.5)
  }
}
