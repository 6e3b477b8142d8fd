package import Dispatch
import Foundation
import Synchronization

/// Writes whole lines to a descriptor, in the order in which they are given, on a queue of its own.
///
/// `write` never blocks: what the other end of the pipe has not read yet waits in memory. The thread that reads
/// requests calls `waitForRoom` after each of them, so that a client which sends much and reads nothing has to wait and
/// cannot fill memory.
package final class LineWriter: Sendable {
  private struct Pending {
    var bytes: [UInt8] = []
    var isDraining = false
    var isClosed = false
    var someoneWaits = false
    /// Whether waiting for room was given up for good.
    var isAbandoned = false
  }

  /// While more bytes than this are not written yet, `waitForRoom` waits.
  private static let roomyBelow = 8 << 20

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "output")
  private let pending = Mutex(Pending())
  private let room = DispatchSemaphore(value: 0)
  private let onClose: @Sendable () -> Void

  /// A writer to a descriptor, which it does not close.
  /// - Parameter onClose: called once when nobody can read what is written any more.
  package init(descriptor: Int32, onClose: @escaping @Sendable () -> Void = {}) {
    self.descriptor = descriptor
    self.onClose = onClose
  }

  /// Queues one line, and adds the line end to it.
  package func write(line: [UInt8]) {
    let startsDraining = pending.withLock { pending in
      guard !pending.isClosed else { return false }
      pending.bytes.append(contentsOf: line)
      pending.bytes.append(0x0A)
      defer { pending.isDraining = true }
      return !pending.isDraining
    }
    if startsDraining { queue.async { self.drain() } }
  }

  /// Blocks the calling thread while more than 8 MB wait to be read.
  ///
  /// - Parameter isOver: says whether waiting is of no use any more; it is asked twice a second.
  package func waitForRoom(unless isOver: () -> Bool = { false }) {
    while pending.withLock({ pending in
      pending.someoneWaits = pending.bytes.count > Self.roomyBelow && !pending.isClosed && !pending.isAbandoned
      return pending.someoneWaits
    }) {
      if room.wait(timeout: .now() + .milliseconds(500)) == .timedOut, isOver() {
        pending.withLock { $0.isAbandoned = true }
      }
    }
  }

  /// Waits until everything that was queued so far is written, but no longer than `timeout`.
  package func flush(timeout: DispatchTimeInterval) {
    let written = DispatchSemaphore(value: 0)
    queue.async { written.signal() }
    _ = written.wait(timeout: .now() + timeout)
  }

  private func drain() {
    while true {
      let (chunk, wakesWaiter) = pending.withLock { pending in
        defer {
          pending.someoneWaits = false
          pending.isDraining = !pending.bytes.isEmpty
          pending.bytes = []
        }
        return (pending.bytes, pending.someoneWaits)
      }
      if wakesWaiter { room.signal() }
      if chunk.isEmpty { return }
      guard writeAll(chunk) else {
        let wakesWaiter = pending.withLock { pending in
          defer { pending = Pending(isClosed: true) }
          return pending.someoneWaits
        }
        if wakesWaiter { room.signal() }
        return onClose()
      }
    }
  }

  /// Writes all bytes, however few the system takes at a time.
  /// - Returns: false where nobody can read them any more.
  private func writeAll(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // The descriptor may be non-blocking because the parent process uses it, too, so its flags must not be
          // changed.
          var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&poller, 1, -1)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}
