import Foundation
import Synchronization

/// An HTTP/1.1 server on loopback that treats each request as its script says, on plain sockets and threads.
///
/// It stops when it is released.
package final class StubServer: Sendable {
  /// A request as it came in.
  package struct Request: Sendable {
    /// The method, such as `POST`.
    package let method: String
    /// The path with its query, as it was sent.
    package let target: String
    /// The header fields, with their names in lower case.
    package let headers: [String: String]
    /// The whole body.
    package let body: [UInt8]
    /// Which connection it came on, from 1.
    package let connection: Int
    /// Which request of that connection it is, from 1.
    package let turn: Int
  }

  /// What the server does after it has read a request.
  package enum Step: Sendable {
    /// A whole answer with its length; the connection stays open.
    case answer(Int = 200, headers: [String: String] = [:], body: [UInt8] = Array("{}".utf8))
    case bytes([UInt8])
    case wait(Duration)
    /// Waits until the test opens the gate, or for two minutes.
    case hold(Gate)
    case close
    /// Ends the connection with RST.
    case reset
    /// Waits until the client closes, then counts it in `closedByClient`.
    case awaitClose
  }

  private struct State {
    var requests: [Request] = []
    var connections = 0
    var closedByClient = 0
  }

  /// Shared with the threads, which must not keep the server alive.
  private final class Log: Sendable {
    let state = Mutex(State())
  }

  /// The port that the system has chosen.
  package let port: UInt16
  private let listener: Int32
  private let log = Log()

  /// The address of the server, without a path.
  package var url: String { "http://127.0.0.1:\(port)" }
  /// All requests so far, of all connections.
  package var requests: [Request] { log.state.withLock(\.requests) }
  /// How many connections there have been.
  package var connections: Int { log.state.withLock(\.connections) }
  /// How many connections the client has closed while the server waited for that.
  package var closedByClient: Int { log.state.withLock(\.closedByClient) }

  /// Starts a server on a free port.
  ///
  /// - Parameters:
  ///   - greeting: what is done first on each connection.
  ///   - script: what is done to a request.
  /// - Throws: `POSIXError` when the system gives no port.
  package init(greeting: Step? = nil, _ script: @escaping @Sendable (Request) -> [Step]) throws {
    BrokenPipes.ignore()
    let listener = socket(AF_INET, TestSockets.stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 128) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [log] in
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return TestSockets.closeAfterAccepting(listener) }
        TestSockets.surviveBrokenConnection(socket)
        let number = log.state.withLock { state in
          state.connections += 1
          return state.connections
        }
        Thread.detachNewThread {
          if let greeting { _ = Self.run(greeting, socket, log) }
          Self.serve(socket, number, log, script)
        }
      }
    }
  }

  deinit {
    TestSockets.stopAccepting(listener)
  }

  private static func serve(_ socket: Int32, _ number: Int, _ log: Log, _ script: (Request) -> [Step]) {
    defer { close(socket) }
    var input = Input(socket: socket)
    var turn = 0
    while let head = input.head() {
      turn += 1
      let lines = head.components(separatedBy: "\r\n")
      let words = lines[0].components(separatedBy: " ")
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
      }
      guard words.count == 3, let body = input.body(Int(headers["content-length"] ?? "0") ?? 0) else { return }
      let request = Request(
        method: words[0], target: words[1], headers: headers, body: body, connection: number, turn: turn)
      log.state.withLock { $0.requests.append(request) }
      for step in script(request) {
        guard run(step, socket, log) else { return }
      }
    }
  }

  /// - Returns: false when the connection is over.
  private static func run(_ step: Step, _ socket: Int32, _ log: Log) -> Bool {
    switch step {
    case .answer(let status, let headers, let body):
      var head = "HTTP/1.1 \(status) Stub\r\nContent-Length: \(body.count)\r\n"
      for (name, value) in headers { head += "\(name): \(value)\r\n" }
      return write(Array("\(head)\r\n".utf8) + body, socket)
    case .bytes(let bytes): return write(bytes, socket)
    case .wait(let duration):
      Thread.sleep(forTimeInterval: duration / .seconds(1))
      return true
    case .hold(let gate):
      let end = ContinuousClock.now + .seconds(120)
      while !gate.isOpen, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.002) }
      return gate.isOpen
    case .close: return false
    case .reset:
      var now = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
      return false
    case .awaitClose:
      var byte: UInt8 = 0
      while recv(socket, &byte, 1, 0) > 0 {}
      log.state.withLock { $0.closedByClient += 1 }
      return false
    }
  }

  private static func write(_ bytes: [UInt8], _ socket: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        let rest = UnsafeRawBufferPointer(rebasing: $0[sent...])
        return Foundation.send(socket, rest.baseAddress, rest.count, TestSockets.writeFlags)
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private struct Input {
    let socket: Int32
    var buffer: [UInt8] = []

    private mutating func more() -> Bool {
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { return false }
      buffer += chunk[..<count]
      return true
    }

    /// - Returns: nil at the end of input, and for bytes that are not HTTP, such as those that open TLS.
    mutating func head() -> String? {
      while true {
        if let first = buffer.first, first < 0x20 { return nil }
        if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
          let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
          buffer.removeSubrange(..<end.upperBound)
          return head
        }
        guard more() else { return nil }
      }
    }

    mutating func body(_ count: Int) -> [UInt8]? {
      while buffer.count < count {
        guard more() else { return nil }
      }
      defer { buffer.removeFirst(count) }
      return Array(buffer.prefix(count))
    }
  }
}
