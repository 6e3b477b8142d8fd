import Foundation

/// Reads lines from a descriptor until its end. Reading blocks, so it needs a thread of its own and must not run in a
/// task.
package struct LineReader {
  /// A line as it was read.
  package enum Line {
    /// The bytes of the line without its end.
    case text([UInt8])
    /// A line of more than `limit` bytes. Its content is dropped as it comes, so that memory stays bounded.
    case tooLong
  }

  /// The length of the longest line that is read, in bytes.
  package static let limit = 16 << 20

  private let descriptor: Int32
  private var line: [UInt8] = []
  private var isTooLong = false

  /// A reader of a descriptor, which it does not close.
  package init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Calls `take` for each line. Lines end at LF bytes only; a last line without an end counts, too.
  package mutating func read(_ take: (Line) -> Void) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count > 0 {
        split(chunk[..<count], take)
      } else if count < 0 && errno == EAGAIN {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&poller, 1, -1)
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    if !line.isEmpty || isTooLong { finishLine(take) }
  }

  private mutating func split(_ chunk: ArraySlice<UInt8>, _ take: (Line) -> Void) {
    var rest = chunk
    while let end = rest.firstIndex(of: 0x0A) {
      append(rest[..<end])
      finishLine(take)
      rest = rest[(end + 1)...]
    }
    append(rest)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if line.count + bytes.count > Self.limit {
      isTooLong = true
      line = []
    } else if !isTooLong {
      line.append(contentsOf: bytes)
    }
  }

  private mutating func finishLine(_ take: (Line) -> Void) {
    take(isTooLong ? .tooLong : .text(line))
    isTooLong = false
    line.removeAll(keepingCapacity: line.capacity <= 1 << 20)
  }
}
