import Concurrency
import JSON

extension PantherClient {
  /// One call to an API, before it is known where that is.
  struct Call {
    enum API {
      case rest
      case graphQL
    }

    let method: HTTPRequest.Method
    let api: API
    let path: String
    /// What follows the base.
    let target: String
    let body: [UInt8]?
    let isRead: Bool
    /// How errors call it.
    let name: String

    init(
      _ method: HTTPRequest.Method, _ api: API, _ path: String, target: String = "",
      body: JSON?, isRead: Bool, name: String
    ) {
      self.method = method
      self.api = api
      self.path = path
      self.target = target
      self.body = body?.bytes
      self.isRead = isRead
      self.name = name
    }
  }

  /// Sends a call, a read again where that may help, and reads the answer.
  func perform(_ call: Call, _ read: (HTTPResponse) throws -> JSON) async throws -> JSON {
    let instance = try instance()
    let endpoints = try await discovery.endpoints(of: instance)
    let request = request(call, instance, endpoints)
    var attempt = 0
    while true {
      attempt += 1
      do {
        guard let answer = try await once(request, call, instance.token, attempt: attempt) else { break }
        return try read(answer)
      } catch let failure as PantherError {
        let named = failure.naming(call.name, hiding: instance.token, note: endpoints.note)
        guard call.isRead else { throw named.ofWrite }
        guard let pause = Retry.pause(after: failure, attempt: attempt), !isPast(.now + pause) else { throw named }
        try await Task.sleep(for: pause)
      }
    }
    throw PantherError(.timedOut, message: "no time was left to send it", request: call.name)
  }

  private func request(_ call: Call, _ instance: Instance, _ endpoints: Endpoints) -> HTTPRequest {
    var headers = [
      (name: "X-API-Key", value: instance.token.value), ("Accept", "application/json"), ("User-Agent", userAgent),
    ]
    if call.body != nil { headers.append(("Content-Type", "application/json")) }
    if let traceparent { headers.append(("traceparent", traceparent)) }
    return HTTPRequest(
      call.method, (call.api == .rest ? endpoints.rest : endpoints.graphQL) + call.target, headers: headers,
      body: call.body, isRead: call.isRead,
      timeout: call.isRead ? Self.readTimeout : Self.writeTimeout)
  }

  /// Of one attempt.
  private static let readTimeout = Duration.seconds(15)
  /// Longer: Panther runs a detection's tests before it answers, and a time-out leaves the outcome unknown.
  private static let writeTimeout = Duration.seconds(30)

  /// Nil when the deadline came before the request was sent.
  private func once(_ request: HTTPRequest, _ call: Call, _ token: Token, attempt: Int) async throws -> HTTPResponse? {
    try await turnstile.enter()
    defer { turnstile.leave() }
    var request = request
    let start = ContinuousClock.now
    if let deadline {
      guard start < deadline else { return nil }
      request.timeout = min(request.timeout, deadline - start)
    }
    let answer: HTTPResponse
    do {
      answer = token.scrubbed(from: try await transport.send(request))
    } catch {
      observe?(HTTPExchange(request, call, answer: nil, duration: .now - start, attempt: attempt))
      throw error
    }
    observe?(HTTPExchange(request, call, answer: answer, duration: .now - start, attempt: attempt))
    return answer
  }

  private func isPast(_ instant: ContinuousClock.Instant) -> Bool {
    deadline.map { instant >= $0 } ?? false
  }
}
