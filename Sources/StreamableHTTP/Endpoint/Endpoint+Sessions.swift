import HTTPServer
import MCP

/// GET and DELETE, which belong to the sessions of the legacy era.
extension Endpoint {
  /// Answers a GET with a stream. This server never sends anything on it; it stays open for clients that want one.
  func listen(_ head: RequestHead, _ caller: Caller) -> WebAnswer {
    if let refusal = versionRefusal(head, nil) { return .now(refusal) }
    let session: Session
    do throws(SessionRefusal) {
      session = try findSession(head, caller, nil)
    } catch {
      return .now(error.response)
    }
    return .later { writer in
      let stream = streams.add(session)
      await ServerSentEvents.send(stream.lines, to: writer)
      streams.remove(stream)
    }
  }

  /// Answers a DELETE, which ends the session.
  func endSession(_ head: RequestHead, _ caller: Caller) -> WebResponse {
    do throws(SessionRefusal) {
      _ = try findSession(head, caller, nil)
    } catch {
      return error.response
    }
    if let id = head.headers["Mcp-Session-Id"] { sessions.end(id) }
    return WebResponse(status: 204)
  }
}
