import Dispatch

extension Connection {
  private static let readBytes = 1 << 10...1 << 16

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
      if exchange != nil || parser.stage != .betweenRequests, !(reading?.isPaused ?? true) { readAgain() }
    }
  }

  /// Reads without waiting for an event: on Linux, Dispatch tells of a reset only once, perhaps along with the input
  /// before it. Where an answer was just written there is no need, the next write would fail.
  func readAgain() {
    server.loop.queue.async { [self] in assumeIsolated { $0.readable(0) } }
  }

  private func reachedEnd() {
    isAtEnd = true
    input = []
    if exchange != nil || outbox.isEmpty || phase == .lingering { return close() }
    phase = .closing
    advance()
  }

  func take(_ event: RequestParser.Event) {
    switch event {
    case .head(let head): take(head)
    case .body(let bytes):
      guard refusal == nil else { return }
      guard server.assumeIsolated({ $0.reserve(bytes.count) }) else {
        return refuse(Response(status: 503, text: "The server has too many requests at once"))
      }
      bodyBytes += bytes.count
      request?.body += bytes
    case .end: answer()
    case .refused(let refusal):
      server.log("refused a request of \(remoteAddress): \(refusal.status) \(refusal.reason)")
      refuse(Response(status: refusal.status, text: refusal.reason))
    }
  }

  private func take(_ head: RequestHead) {
    let request = Request(head: head, remoteAddress: remoteAddress)
    self.request = request
    guard let refusal = server.handler.refusal(of: request) else {
      if head.expectsContinue, input.isEmpty { outbox.add(ResponseHead.continues) }
      return
    }
    switch head.framing {
    case .none: self.refusal = refusal
    // Reading a short body to its end saves the client a new connection.
    case .length(let length) where length <= limits.pipelinedBytes && !head.expectsContinue: self.refusal = refusal
    case .length, .chunked: refuse(refusal)
    }
  }

  /// Answers before the request is read to its end; then the connection cannot be used any more.
  func refuse(_ response: Response) {
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
      exchange?.task = Task.detached {
        await work(writer)
        await self.returned(turn: turn)
      }
    }
  }

  @discardableResult
  private func begin(keepsAlive: Bool) -> Int {
    turn += 1
    exchange = Exchange(
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
