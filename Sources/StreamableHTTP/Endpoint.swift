package import HTTPServer
package import MCP
package import Wire

/// The MCP endpoint and the few paths beside it: routing, and everything that can be refused before a body is read.
package struct Endpoint: HTTPServer.Handler {
  package static let path = "/mcp"

  let access: Access
  let authenticator: any Authenticator
  let sessions = LegacySessions()
  let streams = OpenStreams()
  private let metadata: JSON?
  private let problem: @Sendable () -> String?
  private let log: Log

  /// - Parameters:
  ///   - metadata: of the protected resource (RFC 9728), when tokens come from an authorization server.
  ///   - problem: why no call could succeed, such as a missing variable; nil when the configuration is usable.
  package init(
    access: Access, authenticator: any Authenticator, metadata: JSON? = nil, log: Log,
    problem: @escaping @Sendable () -> String?
  ) {
    (self.access, self.authenticator, self.metadata) = (access, authenticator, metadata)
    (self.log, self.problem) = (log, problem)
  }

  /// Ends what would otherwise stay open, before the server stops.
  package func close() {
    streams.endAll()
    sessions.endAll()
  }

  // MARK: Before the body

  package func refusal(of request: HTTPServer.Request) -> HTTPServer.Response? {
    let head = request.head
    if head.path == "/healthz" || head.path == "/readyz" { return nil }
    if let refusal = access.refusal(of: head) { return refusal }
    guard head.path == Self.path else {
      return isMetadata(head.path) ? nil : Response(status: 404, text: "There is nothing here; MCP is at \(Self.path).")
    }
    guard ["POST", "GET", "DELETE"].contains(head.method) else {
      var response = HTTPServer.Response(status: 405, text: "This method is not served here.")
      response.headers.set("Allow", "POST, GET, DELETE")
      return response
    }
    if case .refused(let status, let error, let reason)? = authenticator.knownVerdict(on: head.bearerToken) {
      return challenge(status, error, reason)
    }
    if head.method == "POST" {
      guard head.isJSON else { return Response(status: 415, text: "The Content-Type must be application/json.") }
      guard head.accepts("application/json") || head.accepts("text/event-stream") else {
        return Response(status: 406, text: "Accept application/json and text/event-stream.")
      }
    }
    if head.method == "GET", !head.accepts("text/event-stream") {
      return Response(status: 406, text: "A GET must accept text/event-stream.")
    }
    return nil
  }

  private func isMetadata(_ path: String) -> Bool {
    metadata != nil
      && ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource\(Self.path)"].contains(path)
  }

  func challenge(_ status: Int, _ error: String, _ reason: String) -> HTTPServer.Response {
    var fields = [("realm", "mcp-panther")]
    if !error.isEmpty { fields += [("error", error), ("error_description", reason)] }
    fields += authenticator.challenge
    var response = HTTPServer.Response(status: status, text: reason)
    response.headers.set(
      "WWW-Authenticate",
      "Bearer " + fields.map { "\($0.0)=\"\($0.1.replacing("\"", with: "'"))\"" }.joined(separator: ", "))
    return response
  }

  // MARK: The whole request

  package func answer(_ request: HTTPServer.Request) -> HTTPServer.Answer {
    switch request.head.path {
    case "/healthz": return .now(Response(status: 200, text: "ok"))
    case "/readyz":
      let problem = problem()
      return .now(Response(status: problem == nil ? 200 : 503, text: problem ?? "ready"))
    case Self.path: break
    default: return .now(.json(200, metadata?.bytes ?? []))
    }
    switch authenticator.knownVerdict(on: request.head.bearerToken) {
    case .accepted(let caller)?: return serve(request, caller)
    case .refused(let status, let error, let reason)?: return .now(challenge(status, error, reason))
    case nil:
      return .later { writer in
        switch await authenticator.verdict(on: request.head.bearerToken) {
        case .refused(let status, let error, let reason): await writer.respond(challenge(status, error, reason))
        case .accepted(let caller):
          switch serve(request, caller) {
          case .now(let response): await writer.respond(response)
          case .later(let work): await work(writer)
          }
        }
      }
    }
  }

  private func serve(_ request: HTTPServer.Request, _ caller: Caller) -> HTTPServer.Answer {
    log.info("\(request.head.method) \(Self.path) by \(caller.name) from \(request.remoteAddress)")
    switch request.head.method {
    case "GET": return listen(request.head, caller)
    case "DELETE": return .now(end(request.head, caller))
    default: return post(request, caller)
    }
  }
}

extension RequestHead {
  var bearerToken: String? {
    guard let field = headers["Authorization"] else { return nil }
    let words = field.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
    return String(words[1])
  }

  var isJSON: Bool {
    let type = (headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased()
    return type.trimmed == "application/json"
  }

  /// Whether an answer of this type is acceptable; parameters count only where they refuse it (`q=0`).
  func accepts(_ type: String) -> Bool {
    guard let accept = headers["Accept"] else { return true }
    let family = type.prefix { $0 != "/" } + "/*"
    return accept.lowercased().split(separator: ",").contains { item in
      let parts = item.split(separator: ";").map { String($0).trimmed }
      guard let name = parts.first, name == type || name == family || name == "*/*" else { return false }
      return !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
    }
  }
}

extension HTTPServer.Response {
  static func json(_ status: Int, _ body: [UInt8]) -> HTTPServer.Response {
    Response(status: status, headers: ["Content-Type": "application/json"], body: body)
  }

  static func failure(_ status: Int, _ error: RPCError, id: RequestID? = nil) -> HTTPServer.Response {
    json(status, MCP.Response(error, id: id).line)
  }
}
