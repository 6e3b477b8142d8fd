import Foundation
import JSON
import Logging
import TestSupport
import Testing

@testable import Audit

/// Chains that go on where files are rotated, and hashes that were kept elsewhere.
@Suite(.fewAtOnce) final class RotationTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)")
  private var path: String { folder.appending(path: "audit.log").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func audit() -> AuditLog { AuditLog(path: path, isRequired: false, log: Log(level: .error)) }

  private func lines(_ file: String) throws -> [JSON] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { try JSON(parsing: $0.utf8) }
  }

  private func verify(_ files: [String], expecting hashes: Set<String> = []) -> AuditVerification {
    var verification = AuditVerification(expecting: hashes)
    for file in files {
      let descriptor = open(file, O_RDONLY)
      verification.read(file, descriptor: descriptor)
      close(descriptor)
    }
    return verification
  }

  /// What may be done to the file.
  enum Rotation: String, CaseIterable {
    case moved, truncated, deleted

    func rotate(_ path: String, to old: String) throws {
      if self != .moved { try FileManager.default.copyItem(atPath: path, toPath: old) }
      switch self {
      case .moved: try FileManager.default.moveItem(atPath: path, toPath: old)
      case .truncated: truncate(path, 0)
      case .deleted: try FileManager.default.removeItem(atPath: path)
      }
    }
  }

  @Test(arguments: Rotation.allCases) func `chains of several processes go on in the new file, which says why`(
    _ rotation: Rotation
  ) throws {
    let audits = [audit(), audit(), audit()]
    for _ in 0..<3 { for audit in audits { try audit.record(["event": "call"]) } }
    let old = path + ".1"
    try rotation.rotate(path, to: old)
    // Only a process that finds the file short can know that it was emptied. The second one writes less than there was.
    for audit in audits { try audit.record(["event": "call"]) }
    let new = try lines(path)
    #expect(new.count { $0["event"] == "file" } == 3)
    #expect(new.allSatisfy { $0["event"] == "call" || $0["reason"]?.string == rotation.rawValue })
    let whole = verify([old, path])
    #expect(whole.breaks.isEmpty, "\(whole.breaks)")
    #expect(whole.chains.map(\.lines) == [5, 5, 5])
    #expect(whole.chains.allSatisfy { $0.unread == 0 })

    let newest = verify([path])
    #expect(newest.breaks.isEmpty)
    #expect(newest.chains.map(\.unread) == [3, 3, 3])
    #expect(Set(newest.chains.map(\.hash)) == Set(whole.chains.map(\.hash)))
    // The wrong order.
    #expect(verify([path, old]).breaks.count == 3)
  }

  @Test func `a file that is missing in between is a gap`() throws {
    let audit = audit()
    for number in 1...3 {
      try audit.record(["event": "call"])
      try FileManager.default.moveItem(atPath: path, toPath: "\(path).\(number)")
    }
    #expect(verify(["\(path).1", "\(path).2", "\(path).3"]).breaks.isEmpty)
    #expect(verify(["\(path).1", "\(path).3"]).breaks.map(\.reason) == ["a gap: seq 2 to 3 missing before it"])
    // In a later file, nothing is taken on trust.
    try "".write(toFile: "\(path).0", atomically: true, encoding: .utf8)
    let late = verify(["\(path).0", "\(path).3"])
    #expect(late.breaks.count == 1 && late.breaks[0].reason.contains("beginning is missing (seq 1 to 3)"))
  }

  @Test func `a hash that was kept shows that an end, or a whole chain, was removed`() throws {
    let (left, right) = (audit(), audit())
    for _ in 0..<3 { for audit in [left, right] { try audit.record(["event": "call"]) } }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let kept = Set(verify([path]).chains.map(\.hash))
    try left.record(["event": "call"])
    #expect(kept.count == 2)
    #expect(verify([path], expecting: kept).missing.isEmpty)

    let rows = text.split(separator: "\n").map { "\($0)\n" }
    let cases: [(rows: [String], missing: Int)] = [
      (Array(rows.dropLast()), 1), (Array(rows.dropLast(2)), 2),
      (rows.enumerated().filter { $0.0 % 2 == 0 }.map(\.1), 1),
      ([], 2),
    ]
    for (rows, missing) in cases {
      try rows.joined().write(toFile: path, atomically: true, encoding: .utf8)
      let cut = verify([path], expecting: kept)
      #expect(cut.breaks.isEmpty)
      #expect(cut.missing.count == missing)
    }
    // A hash that a line only claims is not found.
    try (rows.dropLast().joined() + rows[5].replacing(#""call""#, with: #""calm""#))
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(verify([path], expecting: kept).missing.count == 1)
  }

  @Test(
    arguments: [
      (["a.log", "a.log.1", "a.log.2", "a.log.10"], ["a.log.10", "a.log.2", "a.log.1", "a.log"]),
      (["a.log-20261121", "a.log", "a.log-20261120"], ["a.log-20261120", "a.log-20261121", "a.log"]),
      (["a.log-2026-11-21", "a.log-2026-11-20", "a.log"], ["a.log-2026-11-20", "a.log-2026-11-21", "a.log"]),
      (["b", "a", "c"], ["b", "a", "c"]), (["a.log.1"], ["a.log.1"]),
      (["a.log.old", "a.log"], ["a.log.old", "a.log"]),
      (["a.log.2", "a.log.1"], ["a.log.2", "a.log.1"]), (["a", "a.1", "a-20261120"], ["a", "a.1", "a-20261120"]),
      (["a", "a.1.gz"], ["a", "a.1.gz"]), ([], []), (["a", "a"], ["a", "a"]),
    ] as [([String], [String])])
  func `rotated files are read oldest first, others as they are given`(_ given: [String], _ read: [String]) {
    #expect(RotatedFiles.oldestFirst(given) == read)
  }

  @Test func `what happened to the file is told later, where nothing can be written at first`() throws {
    let audit = audit()
    try audit.record(["event": "call"])
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(throws: AuditLog.Problem.self) { try audit.record(["event": "call"]) }
    try FileManager.default.removeItem(atPath: path)
    try audit.record(["event": "call"])
    #expect(try lines(path).map { $0["event"]?.string } == ["file", "call"])
    #expect(try lines(path)[0]["reason"] == "deleted")
    #expect(try lines(path).map { $0["seq"] } == [2, 3])
  }

  // MARK: Start and stop

  @Test func `the start comes before the first other line, and the stop is written once, if there is any`() throws {
    let quiet = audit()
    quiet.begin { ["event": "start"] }
    quiet.stop(with: ["event": "stop"])
    #expect(!FileManager.default.fileExists(atPath: path))

    let busy = audit()
    busy.begin { ["event": "start"] }
    try busy.record(["event": "call"])
    busy.stop(with: ["event": "stop"])
    busy.stop(with: ["event": "stop"])
    #expect(try lines(path).map { $0["event"]?.string } == ["start", "call", "stop"])
    #expect(verify([path]).chains[0].ending == .stopped)

    let eager = audit()
    eager.begin { ["event": "start"] }
    eager.writeStart()
    eager.writeStart()
    #expect(try lines(path).count == 4)
    #expect(verify([path]).chains[1].ending == .open)
    try audit().record(["event": "call"])
    #expect(verify([path]).chains[2].ending == .unsaid)
  }

  @Test func `without its start no line is written, and the start is tried again`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let audit = audit()
    audit.begin { ["event": "start"] }
    audit.writeStart()
    #expect(throws: AuditLog.Problem.self) { try audit.record(["event": "call"]) }
    try FileManager.default.removeItem(atPath: path)
    try audit.record(["event": "call"])
    #expect(try lines(path).map { $0["event"]?.string } == ["start", "call"])
    #expect(try lines(path).map { $0["seq"] } == [1, 2])
  }
}
