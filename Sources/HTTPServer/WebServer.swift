import Dispatch
import Foundation

/// An HTTP/1.1 server that knows nothing of what it serves.
///
/// Everything happens on one queue. There is no timer while there is no connection. The server lives until `stop` is
/// called.
package actor WebServer {
  nonisolated let loop = EventLoop()
  /// The executor on whose queue everything happens.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// The port that the server listens on, also when it was asked for a free one.
  package nonisolated let port: UInt16
  nonisolated let limits: ServerLimits
  nonisolated let log: @Sendable (String) -> Void
  nonisolated let handler: any RequestHandler

  private var listeners: [Socket]
  private var accepting: [ReadSource] = []
  private var connections: [ObjectIdentifier: Connection] = [:]
  private var bodyBytes = 0
  private var timer: (any DispatchSourceTimer)?
  private var isStopping = false
  private var drained: [CheckedContinuation<Void, Never>] = []

  /// Takes the port; clients are served after `start`.
  ///
  /// - Parameters:
  ///   - host: an address or a name of this machine; the server listens on all addresses of a name.
  ///   - port: 0 for a free one.
  ///   - limits: what clients may cost.
  ///   - log: takes lines about malformed requests and about trouble; none of the client's own bytes are in them.
  ///   - handler: answers the requests.
  /// - Throws: `ListenError`.
  package init(
    host: String, port: UInt16, limits: ServerLimits = ServerLimits(),
    log: @escaping @Sendable (String) -> Void = { _ in },
    handler: any RequestHandler
  ) throws {
    (listeners, self.port) = try Listener.sockets(host: host, port: port)
    (self.limits, self.log, self.handler) = (limits, log, handler)
  }

  /// The number of open connections.
  package var connectionCount: Int { connections.count }

  /// Begins to accept connections.
  package func start() {
    accepting = listeners.map { listener in
      ReadSource(listener, loop) { [self] _ in assumeIsolated { $0.accept(on: listener) } }
    }
  }

  /// Accepts no more clients, waits until the requests in progress are answered, and closes everything.
  ///
  /// - Parameter drain: how long to wait; after it the tasks of the handler are cancelled.
  package func stop(drain: Duration) async {
    beginStopping()
    if !connections.isEmpty {
      loop.queue.asyncAfter(deadline: .now() + drain.inSeconds) { [self] in assumeIsolated { $0.closeAll() } }
      await withCheckedContinuation { drained.append($0) }
    }
  }

  private func beginStopping() {
    isStopping = true
    for source in accepting { source.cancel() }
    (accepting, listeners) = ([], [])
    for connection in connections.values { connection.assumeIsolated { $0.drain() } }
  }

  private func closeAll() {
    for connection in connections.values { connection.assumeIsolated { $0.close() } }
  }

  // MARK: Connections

  /// The most clients that are accepted per event, so that many new clients do not keep the others waiting.
  private static let acceptedAtOnce = 64

  private func accept(on listener: Socket) {
    for _ in 0..<Self.acceptedAtOnce where !isStopping {
      var descriptor: Int32 = -1
      let address = SocketAddress.filled {
        descriptor = Foundation.accept(listener.descriptor, $0, $1)
        return descriptor
      }
      guard let address else { return acceptFailed(errno) }
      open(Socket(descriptor: descriptor), from: address)
    }
  }

  private func open(_ socket: Socket, from address: SocketAddress) {
    socket.set(TCP_NODELAY, at: Int32(IPPROTO_TCP))
    socket.set(SO_KEEPALIVE, at: SOL_SOCKET)
    guard connections.count < limits.connections else { return turnAway(socket) }
    let connection = Connection(socket, remoteAddress: address.text, server: self)
    connections[ObjectIdentifier(connection)] = connection
    connection.assumeIsolated { $0.start() }
    startTimer()
  }

  private func turnAway(_ socket: Socket) {
    log("refused a connection: \(limits.connections) are open")
    let response = ResponseHead(status: 503, headers: ["Retry-After": "1"], framing: .length(0), closes: true)
    // Closing a socket with unread input resets the connection, and the client might never see the answer.
    _ = socket.read(upTo: limits.requestLineBytes)
    _ = response.bytes().withUnsafeBytes { socket.write($0) }
  }

  private func acceptFailed(_ code: Int32) {
    guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) else { return }
    log("cannot accept connections for now: \(String(cString: strerror(code)))")
    // The event would come again at once, without end. The timer resumes the sources later.
    for source in accepting { source.isPaused = true }
    startTimer()
  }

  func remove(_ connection: Connection) {
    connections[ObjectIdentifier(connection)] = nil
    guard isStopping, connections.isEmpty else { return }
    for continuation in drained { continuation.resume() }
    drained = []
  }

  /// Counts bytes of a body against `ServerLimits.allBodiesBytes`.
  ///
  /// - Returns: false when there is no room for them.
  func reserve(_ count: Int) -> Bool {
    guard bodyBytes + count <= limits.allBodiesBytes else { return false }
    bodyBytes += count
    return true
  }

  func release(_ count: Int) {
    bodyBytes -= count
  }

  // MARK: Time

  private func startTimer() {
    guard timer == nil else { return }
    let period = min(max(limits.shortestTime.inSeconds / 4, 0.01), 1)
    let source = DispatchSource.makeTimerSource(queue: loop.queue)
    source.schedule(deadline: .now() + period, repeating: period, leeway: .milliseconds(Int(period * 500)))
    source.setEventHandler { [self] in assumeIsolated { $0.tick() } }
    source.activate()
    timer = source
  }

  private func tick() {
    let now = DispatchTime.now()
    for connection in connections.values { connection.assumeIsolated { $0.check(now) } }
    for source in accepting { source.isPaused = false }
    guard connections.isEmpty else { return }
    timer?.cancel()
    timer = nil
  }
}
