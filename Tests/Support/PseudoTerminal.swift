package import Foundation
import Synchronization

/// A program with a pseudo-terminal as its standard output and standard error, as a person has it.
package final class PseudoTerminal: Sendable {
  private let shown = Mutex((bytes: [UInt8](), hasEnded: false))
  private let process: Mutex<Process>

  /// - Parameter environment: all that the program gets.
  package init(_ program: URL, _ arguments: [String], environment: [String: String], columns: UInt16) throws {
    var (controller, terminal): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&controller, &terminal, nil, nil, &size) == 0 else { throw CocoaError(.fileReadUnknown) }
    // The program must not hold its own terminal's other end open.
    _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardError = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    try process.run()
    close(terminal)
    self.process = Mutex(process)
    Thread.detachNewThread { [self, controller] in
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(controller, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        // Linux reports the end of a terminal as an error.
        guard count > 0 else { break }
        shown.withLock { $0.bytes += chunk[..<count] }
      }
      close(controller)
      shown.withLock { $0.hasEnded = true }
    }
  }

  /// Waits until it shows some words.
  package func wait(for words: String) async throws -> Bool {
    for _ in 0..<8_000 {
      if String(decoding: shown.withLock(\.bytes), as: UTF8.self).contains(words) { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  /// Sends what Ctrl-C sends, and waits for the end.
  ///
  /// - Returns: the exit code.
  package func interrupt() async throws -> Int32 {
    kill(process.withLock(\.processIdentifier), SIGINT)
    _ = try await text()
    return process.withLock { process in
      process.waitUntilExit()
      return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
  }

  /// What it has shown, when it has ended; a terminal puts a carriage return before each end of a line.
  package func text() async throws -> String {
    for _ in 0..<8_000 {
      if shown.withLock(\.hasEnded) { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    return String(decoding: shown.withLock(\.bytes), as: UTF8.self).replacing("\r\n", with: "\n")
  }
}
