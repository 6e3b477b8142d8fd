import Dispatch
import Foundation

/// An HTTP/1.1 server that knows nothing of what it serves.
///
/// Everything happens on one queue; it holds no timer while it has no connection. It lives until `stop` is called.
package actor Server {
  nonisolated let loop = EventLoop()
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// The port in use, also where 0 was asked for.
  package nonisolated let port: UInt16
  nonisolated let limits: Limits
  nonisolated let log: @Sendable (String) -> Void
  nonisolated let handler: any Handler

  private var listeners: [Socket]
  private var accepting: [ReadSource] = []
  private var connections: [ObjectIdentifier: Connection] = [:]
  private var bodyBytes = 0
  private var timer: (any DispatchSourceTimer)?
  private var isStopping = false
  private var drained: [CheckedContinuation<Void, Never>] = []

  /// Takes the port; clients are served from `start` on.
  ///
  /// - Parameters:
  ///   - host: an address or a name of this machine; all addresses of a name are taken.
  ///   - port: 0 for a free one.
  ///   - log: told of malformed requests and of trouble, without any of the client's own bytes.
  /// - Throws: `ListenError`.
  package init(
    host: String, port: UInt16, limits: Limits = Limits(), log: @escaping @Sendable (String) -> Void = { _ in },
    handler: any Handler
  ) throws {
    (listeners, self.port) = try Listener.sockets(host: host, port: port)
    (self.limits, self.log, self.handler) = (limits, log, handler)
  }

  package var connectionCount: Int { connections.count }

  package func start() {
    accepting = listeners.map { listener in
      ReadSource(listener, loop) { [self] _ in assumeIsolated { $0.accept(on: listener) } }
    }
  }

  /// Takes no more clients, lets requests that are being answered end, then closes everything.
  ///
  /// - Parameter drain: how long they may take; after it their tasks are cancelled.
  package func stop(drain: Duration) async {
    beginStopping()
    if !connections.isEmpty {
      loop.queue.asyncAfter(deadline: .now() + drain.interval) { [self] in assumeIsolated { $0.closeAll() } }
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

  /// Taken per event, so that a flood of new clients does not starve the others.
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
    // Unread input would make the close a reset, which might overtake the answer.
    _ = socket.read(upTo: limits.requestLineBytes)
    _ = response.bytes().withUnsafeBytes { socket.write($0) }
  }

  private func acceptFailed(_ code: Int32) {
    guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) else { return }
    log("cannot accept connections for now: \(String(cString: strerror(code)))")
    // The event would come again at once and for ever; the timer tries later.
    for source in accepting { source.isPaused = true }
    startTimer()
  }

  func remove(_ connection: Connection) {
    connections[ObjectIdentifier(connection)] = nil
    guard isStopping, connections.isEmpty else { return }
    for continuation in drained { continuation.resume() }
    drained = []
  }

  /// Takes a part of `Limits.allBodiesBytes`; false when it is used up.
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
    let period = min(max(limits.shortestTime.interval / 4, 0.01), 1)
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

extension Duration {
  /// In seconds.
  var interval: Double { self / .seconds(1) }
}
