import Foundation
import MCP

/// What flags and variables say about this run; a flag beats its variable.
struct Settings {
  let environment: [String: String]
  let demo: Bool
  let limits: OutputLimits
  private let logFile: String?
  private let logLevel: String?

  init(flags: [Flag: String], environment: [String: String]) throws(UsageError) {
    func value(_ flag: Flag) -> String? {
      flags[flag] ?? flag.variable.flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    }
    self.environment = environment
    demo = flags[.demo] != nil
    logFile = value(.logFile)
    logLevel = value(.logLevel)
    if let transport = value(.transport), transport != "stdio" {
      throw UsageError("\(Flag.transport.rawValue) takes stdio, not \(transport)")
    }
    guard let characters = value(.maxResultChars) else {
      limits = OutputLimits()
      return
    }
    guard let count = Int(characters), count == 0 || count >= 1000 else {
      throw UsageError("PANTHER_MCP_MAX_RESULT_CHARS takes 0 (no limit) or at least 1000, not \(characters)")
    }
    limits = OutputLimits(hard: count)
  }

  func makeLog() -> Log {
    let level = logLevel.map(Log.Level.init(name:)) ?? .warning
    var file = FileHandle.standardError
    var problem: String?
    if let logFile {
      let descriptor = open(logFile, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor < 0 {
        problem = "cannot write the log file \(logFile): \(String(cString: strerror(errno))); logging to standard error"
      } else {
        file = FileHandle(fileDescriptor: descriptor)
      }
    }
    let log = Log(level: level ?? .warning, file: file)
    if let problem { log.warning(problem) }
    if level == nil, let logLevel {
      log.warning("unknown log level \(logLevel.prefix(40)): using warning (debug, info, warning, error)")
    }
    return log
  }
}

/// A command line or a control variable that cannot be used.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
