import Foundation

/// An HTTP/1.1 server on loopback for many keep-alive connections, on plain sockets with a thread for each of them.
struct StubServer {
  struct Request {
    let target: String
    let body: ArraySlice<UInt8>
  }

  let url: String

  /// - Parameter answer: gives the whole response, head and body; it may block.
  init(_ answer: @escaping @Sendable (Request) -> [UInt8]) throws {
    let listener = socket(AF_INET, streamSocket, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 256) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw BenchmarkFailure("no port to listen on") }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { continue }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        Thread.detachNewThread { Self.serve(connection, answer) }
      }
    }
  }

  /// The response with a JSON body.
  static func response(_ status: String = "200 OK", body: [UInt8]) -> [UInt8] {
    let head = "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }

  private static func serve(_ connection: Int32, _ answer: (Request) -> [UInt8]) {
    defer { close(connection) }
    var on: Int32 = 1
    setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var input: [UInt8] = []
    while true {
      while let (request, length) = request(in: input) {
        guard send(answer(request), connection) else { return }
        input.removeFirst(length)
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return }
      input.append(contentsOf: chunk[..<count])
    }
  }

  /// The first request, and its length in bytes; nil while it is not complete.
  private static func request(in input: [UInt8]) -> (Request, length: Int)? {
    guard let end = input.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: input[..<end.lowerBound], as: UTF8.self).lowercased().split(separator: "\r\n")
    let size = lines.first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
    let length = end.upperBound + size
    guard input.count >= length else { return nil }
    let words = lines.first?.split(separator: " ") ?? []
    return (Request(target: words.count > 1 ? String(words[1]) : "", body: input[end.upperBound..<length]), length)
  }

  private static func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = Foundation.send(connection, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, 0)
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }
}
