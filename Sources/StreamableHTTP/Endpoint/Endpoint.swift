package import HTTPServer
import JSON
import Text
package import Logging
package import MCP

/// The MCP endpoint and the few paths beside it.
///
/// A request meets `refusal` when its header was read, and `answer` when its body was read too.
package struct Endpoint: RequestHandler {
  /// The path of the MCP endpoint.
  package static let path = "/mcp"

  let realm: String
  let allowedHosts: AllowedHosts
  let authenticator: any Authenticator
  let sessions = LegacySessions()
  let streams = OpenStreams()
  let replays = Replays()
  let log: Log
  /// Nil where there is no audit log.
  let refusals: Refusals?
  /// The reason why no call can succeed; nil when the configuration is usable.
  package let problem: @Sendable () -> String?
  let pulse: Duration

  /// Makes an endpoint.
  ///
  /// - Parameters:
  ///   - realm: the name of this server in challenges (RFC 9110, 11.5).
  ///   - allowedHosts: by which hosts and origins the server may be called.
  ///   - authenticator: finds out who calls.
  ///   - log: takes the access log.
  ///   - audit: takes the evidence of refused callers; nil for none.
  ///   - problem: the reason why no call can succeed, such as a missing variable; nil when the configuration is usable.
  ///   - pulse: how often open streams say something, and whether their callers are still let in is looked at.
  package init(
    realm: String, allowedHosts: AllowedHosts, authenticator: any Authenticator, log: Log,
    audit: (any AuditTrail)? = nil, pulse: Duration = .seconds(15), problem: @escaping @Sendable () -> String?
  ) {
    (self.realm, self.allowedHosts, self.authenticator) = (realm, allowedHosts, authenticator)
    (self.log, self.problem, self.pulse, refusals) = (log, problem, pulse, audit.map { Refusals($0) })
  }

  /// Answers all subscriptions and ends the streams on which clients only listen, so that the server can stop.
  package func endStreams() { streams.endAll() }

  /// Ends all sessions and cancels what still runs in them, perhaps for clients that are gone.
  package func endSessions() { sessions.endAll() }

  /// Writes down what the audit log still lacks at the end of the process: how many requests were refused.
  package func finish() { refusals?.writeCount() }

  /// Refuses what can be refused before the body is read, and logs it.
  package func refusal(of request: WebRequest) -> WebResponse? {
    let refusal = check(request)
    if let refusal {
      log.info("\(loggable(request.head.method)) from \(request.remoteAddress): refused with \(refusal.status)")
    }
    return refusal.map { $0.with(headers(for: request)) }
  }

  /// Answers a request: finds out who calls, then serves the method.
  package func answer(_ request: WebRequest) -> WebAnswer {
    let headers = headers(for: request)
    let answer = respond(to: request)
    // Most requests come from no browser.
    guard !headers.fields.isEmpty else { return answer }
    switch answer {
    case .now(let response): return .now(response.with(headers))
    case .later(let work): return .later { writer in await work(writer.with(headers)) }
    }
  }

  /// What a browser is told with the response, so that the page of an allowed origin can read it.
  private func headers(for request: WebRequest) -> Headers {
    if let origin = allowedHosts.readableOrigin(request.head) { return CrossOrigin.headers(for: origin) }
    // A cache may keep the answer to a GET, and must not give it to a page of an allowed origin.
    return request.head.method == "GET" ? ["Vary": "Origin"] : [:]
  }

  private func respond(to request: WebRequest) -> WebAnswer {
    if CrossOrigin.isPreflight(request.head), let methods = methods(at: request.head.path) {
      return .now(CrossOrigin.preflight(methods))
    }
    switch request.head.path {
    case "/healthz": return .now(WebResponse(status: 200, text: "ok"))
    case "/readyz": return .now(readiness())
    case Self.path: break
    default: return .now(.json(200, authenticator.resource?.metadata.bytes ?? []))
    }
    switch authenticator.knownVerdict(on: request.head.bearerToken) {
    case .accepted(let caller)?: return serve(request, caller)
    case .refused(let challenge)?: return .now(refuse(challenge, request))
    case nil:
      return .later { writer in
        switch await authenticator.verdict(on: request.head.bearerToken, from: Asker(of: request)) {
        case .refused(let challenge):
          log.info("\(request.head.method) from \(request.remoteAddress): refused with \(challenge.status)")
          await writer.respond(refuse(challenge, request))
        case .accepted(let caller):
          switch serve(request, caller) {
          case .now(let response): await writer.respond(response)
          case .later(let work): await work(writer)
          }
        }
      }
    }
  }

  /// Finds out whether the caller of a stream is still let in, and still offered the same. Nobody asks the
  /// authorization server more often for it than its verdicts are kept.
  func welcome(_ caller: Caller, of request: WebRequest) -> @Sendable () async -> Bool {
    { [authenticator] in
      switch await authenticator.verdict(on: request.head.bearerToken, from: Asker(of: request)) {
      case .accepted(let now): now.service === caller.service && now.name.hasSameBytes(as: caller.name)
      // Where nobody can tell now, a later look will.
      case .refused(let challenge): challenge.status == 503
      }
    }
  }

  /// Anybody may ask whether the server is ready, so only the log says why it is not.
  private func readiness() -> WebResponse {
    guard let problem = problem() else { return WebResponse(status: 200, text: "ready") }
    log.warning("not ready: \(problem)")
    return WebResponse(status: 503, text: "not ready: see the log")
  }

  private func serve(_ request: WebRequest, _ caller: Caller) -> WebAnswer {
    switch request.head.method {
    case "GET": logged("GET", request, caller, listen(request, caller))
    case "DELETE": logged("DELETE", request, caller, .now(endSession(request.head, caller)))
    default: post(request, caller)
    }
  }
}
