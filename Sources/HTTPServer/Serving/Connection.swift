import Dispatch
import Foundation

/// One client's connection: requests are read and answered one after the other, so that answers keep their order.
///
/// When the input ends, the client counts as gone, even if it only shut down its sending side. An MCP client cancels by
/// closing, and TCP does not show the difference. Only an answer that is already complete is still sent.
///
/// After an answer that was sent before its request was read to the end, further input is read and thrown away for a
/// short time. Closing a socket with unread input resets the connection, and the client might never see the answer
/// (RFC 9112, 9.6).
actor Connection {
  enum Phase {
    case open
    /// No further request is read; the connection closes when everything is sent.
    case closing
    /// Everything is sent and the client has been told so; its input is thrown away until it closes too.
    case lingering
    case closed
  }

  nonisolated let server: WebServer
  nonisolated var unownedExecutor: UnownedSerialExecutor { server.loop.asUnownedSerialExecutor() }
  var limits: ServerLimits { server.limits }

  let socket: Socket
  let remoteAddress: String
  var phase = Phase.open
  /// Whether the server is stopping.
  var isDraining = false

  var reading: ReadSource?
  var parser: RequestParser
  /// Input that was read and not parsed yet: requests that follow the one that is being answered.
  var input: ArraySlice<UInt8> = []
  /// Whether the client sends no more.
  var isAtEnd = false
  /// The request that is being read.
  var request: WebRequest?
  /// The response to a request that was refused because of its header; it is sent after the body was read and dropped.
  var refusal: WebResponse?
  /// How much of `ServerLimits.allBodiesBytes` this connection uses.
  var bodyBytes = 0
  var readDeadline: DispatchTime?
  /// The stage of the parser for which `readDeadline` was set.
  var readStage: RequestParser.Stage?

  var answering: AnswerInProgress?
  /// The number of requests whose answer has begun.
  var turn = 0

  var outbox = Outbox()
  var writing: (any DispatchSourceWrite)?
  var writeDeadline: DispatchTime?
  /// Handlers that wait in `send` until the client has taken more.
  var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ socket: Socket, remoteAddress: String, server: WebServer) {
    (self.socket, self.remoteAddress, self.server) = (socket, remoteAddress, server)
    parser = RequestParser(limits: server.limits)
  }

  func start() {
    reading = ReadSource(socket, server.loop) { [self] available in
      assumeIsolated { $0.readable(available) }
    }
    settle()
  }

  /// Parses and answers requests as long as there is input and the client takes the answers.
  func advance() {
    while phase == .open, answering == nil, outbox.count <= limits.unsentBytes, let event = parser.next(&input) {
      take(event)
    }
    flush()
    settle()
  }

  /// Lets the request in progress end, then closes.
  func drain() {
    isDraining = true
    guard phase == .open, answering == nil else { return }
    if outbox.isEmpty { return close() }
    phase = .closing
  }

  func close() {
    guard phase != .closed else { return }
    phase = .closed
    answering?.task?.cancel()
    answering = nil
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

  /// Pauses or resumes reading, and sets the time by which the client must send something. Both follow from the state.
  func settle() {
    guard phase != .closed else { return }
    if let reading {
      let wasPaused = reading.isPaused
      reading.isPaused = isAtEnd || (phase == .open && input.count >= limits.pipelinedBytes)
      if wasPaused, !reading.isPaused { readAgain() }
    }
    let stage = phase == .open && answering == nil ? parser.stage : nil
    guard stage != readStage else { return }
    readStage = stage
    switch stage {
    case .betweenRequests: readDeadline = .now() + limits.idleTime.inSeconds
    case .header: readDeadline = .now() + limits.headerTime.inSeconds
    case .body: readDeadline = .now() + limits.bodyTime.inSeconds
    case .refused, nil: if phase != .lingering { readDeadline = nil }
    }
  }

  /// Ends what has taken too long; the server's timer calls it.
  func check(_ now: DispatchTime) {
    if let writeDeadline, writeDeadline < now { return close() }
    guard let readDeadline, readDeadline < now else { return }
    guard phase == .open, readStage == .header || readStage == .body else { return close() }
    refuse(WebResponse(status: 408, text: "The request did not arrive in time"))
    advance()
  }
}
