import HTTPServer
import MCP
import Wire

extension Endpoint {
  func post(_ request: HTTPServer.Request, _ caller: Caller) -> HTTPServer.Answer {
    let message: JSON
    do throws(JSONError) {
      message = try JSON(parsing: request.body)
    } catch {
      return .now(.failure(400, .parse("\(error)")))
    }
    let meta = message["params"]?["_meta"]
    let isModern =
      meta?[Self.versionKey] != nil || meta?[Self.capabilitiesKey] != nil
      || request.head.headers["MCP-Protocol-Version"] == Revision.modern.rawValue
    return isModern ? postModern(message, meta, request.head, caller) : postLegacy(message, request.head, caller)
  }

  private static let versionKey = "io.modelcontextprotocol/protocolVersion"
  private static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"

  // MARK: The modern era: each request stands alone

  private func postModern(
    _ message: JSON, _ meta: JSON?, _ head: RequestHead, _ caller: Caller
  ) -> HTTPServer.Answer {
    let id = message["id"].flatMap(RequestID.init)
    guard let method = message["method"]?.string else {
      return .now(.failure(400, .invalidRequest("expected one request or notification"), id: id))
    }
    if let mismatch = Mirrored.mismatch(message, method, meta?[Self.versionKey]?.string, head) {
      return .now(.failure(400, mismatch, id: id))
    }
    // A cancel is the closing of its stream here; other notifications mean nothing either.
    guard message["id"] != nil else { return .now(Response(status: 202)) }

    let session = Session(caller.service, caller: caller.name)
    let exchange = Exchange()
    session.receive(message, notify: exchange.notify, respond: exchange.finish)
    let hasMeta = meta?[Self.versionKey]?.string != nil && meta?[Self.capabilitiesKey]?.object != nil
    @Sendable func whole(_ response: MCP.Response?) -> HTTPServer.Response {
      guard let response else { return Response(status: 202) }
      return .json(Self.status(of: response.errorCode, hasMeta: hasMeta), response.line)
    }
    if let known = exchange.known { return .now(whole(known)) }
    let streams = head.accepts("text/event-stream")
    let speaks = method == "subscriptions/listen" || meta?["progressToken"] != nil
    return .later { writer in
      // Closing the stream is the cancel (B-025).
      await withTaskCancellationHandler {
        if streams && (speaks || !head.accepts("application/json")) {
          let open = self.streams.add(session)
          await ServerSentEvents(writer).send(exchange.lines)
          self.streams.remove(open)
        } else {
          await writer.respond(whole(await exchange.response()))
        }
      } onCancel: {
        session.cancelCalls()
      }
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

  // MARK: The legacy era: sessions

  private func postLegacy(_ message: JSON, _ head: RequestHead, _ caller: Caller) -> HTTPServer.Answer {
    if let refusal = versionRefusal(head) { return .now(refusal) }
    if message["method"] == "initialize" { return .now(open(message, caller)) }
    let session: Session
    switch find(head, caller) {
    case .success(let found): session = found
    case .failure(let refusal): return .now(refusal.response)
    }
    let exchange = Exchange()
    session.receive(message, notify: exchange.notify, respond: exchange.finish)
    @Sendable func whole(_ response: MCP.Response?) -> HTTPServer.Response {
      guard let response else { return Response(status: 202) }
      return .json(response.errorCode == -32600 || response.errorCode == -32700 ? 400 : 200, response.line)
    }
    if let known = exchange.known { return .now(whole(known)) }
    return .later { writer in
      // A connection that breaks is no cancel (B-024): the session's calls go on.
      if head.accepts("text/event-stream") {
        await ServerSentEvents(writer).send(exchange.lines)
      } else {
        await writer.respond(whole(await exchange.response()))
      }
    }
  }

  private func open(_ message: JSON, _ caller: Caller) -> HTTPServer.Response {
    let session = Session(caller.service, caller: caller.name)
    let exchange = Exchange()
    session.receive(message, notify: exchange.notify, respond: exchange.finish)
    guard let response = exchange.known ?? nil else { return Response(status: 202) }
    guard response.errorCode == nil else { return .json(400, response.line) }
    guard let id = sessions.add(session, caller: caller.name) else {
      return Response(status: 503, text: "There are \(LegacySessions.limit) sessions already; try again later.")
    }
    var answer = HTTPServer.Response.json(200, response.line)
    answer.headers.set("Mcp-Session-Id", id)
    return answer
  }

  /// B-028.
  private func versionRefusal(_ head: RequestHead) -> HTTPServer.Response? {
    guard let version = head.headers["MCP-Protocol-Version"], Revision(rawValue: version) == nil else { return nil }
    return .failure(400, .invalidRequest("unknown MCP-Protocol-Version"))
  }

  private struct Refusal: Error {
    let response: HTTPServer.Response
  }

  /// B-041, B-042.
  private func find(_ head: RequestHead, _ caller: Caller) -> Result<Session, Refusal> {
    guard let id = head.headers["Mcp-Session-Id"] else {
      return .failure(Refusal(response: .failure(400, .invalidRequest("Mcp-Session-Id is missing: initialize first"))))
    }
    if let session = sessions.session(id, caller: caller.name) { return .success(session) }
    let reason =
      LegacySessions.isForeign(id)
      ? "this session is of another replica: let the balancer keep sessions together, or use revision 2026-07-28"
      : "there is no such session, or it has ended: initialize again"
    return .failure(Refusal(response: .failure(404, .invalidRequest(reason))))
  }

  /// Nothing is ever sent of our own accord, so the stream only stays open, for clients that want one.
  func listen(_ head: RequestHead, _ caller: Caller) -> HTTPServer.Answer {
    switch find(head, caller) {
    case .failure(let refusal): return .now(refusal.response)
    case .success(let session):
      return .later { writer in
        let open = streams.add(session)
        await ServerSentEvents(writer).send(open.lines)
        streams.remove(open)
      }
    }
  }

  func end(_ head: RequestHead, _ caller: Caller) -> HTTPServer.Response {
    switch find(head, caller) {
    case .failure(let refusal): return refusal.response
    case .success:
      if let id = head.headers["Mcp-Session-Id"] { _ = sessions.end(id, caller: caller.name) }
      return Response(status: 204)
    }
  }
}
