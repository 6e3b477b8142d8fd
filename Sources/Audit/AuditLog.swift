package import Logging
import Foundation
import Synchronization
package import JSON
import MCP

/// Evidence of calls, one JSON line each, appended to a file that other processes may append to as well.
///
/// Every process has a chain of its own: `{"time","chain","seq","prev",…the entry…,"hash"}`, where `seq` counts from
/// 1 and `prev` is the hash of the line before, empty in the first. A line is one `write`, so that lines of several
/// processes never mix; one that could not be written whole does not count, and its number is given to the next.
/// It is with the system when `record` returns, which a crash of this process survives, but not a loss of power.
package final class AuditLog: AuditTrail {
  package typealias Write = @Sendable (Int32, UnsafeRawBufferPointer) -> Int

  private struct State {
    var descriptor: Int32 = -1
    var sequence = 0
    var hash = ""
  }

  package let isRequired: Bool
  private let path: String
  private let log: Log
  private let chain = String((0..<16).map { _ in "0123456789abcdef".randomElement() ?? "0" })
  private let write: Write
  private let state = Mutex(State())

  /// Touches no file; the first call does.
  /// - Parameter write: write(2); tests fill their disks here.
  package init(
    path: String, isRequired: Bool, log: Log,
    write: @escaping Write = { Foundation.write($0, $1.baseAddress, $1.count) }
  ) {
    (self.path, self.isRequired, self.log, self.write) = (path, isRequired, log, write)
  }

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { close(descriptor) }
  }

  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  package func record(_ entry: JSON.Object) throws {
    do {
      try state.withLock { try append(entry, &$0) }
    } catch {
      log.error("a call was not recorded in the audit log: \(error)")
      throw error
    }
  }

  /// Says in the log what will keep the file from being written, so that the operator need not wait for a call.
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
    let line = AuditLine.sealed(members)
    // Somebody's disk was full in the middle of a line.
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
    // The rest is not tried again, because another process may write between; the line end may still fit.
    _ = [Self.lineEnd].withUnsafeBytes { write(descriptor, $0) }
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

  /// Opens the file at the first line, and again when what is open is no longer what the path names.
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
    // Not blocking, in case somebody has put a pipe there.
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
