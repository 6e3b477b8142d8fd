import Foundation

/// A non-blocking socket that is closed when the last reference to it is released.
///
/// Event sources hold a reference until they are cancelled, because a descriptor must not be reused while it is
/// watched.
final class Socket: Sendable {
  enum Input {
    case bytes([UInt8])
    case nothingYet
    case end
    case failed
  }

  enum Sent {
    case count(Int)
    case blocked
    case failed
  }

  let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    surviveBrokenConnection()
  }

  deinit {
    close(descriptor)
  }

  func set(_ option: Int32, at level: Int32, to value: Int32 = 1) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  func read(upTo limit: Int) -> Input {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      let received = recv(descriptor, buffer.baseAddress, limit, 0)
      code = received < 0 ? errno : 0
      count = max(received, 0)
    }
    if !bytes.isEmpty { return .bytes(bytes) }
    return switch code {
    case 0: .end
    case EAGAIN, EINTR: .nothingYet
    default: .failed
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Sent {
    while true {
      let count = send(descriptor, bytes.baseAddress, bytes.count, Self.writeFlags)
      if count >= 0 { return .count(count) }
      if errno == EAGAIN { return .blocked }
      if errno != EINTR { return .failed }
    }
  }

  /// Tells the peer that nothing more will be sent.
  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }
}
