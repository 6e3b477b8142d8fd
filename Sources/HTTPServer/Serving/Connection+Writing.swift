import Dispatch

extension Connection {
  // MARK: What the handler's task calls, see ResponseWriter

  func respond(_ response: WebResponse, turn: Int) {
    guard let answering, answering.turn == turn, answering.streaming == nil else { return }
    respond(with: response)
    advance()
  }

  func stream(_ status: Int, _ headers: Headers, turn: Int) throws(ResponseWriter.Gone) {
    guard let answering, answering.turn == turn, answering.streaming == nil else { throw ResponseWriter.Gone() }
    let isWithoutBody = answering.isHead || !ResponseHead.hasBody(status)
    let streaming: AnswerInProgress.Streaming =
      isWithoutBody ? .withoutBody : answering.isHTTP10 ? .untilClose : .chunked
    let head = ResponseHead(
      status: status, headers: headers, framing: streaming == .chunked ? .chunked : .none, closes: closesAfterAnswer)
    guard head.isSendable else {
      respond(with: unsendable())
      advance()
      throw ResponseWriter.Gone()
    }
    self.answering?.streaming = streaming
    outbox.add(head.bytes())
    flush()
  }

  func send(_ bytes: [UInt8], turn: Int) async throws(ResponseWriter.Gone) {
    guard let answering, answering.turn == turn, let streaming = answering.streaming else {
      throw ResponseWriter.Gone()
    }
    switch streaming {
    case .withoutBody: return
    case .untilClose: outbox.add(bytes)
    case .chunked:
      // An empty chunk would end the body.
      if bytes.isEmpty { return }
      outbox.add(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [.carriageReturn, .lineFeed])
    }
    flush()
    while outbox.count > limits.unsentBytes, self.answering?.turn == turn {
      await withCheckedContinuation { waiting.append($0) }
    }
    guard self.answering?.turn == turn else { throw ResponseWriter.Gone() }
  }

  func finish(turn: Int) {
    guard let answering, answering.turn == turn, let streaming = answering.streaming else { return }
    if streaming == .chunked { outbox.add(Array("0\r\n\r\n".utf8)) }
    answered()
    advance()
  }

  /// Ends an answer whose handler has returned.
  func returned(turn: Int) {
    guard let answering, answering.turn == turn else { return }
    if answering.streaming != nil { return finish(turn: turn) }
    respond(WebResponse(status: 500, text: "The request was not answered"), turn: turn)
  }

  // MARK: Sending

  private var closesAfterAnswer: Bool {
    guard let answering else { return true }
    return isDraining || !answering.keepsAlive
  }

  /// Queues a whole response as the answer in progress, which it ends.
  func respond(with response: WebResponse) {
    let head = ResponseHead(
      status: response.status, headers: response.headers,
      framing: ResponseHead.hasBody(response.status) ? .length(response.body.count) : .none, closes: closesAfterAnswer)
    guard head.isSendable else { return respond(with: unsendable()) }
    outbox.add(head.bytes())
    if ResponseHead.hasBody(response.status), !(answering?.isHead ?? false), !response.body.isEmpty {
      outbox.add(response.body)
    }
    answered()
  }

  /// The response that replaces one with a status or a header that cannot be sent.
  private func unsendable() -> WebResponse {
    server.log("an answer was not sent: its status or a header field is not valid")
    return WebResponse(status: 500, text: "The answer could not be sent")
  }

  /// Forgets the request that was answered.
  private func answered() {
    if closesAfterAnswer { phase = .closing }
    (answering, request, refusal) = (nil, nil, nil)
    readStage = nil
    releaseBody()
  }

  /// Sends as much as the socket takes; the rest follows when it takes more.
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
    writeDeadline = .now() + limits.stallTime.inSeconds
  }

  private func writable() {
    let before = outbox.count
    switch outbox.write(to: socket) {
    case .failed: return close()
    case .blocked: if outbox.count < before { writeDeadline = .now() + limits.stallTime.inSeconds }
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
    // Between requests, and with no further input, nothing is lost when the connection closes.
    guard !isAtEnd, parser.stage != .betweenRequests || !input.isEmpty else { return close() }
    phase = .lingering
    input = []
    readDeadline = .now() + limits.lingerTime.inSeconds
    socket.finishSending()
  }
}
