import Cleaning
import Foundation
import Logging

extension Settings {
  /// Opens the log. What is wrong with its settings is a warning in it, so that the server starts all the same.
  func makeLog(hiding secrets: KnownSecrets) -> Log {
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
    let log = Log(level: level ?? .warning, file: file, secrets: secrets)
    if let problem { log.warning(problem) }
    if level == nil, let logLevel {
      log.warning("unknown log level \(logLevel.prefix(40)): using warning (debug, info, warning, error)")
    }
    return log
  }
}
