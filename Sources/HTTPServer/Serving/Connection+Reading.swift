import Dispatch

extension Connection {
  private static let readBytes = 1 << 10...1 << 16

  /// Reads what the client sent.
  ///
  /// - Parameter available: about how many bytes there are.
  func readable(_ available: Int) {
    guard phase != .closed else { return }
    switch socket.read(upTo: min(max(available, Self.readBytes.lowerBound), Self.readBytes.upperBound)) {
    case .nothingYet: break
    case .failed: close()
    case .end: reachedEnd()
    case .bytes(let bytes):
      if phase == .open {
        input = input.isEmpty ? bytes[...] : input + bytes
        advance()
      }
      if answering != nil || parser.stage != .betweenRequests, !(reading?.isPaused ?? true) { readAgain() }
    }
  }

  /// Reads again without an event.
  ///
  /// On Linux, Dispatch reports a reset only once, and perhaps together with the input before it. After an answer this
  /// is not needed, because the next write would fail.
  func readAgain() {
    server.loop.queue.async { [self] in assumeIsolated { $0.readable(0) } }
  }

  private func reachedEnd() {
    isAtEnd = true
    input = []
    if answering != nil || outbox.isEmpty || phase == .lingering { return close() }
    phase = .closing
    advance()
  }

  /// Handles what the parser has read.
  func take(_ event: RequestParser.Event) {
    switch event {
    case .head(let head): take(head)
    case .body(let bytes):
      guard refusal == nil else { return }
      guard server.assumeIsolated({ $0.reserve(bytes.count) }) else {
        return refuse(WebResponse(status: 503, text: "The server has too many requests at once"))
      }
      bodyBytes += bytes.count
      request?.body += bytes
    case .end: answer()
    case .refused(let refusal):
      server.log("refused a request of \(remoteAddress): \(refusal.status) \(refusal.reason)")
      refuse(WebResponse(status: refusal.status, text: refusal.reason))
    }
  }

  private func take(_ head: RequestHead) {
    let request = WebRequest(head: head, remoteAddress: remoteAddress)
    self.request = request
    guard let refusal = server.handler.refusal(of: request) else {
      if head.expectsContinue, input.isEmpty { outbox.add(ResponseHead.continues) }
      return
    }
    switch head.framing {
    case .none: self.refusal = refusal
    // When a short body is read to its end, the client need not open a new connection.
    case .length(let length) where length <= limits.pipelinedBytes && !head.expectsContinue: self.refusal = refusal
    case .length, .chunked: refuse(refusal)
    }
  }

  /// Answers a request that was not read to its end. After that the connection cannot be used any more.
  func refuse(_ response: WebResponse) {
    begin(keepsAlive: false)
    respond(with: response)
  }

  private func answer() {
    guard let request else { return }
    let turn = begin(keepsAlive: request.head.keepsAlive)
    if let refusal { return respond(with: refusal) }
    switch server.handler.answer(request) {
    case .now(let response): respond(with: response)
    case .later(let work):
      self.request = nil
      let writer = ResponseWriter(connection: self, turn: turn)
      answering?.task = Task.detached {
        await work(writer)
        await self.returned(turn: turn)
      }
    }
  }

  /// Begins an answer.
  ///
  /// - Returns: the number of the request.
  @discardableResult
  private func begin(keepsAlive: Bool) -> Int {
    turn += 1
    answering = AnswerInProgress(
      turn: turn, isHead: request?.head.method == "HEAD", isHTTP10: request?.head.isHTTP10 ?? false,
      keepsAlive: keepsAlive)
    return turn
  }

  func releaseBody() {
    guard bodyBytes > 0 else { return }
    server.assumeIsolated { [bodyBytes] in $0.release(bodyBytes) }
    bodyBytes = 0
  }
}
