import Dispatch
import Foundation

/// One client's connection: requests are read and answered one after the other, so that answers keep their order.
///
/// The end of input means that the client is gone, even if it only shut down its sending side: closing is how an MCP
/// client cancels, and TCP does not tell the two apart. Only an answer that is already complete is still sent.
///
/// After an answer that came before its request was read, input is thrown away for a moment: closing a socket with
/// unread input resets the connection, and the client might never see the answer (RFC 9112, 9.6).
actor Connection {
  enum Phase {
    case open
    /// No further request is read; closes when everything is sent.
    case closing
    /// Everything is sent and the peer knows; what it still sends is thrown away until it closes too.
    case lingering
    case closed
  }

  nonisolated let server: Server
  nonisolated var unownedExecutor: UnownedSerialExecutor { server.loop.asUnownedSerialExecutor() }
  var limits: Limits { server.limits }

  let socket: Socket
  let remoteAddress: String
  var phase = Phase.open
  var isDraining = false

  var reading: ReadSource?
  var parser: RequestParser
  /// What was read and not parsed: requests behind the one that is being answered.
  var input: ArraySlice<UInt8> = []
  /// Whether the client sends no more.
  var isAtEnd = false
  /// The request whose header, and perhaps body, was read.
  var request: Request?
  /// The handler's answer to a request whose body is still to come and is of no interest.
  var refusal: Response?
  /// Part of `Limits.allBodiesBytes` that is ours.
  var bodyBytes = 0
  var readDeadline: DispatchTime?
  var readStage: RequestParser.Stage?

  /// The request that is being answered.
  var exchange: Exchange?
  var turn = 0

  var outbox = Outbox()
  var writing: (any DispatchSourceWrite)?
  var writeDeadline: DispatchTime?
  /// Streams that wait until the client has taken more.
  var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ socket: Socket, remoteAddress: String, server: Server) {
    (self.socket, self.remoteAddress, self.server) = (socket, remoteAddress, server)
    parser = RequestParser(limits: server.limits)
  }

  func start() {
    reading = ReadSource(socket, server.loop) { [self] available in
      assumeIsolated { $0.readable(available) }
    }
    settle()
  }

  /// Reads and answers requests as far as there is input and the client takes the answers.
  func advance() {
    while phase == .open, exchange == nil, outbox.count <= limits.unsentBytes, let event = parser.next(&input) {
      take(event)
    }
    flush()
    settle()
  }

  /// Lets the request in flight end, and closes.
  func drain() {
    isDraining = true
    guard phase == .open, exchange == nil else { return }
    if outbox.isEmpty { return close() }
    phase = .closing
  }

  func close() {
    guard phase != .closed else { return }
    phase = .closed
    exchange?.task?.cancel()
    exchange = nil
    request = nil
    input = []
    outbox = Outbox()
    releaseBody()
    reading?.cancel()
    reading = nil
    writing?.cancel()
    writing = nil
    wakeWaiting()
    server.assumeIsolated { $0.remove(self) }
  }

  /// Sets what follows from the state: whether to read on, and until when the client must send something.
  func settle() {
    guard phase != .closed else { return }
    if let reading {
      let wasPaused = reading.isPaused
      reading.isPaused = isAtEnd || (phase == .open && input.count >= limits.pipelinedBytes)
      if wasPaused, !reading.isPaused { readAgain() }
    }
    let stage = phase == .open && exchange == nil ? parser.stage : nil
    guard stage != readStage else { return }
    readStage = stage
    switch stage {
    case .betweenRequests: readDeadline = .now() + limits.idleTime.interval
    case .header: readDeadline = .now() + limits.headerTime.interval
    case .body: readDeadline = .now() + limits.bodyTime.interval
    case .refused, nil: if phase != .lingering { readDeadline = nil }
    }
  }

  /// Called by the server's timer.
  func check(_ now: DispatchTime) {
    if let writeDeadline, writeDeadline < now { return close() }
    guard let readDeadline, readDeadline < now else { return }
    guard phase == .open, readStage == .header || readStage == .body else { return close() }
    refuse(Response(status: 408, text: "The request did not arrive in time"))
    advance()
  }
}

/// A request that is being answered.
struct Exchange {
  let turn: Int
  let isHead: Bool
  let isHTTP10: Bool
  let keepsAlive: Bool
  var task: Task<Void, Never>?
  var stream: Stream?

  enum Stream {
    case chunked
    case plain
    /// To HEAD, or with a status that has no body.
    case silent
  }
}
