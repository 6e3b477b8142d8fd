import Cleaning
import Foundation
import JSON
import Logging
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Audit

@Suite(.fewAtOnce) final class AuditLogTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)")
  private let warnings = Pipe()
  private var path: String { folder.appending(path: "audit.log").path }

  init() throws {
    BrokenPipes.ignore()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func audit(
    isRequired: Bool = false, path: String? = nil,
    write: @escaping AuditLog.Write = { Foundation.write($0, $1.baseAddress, $1.count) }
  ) -> AuditLog {
    let log = Log(level: .warning, file: warnings.fileHandleForWriting)
    return AuditLog(path: path ?? self.path, isRequired: isRequired, log: log, write: write)
  }

  private func text(_ path: String? = nil) throws -> String {
    try String(contentsOfFile: path ?? self.path, encoding: .utf8)
  }

  private func lines(_ path: String? = nil) throws -> [JSON] {
    try text(path).split(separator: "\n").map { try JSON(parsing: $0.utf8) }
  }

  /// What was logged so far; waits until there is something.
  private func logged() -> String { String(decoding: warnings.fileHandleForReading.availableData, as: UTF8.self) }

  private func verify(_ texts: String...) throws -> AuditVerification {
    var verification = AuditVerification()
    for text in texts {
      let file = folder.appending(path: UUID().uuidString).path
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      let descriptor = open(file, O_RDONLY)
      verification.read("file", descriptor: descriptor)
      close(descriptor)
    }
    return verification
  }

  // MARK: Writing

  @Test func `the file is made at the first line, for its owner alone`() throws {
    let audit = audit()
    #expect(!FileManager.default.fileExists(atPath: path))
    try audit.record(["event": "call"])
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `lines are chained`() throws {
    let audit = audit()
    for number in 1...3 { try audit.record(["event": "call", "number": JSON(number)]) }
    let lines = try lines()
    #expect(lines.map { $0["seq"] } == [1, 2, 3])
    #expect(lines.map { $0["number"] } == [1, 2, 3])
    #expect(Set(lines.map { $0["chain"]?.string }).count == 1)
    #expect(lines.map { $0["prev"] } == ["", lines[0]["hash"], lines[1]["hash"]])
    #expect(lines[0].object?.keys == ["time", "chain", "seq", "prev", "event", "number", "hash"])
    let time = try #require(lines[0]["time"]?.string)
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    let first = try #require(try text().split(separator: "\n").first)
    let content = first.replacing(/,"hash":"[0-9a-f]{64}"/, with: "")
    #expect(lines[0]["hash"]?.string == SHA256.hex(Array(content.utf8)))
    #expect(try verify(try text()).breaks.isEmpty)
  }

  @Test func `several processes write one file, and each has a chain`() async throws {
    let audits = (0..<4).map { _ in audit() }
    try await withThrowingTaskGroup { group in
      for audit in audits {
        for _ in 0..<4 { group.addTask { for _ in 0..<25 { try audit.record(["text": "a\nb\u{2028}관리자"]) } } }
      }
      try await group.waitForAll()
    }
    let verification = try verify(try text())
    #expect(verification.breaks.isEmpty, "\(verification.breaks)")
    #expect(verification.chains.map(\.lines) == [100, 100, 100, 100])
  }

  @Test func `a line that a full disk cut does not count, and the next stands on its own`() throws {
    // How many bytes still fit on the disk, for each write.
    let room = Mutex([10_000, 40, 0, 0, 10_000, 10_000])
    let audit = audit { descriptor, bytes in
      let fits = room.withLock { $0.removeFirst() }
      guard fits > 0 else {
        errno = ENOSPC
        return -1
      }
      return Foundation.write(descriptor, bytes.baseAddress, min(fits, bytes.count))
    }
    try audit.record(["number": 1])
    let cut = #expect(throws: AuditLog.Problem.self) { try audit.record(["number": 2]) }
    #expect(cut?.description.contains("only 40 of") == true)
    let full = #expect(throws: AuditLog.Problem.self) { try audit.record(["number": 3]) }
    #expect(full?.description.hasSuffix("No space left on device") == true)
    try audit.record(["number": 4])
    try audit.record(["number": 5])
    let log = logged()
    #expect(log.contains("a line was not written to the audit log"))
    let verification = try verify(try text())
    #expect(verification.breaks.isEmpty)
    #expect(verification.cuts.map(\.line) == [2])
    #expect(verification.cuts[0].reason.contains("full disk"))
    #expect(verification.chains.map(\.lines) == [3])
    #expect(verification.chains[0].isIntact)
    let numbers = try text().split(separator: "\n").compactMap { try? JSON(parsing: $0.utf8)["number"] }
    #expect(numbers == [1, 4, 5])
  }

  /// What one write of a disk does that has room for a number of bytes.
  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, _ room: Int) -> Int {
    guard room > 0 else {
      errno = ENOSPC
      return -1
    }
    return Foundation.write(descriptor, bytes.baseAddress, min(room, bytes.count))
  }

  @Test(arguments: [0, 1]) func `a disk that is full at any byte of a line leaves a chain that is right`(
    _ roomForEnd: Int
  ) throws {
    /// The room for the next writes, and the length of the last line that was tried; there is room for all others.
    let state = Mutex((rooms: [Int](), length: 0))
    let audit = audit { descriptor, bytes in
      let room = state.withLock { state in
        if bytes.count > 1 { state.length = bytes.count }
        return state.rooms.isEmpty ? 10_000 : state.rooms.removeFirst()
      }
      return Self.write(descriptor, bytes, room)
    }
    let other = self.audit()
    var (recorded, cut, tried) = (0, 0, 0)
    repeat {
      state.withLock { $0.rooms = [tried, roomForEnd] }
      let isRecorded = (try? audit.record(["number": 1])) != nil
      #expect(isRecorded == (tried >= state.withLock { $0.length } - 1), "\(tried)")
      if tried > 0, !isRecorded { cut += 1 }
      state.withLock { $0.rooms = [] }
      // Another process may be the first to write again.
      try other.record(["number": 2])
      try audit.record(["number": 3])
      recorded += isRecorded ? 2 : 1
      tried += 1
    } while tried <= state.withLock { $0.length }
    let verification = try verify(try text())
    #expect(verification.breaks.isEmpty, "\(verification.breaks)")
    #expect(verification.cuts.count == cut)
    #expect(Set(verification.chains.map(\.lines)) == [recorded, tried])
  }

  @Test func `a line behind one whose end could not be written is found`() throws {
    let lines = try sample()
    for cut in ["{", #"{"time":"2026"#, String(lines[1].dropLast(20)), String(lines[1].dropLast(2))] {
      let verification = try verify(lines[0] + cut + lines[1] + cut + "\n" + lines[2])
      #expect(verification.breaks.isEmpty, "\(verification.breaks)")
      #expect(verification.cuts.map(\.line) == [2, 3])
      #expect(verification.chains.map(\.lines) == [3])
    }
    let garbage = try verify(lines[0] + "garbage" + lines[1] + lines[2])
    #expect(garbage.breaks.map(\.line) == [2])
    #expect(garbage.chains.map(\.isIntact) == [true])
  }

  @Test func `a line that another process left unfinished is ended first`() throws {
    try #"{"time":"2026"#.write(toFile: path, atomically: false, encoding: .utf8)
    try audit().record(["event": "call"])
    #expect(try text().split(separator: "\n").count == 2)
  }

  @Test func `a path that cannot be written is told at start and at each call`() throws {
    for (path, words) in [
      (folder.path, "directory"), (folder.appending(path: "no/such").path, "No such file"), ("/dev/null", "ordinary"),
    ] {
      let audit = audit(path: path)
      audit.check()
      let log = logged()
      #expect(log.contains("the audit log cannot be written: \(path)") && log.contains(words), "\(log)")
      #expect(throws: AuditLog.Problem.self) { try audit.record(["event": "call"]) }
      #expect(logged().contains("was not written"))
    }
  }

  @Test func `checking at start makes no file`() throws {
    audit().check()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `rights of others are told`() throws {
    try "".write(toFile: path, atomically: false, encoding: .utf8)
    chmod(path, 0o644)
    audit().check()
    #expect(logged().contains("chmod 600"))
  }

  // MARK: Verifying

  /// Three lines of one chain.
  private func sample() throws -> [String] {
    let path = folder.appending(path: UUID().uuidString).path
    let writer = audit(path: path)
    for number in 1...3 { try writer.record(["event": "call", "number": JSON(number)]) }
    return try text(path).split(separator: "\n").map { "\($0)\n" }
  }

  @Test func `names the first line that is not what was written`() throws {
    let lines = try sample()
    let cases: [(text: [String], line: Int, seq: Int?, words: String)] = [
      ([lines[0], lines[1].replacing(#""number":2"#, with: #""number":7"#), lines[2]], 2, 2, "hash is wrong"),
      ([lines[0], lines[1].replacing(#""event":"#, with: #""event": "#), lines[2]], 2, 2, "hash is wrong"),
      ([lines[0], lines[2]], 2, 3, "a gap: seq 2 missing"),
      ([lines[0], lines[0], lines[1]], 2, 1, "repeats or goes back; 2 was due"),
      ([lines[0], lines[2], lines[1]], 2, 3, "a gap"),
      ([lines[0], "nonsense\n", lines[1]], 2, nil, "not JSON"),
      ([lines[0], "{nonsense}\n", lines[1]], 2, nil, "not JSON"),
      ([lines[0], "7\n"], 2, nil, "not JSON"),
      ([lines[0], #"{"chain":"a","seq":1}"# + "\n"], 2, 1, "missing"),
      ([lines[0], lines[1].replacing(#","event""#, with: #","event"#), lines[2]], 2, nil, "not JSON"),
      // A line that was written and then cut by somebody is missing in its chain.
      ([lines[0], String(lines[1].dropLast(20)), "\n", lines[2]], 3, 3, "a gap: seq 2 missing"),
    ]
    for (text, line, seq, words) in cases {
      let verification = try verify(text.joined())
      let first = try #require(verification.breaks.first, "\(words)")
      #expect(first.line == line)
      #expect(first.sequence == seq)
      #expect(first.reason.contains(words), "\(first)")
    }
  }

  @Test func `a line put in with a right hash of its own is found by its prev`() throws {
    let lines = try sample()
    var forged = try #require(try JSON(parsing: lines[1]).object)
    _ = forged.removeValue(forKey: "hash")
    forged["number"] = 7
    let line = String(decoding: AuditLine.sealed(forged, hiding: KnownSecrets()).bytes, as: UTF8.self) + "\n"
    let verification = try verify(lines[0] + line + lines[2])
    #expect(verification.breaks.map(\.line) == [3])
    #expect(verification.breaks[0].reason.contains("prev"))
  }

  @Test func `one broken chain does not hide the others`() throws {
    let (left, right) = (try sample(), try sample())
    let verification = try verify(left[0] + right[0] + left[2] + right[2] + right[1])
    #expect(verification.breaks.map(\.line) == [3, 4])
    #expect(verification.chains.map(\.isIntact) == [false, false])
    #expect(verification.chains.map(\.lines) == [2, 3])
  }

  @Test func `what chaining cannot show is not claimed: a removed end`() throws {
    let lines = try sample()
    #expect(try verify(lines[0] + lines[1]).breaks.isEmpty)
    #expect(try verify("").chains.isEmpty)
    #expect(try verify(lines.joined() + "\n").breaks.isEmpty)
  }

  @Test func `what a stranger wrote is printed harmlessly`() throws {
    let verification = try verify(#"{"chain":"\u001b[2J\u202e","seq":1,"time":"\u001b[2J"}"# + "\n")
    #expect(!verification.breaks[0].description.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    let forged = try verify(#"{"chain":"a\nFirst broken line: none","seq":1}"# + "\n")
    #expect(forged.breaks[0].chain == "a First broken line: none")
  }
}
