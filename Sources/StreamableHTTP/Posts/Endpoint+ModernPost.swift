import HTTPServer
import MCP
import JSON

/// The modern era: each request stands alone.
extension Endpoint {
  func postModern(_ message: JSON, _ meta: JSON?, _ head: RequestHead, _ caller: Caller) -> WebAnswer {
    let id = message["id"].flatMap(RequestID.init)
    guard let method = message["method"]?.string else {
      return .now(.failure(400, .invalidRequest("expected one request or notification"), id: id))
    }
    if let mismatch = Mirrored.mismatch(message, method, meta?[MetaKey.version]?.string, head) {
      return .now(.failure(400, mismatch, id: id))
    }
    // Opens the other era, in a message that is not marked as one of this.
    if method == "initialize" { return .now(.failure(404, .methodNotFound(method), id: id)) }
    let listens = method == "subscriptions/listen"
    if listens, !head.accepts("text/event-stream") {
      return .now(WebResponse(status: 406, text: "Accept text/event-stream to listen."))
    }

    let session = Session(caller.service, caller: caller.name)
    let exchange = Exchange()
    session.receive(message, notify: exchange.notify, respond: exchange.finish)
    let hasMeta = meta?[MetaKey.version]?.string != nil && meta?[MetaKey.capabilities]?.object != nil
    let speaks = listens || meta?["progressToken"] != nil
    let outcome = Outcome(exchange: exchange, head: head, speaks: speaks) { Self.status(of: $0, hasMeta: hasMeta) }
    if let known = outcome.known { return .now(known) }
    return .later { writer in
      let open = listens ? streams.add(session) : nil
      // Closing the stream is the cancel (B-025).
      await withTaskCancellationHandler {
        await outcome.answer(writer)
      } onCancel: {
        session.cancelCalls()
      }
      if let open { streams.remove(open) }
    }
  }

  /// B-037, B-038, B-031; what is about a tool or its arguments stays JSON-RPC's matter (B-039).
  private static func status(of code: Int?, hasMeta: Bool) -> Int {
    switch code {
    case -32601: 404
    case -32700, -32600, -32020, -32021, -32022: 400
    case -32602 where !hasMeta: 400
    default: 200
    }
  }
}
