import Foundation
import Logging
import TestSupport
import Testing

/// The levels of the log, its limits, and that it never makes the server wait.
@Suite(.fewAtOnce) struct LogTests {
  private let pipe = Pipe()

  // A writer may still wait when a test is over and its pipe goes.
  init() { BrokenPipes.ignore() }

  private func log(_ level: Log.Level) -> Log { Log(level: level, file: pipe.fileHandleForWriting) }

  /// Closes the writing end, and reads all that was written.
  private func written() throws -> [Substring] {
    try pipe.fileHandleForWriting.close()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  @Test(arguments: zip(Log.Level.allCases, [4, 3, 2, 1])) func `a level holds back what is below it`(
    _ level: Log.Level, _ count: Int
  ) throws {
    let log = log(level)
    log.debug("one")
    log.info("two")
    log.warning("three")
    log.error("four")
    log.flush()
    let lines = try written()
    #expect(lines.count == count)
    #expect(lines.last?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ error four/) != nil)
  }

  @Test func `what is held back is not even made`() throws {
    func made() -> String {
      Issue.record("made")
      return ""
    }
    log(.error).debug(made())
  }

  @Test func `a flood is cut, and at the end the number of what is missing is there`() throws {
    let log = log(.warning)
    for number in 0..<10_000 { log.warning("line \(number)") }
    log.flush()
    let lines = try written()
    let dropped = lines.compactMap { $0.firstMatch(of: /warning (\d+) lines were dropped$/).flatMap { Int($0.1) } }
    #expect(lines.count - dropped.count + dropped.reduce(0, +) == 10_000)
    #expect(lines.count < 1_000)
  }

  @Test(arguments: [
    ("debug", Log.Level.debug), ("TRACE", .debug), ("Info", .info), ("NOTICE", .info), ("WARN", .warning),
    ("warning", .warning), ("ERROR", .error), ("CRITICAL", .error), ("fatal", .error), ("loud", nil), ("", nil),
  ])
  func `levels have the names of other servers too`(_ name: String, _ level: Log.Level?) {
    #expect(Log.Level(name: name) == level)
  }

  @Test func `a text is one line, without what deceives a terminal, and without secrets`() throws {
    let log = log(.debug)
    log.error("one\ntwo\r\nthree\u{2028}four\u{1B}[2J\u{202E} Bearer abcdefghijklmnopqrstuvwxyz0123456789")
    log.flush()
    let lines = try written()
    #expect(lines.count == 1)
    #expect(
      lines[0].hasSuffix(#"one two three\u{2028}four\u{1B}[2J\u{202E} Bearer [redacted: bearer token]"#), "\(lines[0])")
  }

  @Test func `a long text is cut`() throws {
    let log = log(.debug)
    log.error(String(repeating: "x", count: 200_000))
    // A character of any number of scalars is a character, too.
    log.error("a" + String(repeating: "\u{301}", count: 50_000) + " the end")
    log.flush()
    let lines = try written()
    try #require(lines.count == 2)
    #expect(lines[0].unicodeScalars.count < 2_050 && lines[1].unicodeScalars.count < 2_050)
    #expect(lines[1].hasSuffix("the end"))
  }

  @Test func `a flood is counted, not written`() throws {
    let log = log(.debug)
    for number in 0..<10_000 { log.debug("line \(number)") }
    log.flush()
    // Fifty lines a second are written, and the test may take a few seconds.
    #expect(try written().count < 1000)
  }

  @Test func `a pipe that nobody reads makes nobody wait`() async throws {
    let log = log(.debug)
    let text = String(repeating: "x", count: 4000)
    for _ in 0..<2 {
      for _ in 0..<100 { log.error(text) }
      log.flush()
    }
    // The log still waits for its reader, and drops what comes.
    log.error("more")
  }

  @Test func `a pipe whose reader is gone is no reason to end`() throws {
    let log = log(.debug)
    try pipe.fileHandleForReading.close()
    for _ in 0..<10 { log.error("nobody hears this") }
    log.flush()
  }
}
