package import Logging
package import HTTPServer
import MCP
import JSON

/// The MCP endpoint and the few paths beside it: routing, and everything that can be refused before a body is read.
package struct Endpoint: RequestHandler {
  package static let path = "/mcp"

  let access: Access
  let authenticator: any Authenticator
  let sessions = LegacySessions()
  let streams = OpenStreams()
  let log: Log
  private let problem: @Sendable () -> String?

  /// - Parameter problem: why no call could succeed, such as a missing variable; nil when the configuration is usable.
  package init(
    access: Access, authenticator: any Authenticator, log: Log, problem: @escaping @Sendable () -> String?
  ) {
    (self.access, self.authenticator, self.log, self.problem) = (access, authenticator, log, problem)
  }

  /// Ends what would otherwise stay open: answers subscriptions and closes the streams that only listen.
  package func endStreams() { streams.endAll() }

  /// Cancels what still runs for clients that may be gone.
  package func endSessions() { sessions.endAll() }

  // MARK: Before the body

  package func refusal(of request: WebRequest) -> WebResponse? {
    let refusal = refusal(of: request.head)
    if let refusal {
      log.info("\(loggable(request.head.method)) from \(request.remoteAddress): refused with \(refusal.status)")
    }
    return refusal
  }

  private func refusal(of head: RequestHead) -> WebResponse? {
    if head.path == "/healthz" || head.path == "/readyz" { return nil }
    if let refusal = access.refusal(of: head) { return refusal }
    let methods: [String]
    switch head.path {
    case Self.path: methods = ["POST", "GET", "DELETE"]
    case let path where isMetadata(path): methods = ["GET", "HEAD"]
    default: return WebResponse(status: 404, text: "There is nothing here; MCP is at \(Self.path).")
    }
    guard methods.contains(head.method) else {
      var response = WebResponse(status: 405, text: "This method is not served here.")
      response.headers.set("Allow", methods.joined(separator: ", "))
      return response
    }
    return head.path == Self.path ? refusalHere(of: head) : nil
  }

  private func refusalHere(of head: RequestHead) -> WebResponse? {
    if case .refused(let challenge)? = authenticator.knownVerdict(on: head.bearerToken) { return response(challenge) }
    if head.method == "POST" {
      guard head.isJSON else { return WebResponse(status: 415, text: "The Content-Type must be application/json.") }
      guard head.accepts("application/json") || head.accepts("text/event-stream") else {
        return WebResponse(status: 406, text: "Accept application/json and text/event-stream.")
      }
    }
    if head.method == "GET", !head.accepts("text/event-stream") {
      return WebResponse(status: 406, text: "A GET must accept text/event-stream.")
    }
    return nil
  }

  private func isMetadata(_ path: String) -> Bool {
    authenticator.resource?.metadataPaths.contains(path) ?? false
  }

  func response(_ challenge: Challenge) -> WebResponse {
    var response = WebResponse(status: challenge.status, text: challenge.reason)
    guard challenge.status != 503 else {
      response.headers.set("Retry-After", "5")
      return response
    }
    var members = ["realm=\"mcp-panther\""]
    if let error = challenge.error { members += ["error=\"\(error)\"", "error_description=\"\(challenge.reason)\""] }
    if !challenge.scopes.isEmpty { members.append("scope=\"\(challenge.scopes.joined(separator: " "))\"") }
    if let resource = authenticator.resource { members.append("resource_metadata=\"\(resource.metadataURL)\"") }
    response.headers.set("WWW-Authenticate", "Bearer \(members.joined(separator: ", "))")
    return response
  }

  // MARK: The whole request

  package func answer(_ request: WebRequest) -> WebAnswer {
    switch request.head.path {
    case "/healthz": return .now(WebResponse(status: 200, text: "ok"))
    case "/readyz": return .now(readiness())
    case Self.path: break
    default: return .now(.json(200, authenticator.resource?.metadata.bytes ?? []))
    }
    switch authenticator.knownVerdict(on: request.head.bearerToken) {
    case .accepted(let caller)?: return serve(request, caller)
    case .refused(let challenge)?: return .now(response(challenge))
    case nil:
      return .later { writer in
        switch await authenticator.verdict(on: request.head.bearerToken) {
        case .refused(let challenge):
          log.info("\(request.head.method) from \(request.remoteAddress): refused with \(challenge.status)")
          await writer.respond(response(challenge))
        case .accepted(let caller):
          switch serve(request, caller) {
          case .now(let response): await writer.respond(response)
          case .later(let work): await work(writer)
          }
        }
      }
    }
  }

  /// Why it is not ready is for the log: anybody may ask.
  private func readiness() -> WebResponse {
    guard let problem = problem() else { return WebResponse(status: 200, text: "ready") }
    log.warning("not ready: \(problem)")
    return WebResponse(status: 503, text: "not ready: see the log")
  }

  private func serve(_ request: WebRequest, _ caller: Caller) -> WebAnswer {
    switch request.head.method {
    case "GET": return logged("GET", request, caller, listen(request.head, caller))
    case "DELETE": return logged("DELETE", request, caller, .now(end(request.head, caller)))
    default: return post(request, caller)
    }
  }

  /// The access log: who did what, with which outcome. Never a token, an argument or an answer.
  func logged(
    _ what: @autoclosure @escaping @Sendable () -> String, _ request: WebRequest, _ caller: Caller,
    _ answer: WebAnswer
  ) -> WebAnswer {
    switch answer {
    case .now(let response):
      log.info("\(what()) by \(caller.name) from \(request.remoteAddress): \(response.status)")
      return answer
    case .later(let work):
      let start = ContinuousClock.now
      return .later { writer in
        await work(writer)
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        log.info("\(what()) by \(caller.name) from \(request.remoteAddress): ended after \(milliseconds) ms")
      }
    }
  }
}

/// Printable ASCII, and not too much of it: the text is a client's.
func loggable(_ text: String) -> String {
  String(text.prefix(60).map { $0.isASCII && ("!"..."~").contains($0) ? $0 : "?" })
}

extension WebResponse {
  static func json(_ status: Int, _ body: [UInt8]) -> WebResponse {
    WebResponse(status: status, headers: ["Content-Type": "application/json"], body: body)
  }

  static func failure(_ status: Int, _ error: RPCError, id: RequestID? = nil) -> WebResponse {
    json(status, Response(error, id: id).line)
  }
}
