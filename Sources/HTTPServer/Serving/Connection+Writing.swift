import Dispatch

extension Connection {
  // MARK: What the handler's task calls

  func respond(_ response: Response, turn: Int) {
    guard let exchange, exchange.turn == turn, exchange.stream == nil else { return }
    respond(with: response)
    advance()
  }

  func stream(_ status: Int, _ headers: Headers, turn: Int) throws(ResponseWriter.Gone) {
    guard let exchange, exchange.turn == turn, exchange.stream == nil else { throw ResponseWriter.Gone() }
    let isSilent = exchange.isHead || !ResponseHead.hasBody(status)
    let stream: Exchange.Stream = isSilent ? .silent : exchange.isHTTP10 ? .plain : .chunked
    let head = ResponseHead(
      status: status, headers: headers, framing: stream == .chunked ? .chunked : .none, closes: closesAfterAnswer)
    guard head.isSendable else {
      respond(with: unsendable())
      advance()
      throw ResponseWriter.Gone()
    }
    self.exchange?.stream = stream
    outbox.add(head.bytes())
    flush()
  }

  func send(_ bytes: [UInt8], turn: Int) async throws(ResponseWriter.Gone) {
    guard let exchange, exchange.turn == turn, let stream = exchange.stream else { throw ResponseWriter.Gone() }
    switch stream {
    case .silent: return
    case .plain: outbox.add(bytes)
    case .chunked:
      // An empty chunk would end the body.
      if bytes.isEmpty { return }
      outbox.add(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [.carriageReturn, .lineFeed])
    }
    flush()
    while outbox.count > limits.unsentBytes, self.exchange?.turn == turn {
      await withCheckedContinuation { waiting.append($0) }
    }
    guard self.exchange?.turn == turn else { throw ResponseWriter.Gone() }
  }

  func finish(turn: Int) {
    guard let exchange, exchange.turn == turn, let stream = exchange.stream else { return }
    if stream == .chunked { outbox.add(Array("0\r\n\r\n".utf8)) }
    answered()
    advance()
  }

  func returned(turn: Int) {
    guard let exchange, exchange.turn == turn else { return }
    if exchange.stream != nil { return finish(turn: turn) }
    respond(Response(status: 500, text: "The request was not answered"), turn: turn)
  }

  // MARK: Sending

  private var closesAfterAnswer: Bool {
    guard let exchange else { return true }
    return isDraining || !exchange.keepsAlive
  }

  /// Queues the whole answer to the current exchange and ends it.
  func respond(with response: Response) {
    let head = ResponseHead(
      status: response.status, headers: response.headers,
      framing: ResponseHead.hasBody(response.status) ? .length(response.body.count) : .none, closes: closesAfterAnswer)
    guard head.isSendable else { return respond(with: unsendable()) }
    outbox.add(head.bytes())
    if ResponseHead.hasBody(response.status), !(exchange?.isHead ?? false), !response.body.isEmpty {
      outbox.add(response.body)
    }
    answered()
  }

  /// In place of an answer that would not be one message on the wire.
  private func unsendable() -> Response {
    server.log("an answer was not sent: its status or a header field is not valid")
    return Response(status: 500, text: "The answer could not be sent")
  }

  private func answered() {
    if closesAfterAnswer { phase = .closing }
    (exchange, request, refusal) = (nil, nil, nil)
    readStage = nil
    releaseBody()
  }

  /// Sends what the socket takes, and goes on when it takes more.
  func flush() {
    guard phase != .closed, writing == nil else { return }
    if !outbox.isEmpty {
      switch outbox.write(to: socket) {
      case .failed: return close()
      case .blocked: return waitToWrite()
      case .count: break
      }
    }
    if phase == .closing { allSent() }
  }

  private func waitToWrite() {
    let source = DispatchSource.makeWriteSource(fileDescriptor: socket.descriptor, queue: server.loop.queue)
    source.setEventHandler { [self] in assumeIsolated { $0.writable() } }
    source.setCancelHandler { [socket] in _ = socket }
    source.activate()
    writing = source
    writeDeadline = .now() + limits.stallTime.interval
  }

  private func writable() {
    let before = outbox.count
    switch outbox.write(to: socket) {
    case .failed: return close()
    case .blocked: if outbox.count < before { writeDeadline = .now() + limits.stallTime.interval }
    case .count:
      writing?.cancel()
      (writing, writeDeadline) = (nil, nil)
    }
    if outbox.count <= limits.unsentBytes {
      wakeWaiting()
      advance()
    }
  }

  func wakeWaiting() {
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  private func allSent() {
    // Between requests with nothing read ahead, nothing is lost by closing.
    guard !isAtEnd, parser.stage != .betweenRequests || !input.isEmpty else { return close() }
    phase = .lingering
    input = []
    readDeadline = .now() + limits.lingerTime.interval
    socket.finishSending()
  }
}
