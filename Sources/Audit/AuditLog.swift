package import Cleaning
package import Logging
import Foundation
import Synchronization
package import JSON
import MCP

/// Evidence of calls, one JSON line each, appended to a file that other processes may append to as well.
///
/// Every process has a chain of its own: `{"time","chain","seq","prev",…the entry…,"hash"}`, where `seq` counts from
/// 1 and `prev` is the hash of the line before, empty in the first. A line is written by one `write`, so that lines of
/// several processes never mix. A line that could not be written whole does not count; the next one gets its number.
/// What was written of it stays, because another process may have written a line behind it by then.
/// When `record` returns, the system has the line: a crash of this process cannot lose it, a loss of power can.
package final class AuditLog: AuditTrail {
  /// The same as write(2): takes a descriptor and bytes, and returns how many of them were written, or -1 with `errno`.
  package typealias Write = @Sendable (Int32, UnsafeRawBufferPointer) -> Int

  private struct State {
    var descriptor: Int32 = -1
    var sequence = 0
    var hash = ""
  }

  /// Whether a call must not run when it cannot be recorded.
  package let isRequired: Bool
  private let path: String
  private let log: Log
  private let secrets: KnownSecrets
  private let chain = String((0..<16).map { _ in "0123456789abcdef".randomElement() ?? "0" })
  private let write: Write
  private let state = Mutex(State())

  /// An audit log at a path; the file is made or opened when the first call is recorded.
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
  }

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Why a call could not be recorded.
  package struct Problem: Error, CustomStringConvertible {
    /// The path of the file, and the reason.
    package let description: String
  }

  /// Appends one line with these members.
  /// - Throws: `Problem`, which the log is told as well.
  package func record(_ entry: JSON.Object) throws {
    do {
      try state.withLock { try append(entry, &$0) }
    } catch {
      log.error("a call was not recorded in the audit log: \(error)")
      throw error
    }
  }

  /// Checks at the start whether the file can be written, and tells the log if not, so that the operator learns of it
  /// before the first call.
  package func check() {
    var there = stat()
    let isThere = stat(path, &there) == 0
    if isThere, let problem = Self.unusable(there) {
      log.error("the audit log cannot be written: \(path): \(problem)")
    } else if access(isThere ? path : folder, isThere ? R_OK | W_OK : W_OK | X_OK) != 0 {
      log.error("the audit log cannot be written: \(path): \(Self.lastError)")
    } else if isThere, there.st_mode & 0o077 != 0 {
      log.warning("others than its owner have rights to the audit log \(path): chmod 600")
    }
  }

  private var folder: String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  private static func unusable(_ file: stat) -> String? {
    switch file.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "it is a directory"
    default: "it is not an ordinary file"
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }

  // MARK: Writing

  private func append(_ entry: JSON.Object, _ state: inout State) throws {
    try open(&state)
    var members: JSON.Object = [
      "time": .string(Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
      "chain": .string(chain), "seq": JSON(state.sequence + 1), "prev": .string(state.hash),
    ]
    members.merge(entry)
    let line = AuditLine.sealed(members, hiding: secrets)
    // The last line has no end where the disk was full in the middle of it.
    let gap = endsInsideLine(state.descriptor) ? [Self.lineEnd] : []
    try write(gap + line.bytes + [Self.lineEnd], to: state.descriptor)
    state.sequence += 1
    state.hash = line.hash
  }

  private static let lineEnd = UInt8(ascii: "\n")

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    let (written, reason) = bytes.withUnsafeBytes { buffer in
      var written = 0
      repeat { written = write(descriptor, buffer) } while written < 0 && errno == EINTR
      return (written, Self.lastError)
    }
    guard written < bytes.count else { return }
    guard written > 0 else { throw Problem(description: "\(path): \(reason)") }
    // The rest is not written later, because another process may write a line before that. The line end may still fit.
    _ = [Self.lineEnd].withUnsafeBytes { write(descriptor, $0) }
    // A line that lacks nothing but its end is whole, so it counts: its number must not be given again.
    guard written < bytes.count - 1 else { return }
    throw Problem(
      description: "\(path): only \(written) of \(bytes.count) bytes could be written, perhaps because the disk is full"
    )
  }

  private func endsInsideLine(_ descriptor: Int32) -> Bool {
    var file = stat()
    var last: UInt8 = 0
    guard fstat(descriptor, &file) == 0, file.st_size > 0, pread(descriptor, &last, 1, file.st_size - 1) == 1 else {
      return false
    }
    return last != Self.lineEnd
  }

  /// Opens the file for the first line, and again when the path names another file than the open one.
  private func open(_ state: inout State) throws {
    if state.descriptor >= 0 {
      var (mine, named) = (stat(), stat())
      if fstat(state.descriptor, &mine) == 0, stat(path, &named) == 0, mine.st_ino == named.st_ino,
        mine.st_dev == named.st_dev
      {
        return
      }
      log.warning(
        "the audit log \(path) was moved or deleted: chain \(chain) goes on with line \(state.sequence + 1) in a new file"
      )
      close(state.descriptor)
      state.descriptor = -1
    }
    // Without blocking, because opening a pipe that somebody has put there would wait for its other end.
    let descriptor = Foundation.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw Problem(description: "\(path): \(Self.lastError)") }
    var file = stat()
    guard fstat(descriptor, &file) == 0, Self.unusable(file) == nil else {
      close(descriptor)
      throw Problem(description: "\(path): it is not an ordinary file")
    }
    state.descriptor = descriptor
  }
}
