import HTTPServer
import JSON
import MCP

/// A POST of the modern era, in which each request stands alone.
extension Endpoint {
  /// Answers a message in a session that is made for this message alone.
  func postModern(
    _ message: JSON, _ metadata: RequestMetadata, _ request: WebRequest, _ caller: Caller
  ) -> WebAnswer {
    let head = request.head
    let id = message["id"].flatMap(RequestID.init)
    guard let method = message["method"]?.string else {
      return .now(.failure(400, .invalidRequest("expected one request or notification"), id: id))
    }
    if let mismatch = MirroredHeaders.mismatch(message, method, metadata.revision, head) {
      return .now(.failure(400, mismatch, id: id))
    }
    // `initialize` opens the legacy era, so the modern era does not have it.
    if method == "initialize" { return .now(.failure(404, .methodNotFound(method), id: id)) }
    let listens = method == "subscriptions/listen"
    if listens, !head.accepts("text/event-stream") {
      return .now(WebResponse(status: 406, text: "Accept text/event-stream to listen."))
    }

    let session = Session(caller.service, caller: caller.name)
    let outcome = PostOutcome(of: message, in: session)
    var answer = PostAnswer(
      outcome: outcome, head: head,
      mayNotifyFirst: listens || message["params"]?["_meta"]?["progressToken"] != nil, pulse: pulse
    ) { Self.status(of: $0, isComplete: metadata.isComplete) }
    if listens { answer.isWelcome = welcome(caller, of: request) }
    if let response = answer.immediate { return .now(response) }
    return .later { [answer] writer in
      let stream = listens ? streams.add(session) : nil
      // In this era a client cancels a request by closing its response (MCP 2026-07-28, Streamable HTTP).
      await withTaskCancellationHandler {
        await answer.send(to: writer)
      } onCancel: {
        session.cancelCalls()
      }
      if let stream { streams.remove(stream) }
    }
  }

  /// The HTTP status for a JSON-RPC error code, or 200 for a result.
  ///
  /// It is also 200 for errors that concern a tool or its arguments: the error in the body is enough for those.
  private static func status(of code: Int?, isComplete: Bool) -> Int {
    switch code {
    case -32601: 404
    case -32700, -32600, -32020, -32021, -32022: 400
    case -32602 where !isComplete: 400
    default: 200
    }
  }
}
