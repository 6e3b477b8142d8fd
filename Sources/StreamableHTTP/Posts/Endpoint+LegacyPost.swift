import Sealing
import HTTPServer
import MCP
import JSON

/// The legacy era: sessions.
extension Endpoint {
  func postLegacy(_ message: JSON, _ head: RequestHead, _ caller: Caller) -> WebAnswer {
    let id = message["id"].flatMap(RequestID.init)
    if let refusal = versionRefusal(head, id) { return .now(refusal) }
    if message["method"] == "initialize" { return .now(open(message, caller)) }
    let session: Session
    switch find(head, caller, id) {
    case .success(let found): session = found
    case .failure(let refusal): return .now(refusal.response)
    }
    let exchange = Exchange()
    session.receive(message, notify: exchange.notify, respond: exchange.finish)
    // A batch may hold anything.
    let speaks = session.mayAsk || message.array != nil || message["params"]?["_meta"]?["progressToken"] != nil
    let outcome = Outcome(exchange: exchange, head: head, speaks: speaks) { $0 == -32600 || $0 == -32700 ? 400 : 200 }
    if let known = outcome.known { return .now(known) }
    // A connection that breaks is no cancel (B-024): the session's calls go on.
    return .later { await outcome.answer($0) }
  }

  private func open(_ message: JSON, _ caller: Caller) -> WebResponse {
    let session = Session(caller.service, caller: caller.name)
    let exchange = Exchange()
    session.receive(message, notify: exchange.notify, respond: exchange.finish)
    guard let response = exchange.known ?? nil else { return WebResponse(status: 202) }
    guard response.errorCode == nil else { return .json(400, response.line) }
    guard let id = sessions.add(session, of: caller) else {
      return WebResponse(status: 503, text: "There are \(LegacySessions.limit) sessions already; try again later.")
    }
    var answer = WebResponse.json(200, response.line)
    answer.headers.set("Mcp-Session-Id", id)
    return answer
  }

  /// B-028.
  private func versionRefusal(_ head: RequestHead, _ id: RequestID?) -> WebResponse? {
    guard let version = head.headers["MCP-Protocol-Version"], Revision(rawValue: version) == nil else { return nil }
    return .failure(400, .invalidRequest("unknown MCP-Protocol-Version"), id: id)
  }

  private struct Refusal: Error {
    let response: WebResponse

    init(_ status: Int, _ reason: String, _ id: RequestID?) {
      response = .failure(status, .invalidRequest(reason), id: id)
    }
  }

  /// B-041, B-042.
  private func find(_ head: RequestHead, _ caller: Caller, _ id: RequestID?) -> Result<Session, Refusal> {
    guard let sessionID = head.headers["Mcp-Session-Id"] else {
      return .failure(Refusal(400, "Mcp-Session-Id is missing: initialize first", id))
    }
    if let session = sessions.session(sessionID, of: caller) { return .success(session) }
    return .failure(
      Refusal(
        404,
        Replica.isForeign(sessionID)
          ? "this session is of another replica, or from before this one was started anew: initialize again; let the "
            + "balancer keep sessions together, or use revision 2026-07-28"
          : "there is no such session, or it has ended: initialize again", id))
  }

  /// Nothing is ever sent of our own accord, so the stream only stays open, for clients that want one.
  func listen(_ head: RequestHead, _ caller: Caller) -> WebAnswer {
    if let refusal = versionRefusal(head, nil) { return .now(refusal) }
    switch find(head, caller, nil) {
    case .failure(let refusal): return .now(refusal.response)
    case .success(let session):
      return .later { writer in
        let open = streams.add(session)
        await ServerSentEvents.send(open.lines, to: writer)
        streams.remove(open)
      }
    }
  }

  func end(_ head: RequestHead, _ caller: Caller) -> WebResponse {
    switch find(head, caller, nil) {
    case .failure(let refusal): return refusal.response
    case .success:
      if let id = head.headers["Mcp-Session-Id"] { sessions.end(id) }
      return WebResponse(status: 204)
    }
  }
}
