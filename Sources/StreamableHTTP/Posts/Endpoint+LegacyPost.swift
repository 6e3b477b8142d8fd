import HTTPServer
import JSON
import MCP
import Sealing

/// A POST of the legacy era, which opens a session or belongs to one.
extension Endpoint {
  /// Answers a message in the session that its header names.
  func postLegacy(_ message: JSON, _ head: RequestHead, _ caller: Caller) -> WebAnswer {
    let id = message["id"].flatMap(RequestID.init)
    if let refusal = versionRefusal(head, id) { return .now(refusal) }
    if message["method"] == "initialize" { return .now(openSession(message, caller)) }
    let session: Session
    do throws(SessionRefusal) {
      session = try findSession(head, caller, id)
    } catch {
      return .now(error.response)
    }
    let outcome = PostOutcome(of: message, in: session)
    // A batch may contain a call that reports progress.
    let mayNotifyFirst =
      session.mayAsk || message.array != nil || message["params"]?["_meta"]?["progressToken"] != nil
    var answer = PostAnswer(outcome: outcome, head: head, mayNotifyFirst: mayNotifyFirst, pulse: pulse) {
      $0 == -32600 || $0 == -32700 ? 400 : 200
    }
    if Replays.has(session.revision), let id = head.headers["Mcp-Session-Id"] {
      answer.keep = { [replays] in replays.add(id) }
    }
    if let response = answer.immediate { return .now(response) }
    // In this era a broken connection does not cancel: the call goes on (MCP 2025-11-25, Streamable HTTP).
    return .later { [answer] in await answer.send(to: $0) }
  }

  /// The response to a request with an unknown version in its header (MCP 2025-11-25, Protocol Version Header).
  func versionRefusal(_ head: RequestHead, _ id: RequestID?) -> WebResponse? {
    guard let version = head.headers["MCP-Protocol-Version"], Revision(rawValue: version) == nil else { return nil }
    return .failure(400, .invalidRequest("unknown MCP-Protocol-Version"), id: id)
  }

  /// Answers `initialize`, and keeps the session that it opens.
  private func openSession(_ message: JSON, _ caller: Caller) -> WebResponse {
    let session = Session(caller.service, caller: caller.name)
    guard case .response(let response) = PostOutcome(of: message, in: session).ending else {
      return WebResponse(status: 202)
    }
    guard response.errorCode == nil else { return .json(400, response.line) }
    guard let id = sessions.add(session, of: caller) else {
      return WebResponse(status: 503, text: "There are \(LegacySessions.limit) sessions already; try again later.")
    }
    var answer = WebResponse.json(200, response.line)
    answer.headers.set("Mcp-Session-Id", id)
    return answer
  }

  /// There is no session to which a request belongs.
  struct SessionRefusal: Error {
    let response: WebResponse

    fileprivate init(_ status: Int, _ reason: String, _ id: RequestID?) {
      response = .failure(status, .invalidRequest(reason), id: id)
    }
  }

  /// The session that the header of a request names (MCP 2025-11-25, Session Management).
  ///
  /// - Parameter id: of the JSON-RPC request, for the error.
  func findSession(_ head: RequestHead, _ caller: Caller, _ id: RequestID?) throws(SessionRefusal) -> Session {
    guard let sessionID = head.headers["Mcp-Session-Id"] else {
      throw SessionRefusal(400, "Mcp-Session-Id is missing: initialize first", id)
    }
    if let session = sessions.session(sessionID, of: caller) { return session }
    throw SessionRefusal(
      404,
      Replica.isForeign(sessionID)
        ? "this session is of another replica, or from before this one was started anew: initialize again; let the "
          + "balancer keep sessions together, or use revision 2026-07-28"
        : "there is no such session, or it has ended: initialize again", id)
  }
}
