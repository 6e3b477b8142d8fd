import Foundation
import Synchronization

/// An HTTP client that sends exactly the bytes that it is given. It reads on a queue of its own, so that no task
/// blocks.
package final class RawClient: Sendable {
  /// A whole answer.
  package struct Answer: Sendable, Equatable {
    /// The status code, such as 200.
    package let status: Int
    /// The header fields, with their names in lower case.
    package let headers: [String: String]
    /// The body, put together where it came in chunks.
    package let body: String
  }

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "client")
  /// Bytes that were read and that no test has asked for yet.
  private let ahead = Mutex<ArraySlice<UInt8>>([])

  /// Connects to a port on loopback.
  ///
  /// - Throws: `POSIXError` when nobody listens there.
  package init(port: UInt16, isIPv6: Bool = false) throws {
    descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, TestSockets.stream, 0)
    TestSockets.surviveBrokenConnection(descriptor)
    // With a time limit, a test fails instead of waiting for ever.
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    // `deinit` closes it then, too: by now all properties have their values.
    guard isIPv6 ? Self.connectIPv6(descriptor, port) : Self.connectIPv4(descriptor, port) else {
      throw POSIXError(.ECONNREFUSED)
    }
  }

  deinit { close(descriptor) }

  /// Sends text as it is.
  package func send(_ text: String) {
    send(Array(text.utf8))
  }

  /// Sends bytes as they are; what the server no longer takes is dropped.
  package func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, TestSockets.writeFlags) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends a whole request.
  ///
  /// - Parameter headers: lines to send besides `Host` and `Content-Length`.
  package func request(
    _ method: String = "GET", _ path: String = "/", _ headers: [String] = [], body: String? = nil
  ) {
    let length = body.map { ["Content-Length: \($0.utf8.count)"] } ?? []
    let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers + length
    send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
  }

  /// Closes the sending side only.
  package func shutDown() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Closes both sides, so that the server finds no reader any more.
  package func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Makes the connection end with a reset when the client is released.
  package func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  /// Reads the next answer.
  ///
  /// - Parameter isToHead: whether it answers HEAD, and so has no body.
  /// - Returns: nil when the connection ends before the answer is complete.
  package func answer(isToHead: Bool = false) async -> Answer? {
    await onQueue { self.readAnswer(isToHead: isToHead) }
  }

  /// Reads up to a text and with it.
  ///
  /// - Returns: nil when the connection ends before the text came.
  package func read(through text: String) async -> String? {
    await onQueue { self.readThrough(text) }
  }

  /// Reads everything up to the end of the connection.
  ///
  /// - Returns: nil when the connection does not end, or ends with an error.
  package func rest() async -> String? {
    await onQueue {
      var bytes: [UInt8] = []
      while true {
        switch self.byte() {
        case .some(let byte): bytes.append(byte)
        case nil: return errno == 0 ? String(decoding: bytes, as: UTF8.self) : nil
        }
      }
    }
  }

  private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
  }

  private func byte() -> UInt8? {
    ahead.withLock { ahead in
      if ahead.isEmpty {
        errno = 0
        ahead =
          [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(recv(descriptor, buffer.baseAddress, buffer.count, 0), 0)
          }[...]
      }
      return ahead.popFirst()
    }
  }

  private func readThrough(_ text: String) -> String? {
    var bytes: [UInt8] = []
    while !bytes.suffix(text.utf8.count).elementsEqual(text.utf8) {
      guard let byte = byte() else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func readAnswer(isToHead: Bool) -> Answer? {
    guard let head = readThrough("\r\n\r\n") else { return nil }
    let lines = head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    guard lines[0].hasPrefix("HTTP/1.1 "), let status = Int(lines[0].dropFirst(9).prefix(3)) else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.components(separatedBy: ": ")
      headers[parts[0].lowercased()] = parts.dropFirst().joined(separator: ": ")
    }
    var body: [UInt8] = []
    if headers["transfer-encoding"] == "chunked", !isToHead {
      while true {
        guard let line = readThrough("\r\n"), let size = Int(line.dropLast(1), radix: 16) else { return nil }
        for _ in 0..<size {
          guard let byte = byte() else { return nil }
          body.append(byte)
        }
        guard readThrough("\r\n") == "\r\n" else { return nil }
        if size == 0 { break }
      }
    } else if let length = headers["content-length"].flatMap({ Int($0) }), !isToHead {
      for _ in 0..<length {
        guard let byte = byte() else { return nil }
        body.append(byte)
      }
    }
    return Answer(status: status, headers: headers, body: String(decoding: body, as: UTF8.self))
  }

  private static func connectIPv4(_ descriptor: Int32, _ port: UInt16) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func connectIPv6(_ descriptor: Int32, _ port: UInt16) -> Bool {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
      }
    }
  }
}
