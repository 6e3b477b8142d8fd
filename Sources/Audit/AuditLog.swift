package import Cleaning
package import Logging
import Foundation
import Synchronization
package import JSON
import MCP

/// Evidence of calls, and of what this process is, one JSON line each, appended to a file that other processes may
/// append to as well. `AuditFormat` says what stands in the lines.
///
/// Every process has a chain of its own: `{"time","chain","seq","prev",…the entry…,"hash"}`, where `seq` counts from
/// 1 and `prev` is the hash of the line before, empty in the first. A chain goes on where the file is rotated. A line
/// that could not be written whole does not count; the next one gets its number.
/// When `record` returns, the system has the line: a crash of this process cannot lose it, a loss of power can.
package final class AuditLog: AuditTrail {
  /// The same as write(2): takes a descriptor and bytes, and returns how many of them were written, or -1 with `errno`.
  package typealias Write = @Sendable (Int32, UnsafeRawBufferPointer) -> Int

  private struct State {
    var file: AuditFile
    var sequence = 0
    var hash = ""
    /// The line about the start, until it is written.
    var start: (@Sendable () -> JSON.Object)?
    var hasStopped = false
  }

  /// Whether a call must not run when it cannot be recorded.
  package let isRequired: Bool
  private let path: String
  private let log: Log
  private let secrets: KnownSecrets
  private let chain = String((0..<16).map { _ in "0123456789abcdef".randomElement() ?? "0" })
  private let write: Write
  private let state: Mutex<State>

  /// An audit log at a path; the file is made or opened when the first line is written.
  /// - Parameters:
  ///   - isRequired: whether a call must not run when it cannot be recorded.
  ///   - log: where the operator reads what is wrong with the file.
  ///   - secrets: what is hidden in every line.
  ///   - write: write(2); tests put a full disk in its place.
  package init(
    path: String, isRequired: Bool, log: Log, secrets: KnownSecrets = KnownSecrets(),
    write: @escaping Write = { Foundation.write($0, $1.baseAddress, $1.count) }
  ) {
    (self.path, self.isRequired, self.log, self.secrets, self.write) = (path, isRequired, log, secrets, write)
    state = Mutex(State(file: AuditFile(path: path)))
  }

  deinit { state.withLock { $0.file.end() } }

  /// Why a line could not be written.
  package struct Problem: Error, CustomStringConvertible {
    /// The path of the file, and the reason.
    package let description: String
  }

  /// Appends one line with these members.
  /// - Throws: `Problem`, which the log is told as well.
  package func record(_ entry: JSON.Object) throws {
    try appending { try append(entry, &$0) }
  }

  // MARK: Start and stop

  /// Says what the line about the start of this process is. It is written before the first other line, so a process
  /// that only lists tools, as clients start many of, opens no file.
  package func begin(with start: @escaping @Sendable () -> JSON.Object) {
    state.withLock { $0.start = start }
  }

  /// Writes the line about the start now, for a process whose start matters by itself. What goes wrong is told to the
  /// log, and the line is tried again before the next one.
  package func writeStart() {
    try? appending { try appendStart(&$0) }
  }

  /// Writes the line about the end of this process, once, and only where there is a line before it.
  package func stop(with entry: JSON.Object) {
    try? appending { state in
      guard state.sequence > 0, !state.hasStopped else { return }
      state.hasStopped = true
      try append(entry, &state)
    }
  }

  /// Checks at the start whether the file can be written, and tells the log if not, so that the operator learns of it
  /// before the first call.
  package func check() {
    var there = stat()
    let isThere = stat(path, &there) == 0
    if isThere, let problem = AuditFile.problem(of: there) {
      log.error("the audit log cannot be written: \(path): \(problem)")
    } else if access(isThere ? path : folder, isThere ? R_OK | W_OK : W_OK | X_OK) != 0 {
      log.error("the audit log cannot be written: \(path): \(AuditFile.lastError)")
    } else if isThere, there.st_mode & 0o077 != 0 {
      log.warning("others than its owner have rights to the audit log \(path): chmod 600")
    }
  }

  private var folder: String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  // MARK: Lines

  private func appending(_ append: (inout State) throws -> Void) throws {
    do {
      try state.withLock { try append(&$0) }
    } catch {
      log.error("a line was not written to the audit log: \(error)")
      throw error
    }
  }

  private func append(_ entry: JSON.Object, _ state: inout State) throws {
    try appendStart(&state)
    try appendLine(entry, &state)
  }

  private func appendStart(_ state: inout State) throws {
    guard let start = state.start else { return }
    try appendLine(start(), &state)
    state.start = nil
  }

  private func appendLine(_ entry: JSON.Object, _ state: inout State) throws {
    do throws(AuditFile.Unusable) {
      try state.file.prepare()
      if let change = state.file.change {
        tell(change, before: state.sequence + 1)
        if state.sequence > 0 { try appendPrepared(["event": "file", "reason": .string(change.rawValue)], &state) }
        state.file.change = nil
        try state.file.prepare()
      }
      try appendPrepared(entry, &state)
    } catch {
      throw Problem(description: "\(path): \(error.reason)")
    }
  }

  private func tell(_ change: AuditFile.Change, before line: Int) {
    let words = "the audit log \(path) was \(change.rawValue): chain \(chain) goes on with line \(line)"
    // A rotation is an everyday matter. The others may be one, too.
    if change == .moved { log.info(words) } else { log.warning(words) }
  }

  private func appendPrepared(_ entry: JSON.Object, _ state: inout State) throws(AuditFile.Unusable) {
    var members: JSON.Object = [
      "time": .string(Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
      "chain": .string(chain), "seq": JSON(state.sequence + 1), "prev": .string(state.hash),
    ]
    members.merge(entry)
    let line = AuditLine.sealed(members, hiding: secrets)
    try state.file.append(line.bytes, write)
    state.sequence += 1
    state.hash = line.hash
  }
}
