package import Dispatch
import Foundation
import Synchronization

/// Writes whole lines to a descriptor, in the order they were given, from a queue of its own.
///
/// Writers never block: what the reader of the pipe has not taken yet waits in memory. The one who reads input calls
/// `waitForRoom`, so that a client which floods us without reading is made to wait instead of filling memory.
package final class Output: Sendable {
  private struct Pending {
    var bytes: [UInt8] = []
    var isDraining = false
    var isClosed = false
    var someoneWaits = false
    /// Nobody waits for room any more.
    var isAbandoned = false
  }

  private static let roomyBelow = 8 << 20

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "output")
  private let pending = Mutex(Pending())
  private let room = DispatchSemaphore(value: 0)
  private let onClose: @Sendable () -> Void

  /// - Parameter onClose: called once when nobody reads any more.
  package init(descriptor: Int32, onClose: @escaping @Sendable () -> Void = {}) {
    self.descriptor = descriptor
    self.onClose = onClose
  }

  /// Queues one line; the line end is added here.
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
  /// - Parameter isOver: asked twice a second, whether there is no use in waiting any longer.
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

  /// Waits until everything queued so far is written, at most `timeout`.
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

  /// Loops over short writes and interruptions; false when the descriptor is gone.
  private func writeAll(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // The parent may share a non-blocking descriptor with us; its flags are not ours to change.
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
