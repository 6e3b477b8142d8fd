import Foundation

/// A command line or a control variable that cannot be used.
struct UsageError: Error, CustomStringConvertible {
  let description: String
  /// What the error says to try next.
  let advice: String

  init(_ description: String, advice: String = "mcp-panther --help") {
    (self.description, self.advice) = (description, advice)
  }
}

/// What was asked for could not be done, although it was asked for in the right way.
struct Failure: Error, CustomStringConvertible {
  let description: String
  let exitCode: ExitCode

  init(_ description: String, _ exitCode: ExitCode = .failed) {
    (self.description, self.exitCode) = (description, exitCode)
  }

  /// A file that cannot be read.
  static func unreadable(_ file: String, because reason: String = String(cString: strerror(errno))) -> Failure {
    Failure("cannot read \(file): \(reason)", .unreadable)
  }
}

/// How the program ends. The help says the same, and scripts rely on it. Numbers from 64 on are those of sysexits.h.
enum ExitCode: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 64
  case unreadable = 66
  case interrupted = 130

  var meaning: String {
    switch self {
    case .done: "done"
    case .failed: "a tool or a check reported an error, or the server could not start"
    case .usage: "wrong usage: a command, flag, setting, tool or argument that does not exist or cannot be used"
    case .unreadable: "a file cannot be read"
    case .interrupted: "interrupted, as by Ctrl-C"
    }
  }
}
