import Logging
import Foundation
import MCP
import Panther
import PantherTools

/// What flags and variables say about this run; a flag beats its variable.
struct Settings {
  let environment: [String: String]
  let demo: Bool
  let limits: OutputLimits
  let policy: Policy
  let matchesToken: Bool
  let redacts: Bool
  let rateLimit: RateLimit?
  let auditLog: String?
  let auditRequired: Bool
  /// Nil for stdio.
  let http: HTTPSettings?
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
    switch value(.transport)?.lowercased() {
    case nil, "stdio": http = nil
    case "streamable-http", "http": http = try HTTPSettings(value, environment)
    case let other?:
      throw UsageError("\(Flag.transport.rawValue) takes stdio or streamable-http, not \(other.prefix(40))")
    }
    func list(_ flag: Flag) -> [String] {
      value(flag)?.listed ?? []
    }
    func isOn(_ flag: Flag) throws(UsageError) -> Bool {
      guard let word = value(flag) else { return false }
      guard let isOn = Bool(word: word.trimmed) else {
        throw UsageError("\(flag.variable ?? flag.rawValue) takes true or false, not \(word.prefix(40))")
      }
      return isOn
    }
    func number(_ flag: Flag, _ isAllowed: (Double) -> Bool, _ expected: String) throws(UsageError) -> Double? {
      guard let word = value(flag) else { return nil }
      guard let number = Double(word), isAllowed(number) else {
        throw UsageError("\(flag.rawValue) takes \(expected), not \(word.prefix(40))")
      }
      return number
    }
    let characters = try number(
      .maxResultChars, { $0 == 0 || (1000...1_000_000_000).contains($0) }, "0 (no limit) or at least 1000")
    limits = characters.map { OutputLimits(hard: Int($0)) } ?? OutputLimits()
    let rate = try number(.rateLimit, { (0.1...10_000).contains($0) }, "a number of calls from 0.1 to 10000")
    // Nobody watches over those who share a server.
    rateLimit = (rate ?? (http == nil ? nil : 10)).map { RateLimit(perSecond: $0, costly: max($0 / 10, 0.1)) }
    matchesToken = try isOn(.matchToken)
    redacts = try !isOn(.noRedact)
    auditLog = value(.auditLog)
    auditRequired = try isOn(.auditRequired)
    guard auditLog?.isEmpty != true, auditLog == nil || auditLog != logFile else {
      throw UsageError("--audit-log needs a FILE of its own")
    }
    guard !auditRequired || auditLog != nil else { throw UsageError("--audit-required needs --audit-log FILE") }
    let readOnly = try isOn(.readOnly)
    do throws(PolicyError) {
      policy = try Policy(
        toolsets: list(.toolsets), allow: list(.allow), block: list(.block), ask: list(.ask), readOnly: readOnly)
    } catch {
      throw UsageError(error.description)
    }
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

extension Settings {
  /// The image sets it, as that of the Python server does.
  var isInContainer: Bool { environment["MCP_PANTHER_DOCKER_RUNTIME"]?.lowercased() == "true" }
}

extension String {
  /// The words of a list with commas.
  var listed: [String] { split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty } }
}
