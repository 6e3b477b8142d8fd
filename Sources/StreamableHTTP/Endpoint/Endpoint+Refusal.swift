import HTTPServer
import JSON
import Logging

/// What the header of a request is enough to refuse.
extension Endpoint {
  /// The response to a request that must not be served; nil to let it go on.
  func check(_ request: WebRequest) -> WebResponse? {
    let head = request.head
    if head.path == "/healthz" || head.path == "/readyz" { return nil }
    if let refusal = allowedHosts.refusal(of: head) {
      let (reason, field) = refusal.status == 421 ? (Refusals.Reason.host, "Host") : (.origin, "Origin")
      refusals?.note(request, reason, refusal.status, "\(field): \(loggable(head.headers[field] ?? ""))")
      return refusal
    }
    guard let methods = methods(at: head.path) else {
      return WebResponse(status: 404, text: "There is nothing here; MCP is at \(Self.path).")
    }
    // A browser sends no token before the answer to its question.
    if CrossOrigin.isPreflight(head), allowedHosts.readableOrigin(head) != nil { return nil }
    guard methods.contains(head.method) else {
      var response = WebResponse(status: 405, text: "This method is not served here.")
      response.headers.set("Allow", methods.joined(separator: ", "))
      return response
    }
    return head.path == Self.path ? checkAtEndpoint(request) : nil
  }

  /// The methods that are served at a path; nil where there is nothing.
  func methods(at path: String) -> [String]? {
    if path == Self.path { return ["POST", "GET", "DELETE"] }
    return authenticator.resource?.metadataPaths.contains(path) == true ? ["GET", "HEAD"] : nil
  }

  private func checkAtEndpoint(_ request: WebRequest) -> WebResponse? {
    let head = request.head
    if case .refused(let challenge)? = authenticator.knownVerdict(on: head.bearerToken) {
      return refuse(challenge, request)
    }
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

  /// Refuses a request, tells the logs, and ends what a caller has open whose access has ended.
  /// - Parameter details: more members of the line in the audit log.
  func refuse(_ challenge: Challenge, _ request: WebRequest, _ details: JSON.Object = [:]) -> WebResponse {
    if let note = challenge.note { log.warning("refused with \(challenge.status): \(note)") }
    if let name = challenge.ended { sessions.endAll(of: name) }
    refusals?.note(request, challenge.kind, challenge.status, challenge.note ?? challenge.reason, details)
    return response(to: challenge)
  }

  /// The response that tells a client why its token is refused (RFC 6750, 3) and where it gets one (RFC 9728, 5.1).
  private func response(to challenge: Challenge) -> WebResponse {
    var response = WebResponse(status: challenge.status, text: challenge.reason)
    guard challenge.status != 503 else {
      response.headers.set("Retry-After", "5")
      return response
    }
    var members = ["realm=\"\(realm)\""]
    if let error = challenge.error { members += ["error=\"\(error)\"", "error_description=\"\(challenge.reason)\""] }
    if !challenge.scopes.isEmpty { members.append("scope=\"\(challenge.scopes.joined(separator: " "))\"") }
    if let resource = authenticator.resource { members.append("resource_metadata=\"\(resource.metadataURL)\"") }
    response.headers.set("WWW-Authenticate", "Bearer \(members.joined(separator: ", "))")
    return response
  }
}

extension Challenge {
  fileprivate var kind: Refusals.Reason {
    switch status {
    case 503: .unavailable
    case 403: error == nil ? .noPantherToken : .insufficientScope
    case _ where ended != nil: .expired
    default: error == nil ? .noToken : .invalidToken
    }
  }
}
