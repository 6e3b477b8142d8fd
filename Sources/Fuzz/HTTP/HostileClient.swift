import Foundation
import HTTPServer

/// A connection to the server, on which any bytes can be sent.
final class HostileClient {
  /// An answer of the server.
  struct Reply {
    var status = 0
    var headers = Headers()
    var body: [UInt8] = []
    /// Whether the body came to its end while the client waited.
    var isWhole = false
  }

  /// A connection that ended, an answer that did not come in time, or one that is no HTTP.
  struct Failure: Error, Equatable {
    let reason: String
    static let late = Failure(reason: "nothing came in time")
    static let ended = Failure(reason: "the connection ended")
  }

  private let descriptor: Int32
  private var input: ArraySlice<UInt8> = []
  /// The time by which the part of an answer that is being read must be there.
  private var deadline = Date()

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, streamSocket, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw Failure(reason: "no connection: \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  /// Sends bytes; what the server no longer takes is dropped.
  func send(_ bytes: some Sequence<UInt8>) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Whether there is something to read, or the end of the connection, within so many milliseconds.
  func hasMore(within milliseconds: Int32 = 0) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return !input.isEmpty || poll(&wanted, 1, milliseconds) > 0
  }

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - isToHead: whether it answers HEAD, and so has no body.
  ///   - patience: how many seconds the body may take before the rest is left unread.
  func reply(isToHead: Bool, patience: Double) throws -> Reply {
    var reply = Reply()
    deadline = Date(timeIntervalSinceNow: 30)
    let words = try line().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw Failure(reason: "no status line: \(words)")
    }
    reply.status = status
    while case let text = try line(), !text.isEmpty {
      guard let colon = text.firstRange(of: ": ") else { throw Failure(reason: "no header line: \(text)") }
      reply.headers.add(String(text[..<colon.lowerBound]), String(text[colon.upperBound...]))
    }
    if status == 100 { return try self.reply(isToHead: isToHead, patience: patience) }
    deadline = Date(timeIntervalSinceNow: patience)
    do {
      if !isToHead { try readBody(of: &reply) }
      reply.isWhole = true
    } catch let failure as Failure where failure == .late {}
    return reply
  }

  private func readBody(of reply: inout Reply) throws {
    if reply.headers["Transfer-Encoding"] == "chunked" {
      while true {
        guard let size = Int(try line(), radix: 16) else { throw Failure(reason: "no size of a chunk") }
        reply.body += try bytes(size)
        guard try line().isEmpty else { throw Failure(reason: "a chunk is longer than its size") }
        if size == 0 { return }
      }
    } else if let length = reply.headers["Content-Length"].flatMap({ Int($0) }) {
      reply.body = Array(try bytes(length))
    } else if reply.status == 200 {
      // An answer to HTTP/1.0 may last until the connection ends.
      defer { (reply.body, input) = (Array(input), []) }
      do {
        while true { try fill() }
      } catch let failure as Failure where failure == .ended {}
    }
  }

  private func line() throws -> String {
    while true {
      if let end = input.firstRange(of: Array("\r\n".utf8)) {
        defer { input = input[end.upperBound...] }
        return String(decoding: input[..<end.lowerBound], as: UTF8.self)
      }
      try fill()
    }
  }

  private func bytes(_ count: Int) throws -> ArraySlice<UInt8> {
    while input.count < count { try fill() }
    defer { input = input.dropFirst(count) }
    return input.prefix(count)
  }

  private func fill() throws {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let milliseconds = max(deadline.timeIntervalSinceNow, 0) * 1000
    guard poll(&wanted, 1, Int32(milliseconds)) > 0 else { throw Failure.late }
    let more = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(read(descriptor, buffer.baseAddress, buffer.count), 0)
    }
    guard !more.isEmpty else { throw Failure.ended }
    input = input + more
  }
}
