import HTTPServer
import MCP

/// GET and DELETE, which belong to the sessions of the legacy era.
extension Endpoint {
  /// Answers a GET with a stream: that of a post whose connection broke, or one on which this server only tells when the
  /// list of tools has changed.
  func listen(_ request: WebRequest, _ caller: Caller) -> WebAnswer {
    let head = request.head
    if let refusal = versionRefusal(head, nil) { return .now(refusal) }
    let session: Session
    do throws(SessionRefusal) {
      session = try findSession(head, caller, nil)
    } catch {
      return .now(error.response)
    }
    let sessionID = head.headers["Mcp-Session-Id"] ?? ""
    if let (replay, received) = head.headers["Last-Event-ID"].flatMap({ replays.find($0, of: sessionID) }) {
      return .later { writer in
        let ids = ServerSentEvents.IDs(stream: replay.number, count: received)
        await ServerSentEvents.send(replay.connect(after: received), ids: ids, every: pulse, to: writer)
      }
    }
    return .later { writer in
      let stream = streams.add(session)
      let telling = session.whenToolsChange { stream.lines.add($0) }
      defer { withExtendedLifetime(telling) {} }
      await ServerSentEvents.send(stream.lines, every: pulse, while: welcome(caller, of: request), to: writer)
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
