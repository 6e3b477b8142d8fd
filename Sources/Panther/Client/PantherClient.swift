import Concurrency
package import JSON

/// Panther's REST and GraphQL APIs; cheap to copy, copies share connections and what was discovered.
///
/// Every function throws `PantherError`, or `CancellationError` when the calling task is cancelled.
package struct PantherClient: Sendable {
  /// Of the call that this copy serves; bounds retries and each request's time-out.
  package var deadline: ContinuousClock.Instant?
  /// Sent as the header of that name.
  package var traceparent: String?
  /// Called after every HTTP request.
  package var observe: (@Sendable (HTTPExchange) -> Void)?

  let configuration: Configuration
  let transport: any Transport
  let userAgent: String
  let discovery: Discovery
  let turnstile = Turnstile(Self.mostRequestsAtOnce)
  static let mostRequestsAtOnce = 64

  package init(_ configuration: Configuration, transport: any Transport, userAgent: String) {
    self.configuration = configuration
    self.transport = transport
    self.userAgent = userAgent
    discovery = Discovery(transport: transport, userAgent: userAgent)
  }

  /// Reads; sent again when that may help.
  package func get(_ path: Path, _ query: Query = [:]) async throws -> JSON {
    try await rest(.get, path, query, body: nil) { answer in
      try Self.json(answer)
    }
  }

  /// Writes, once. An empty answer is `null`.
  /// - Throws: `unknownOutcome` when the change may have been made.
  package func send(
    _ method: HTTPRequest.Method, _ path: Path, _ query: Query = [:], body: JSON? = nil
  ) async throws -> JSON {
    try await rest(method, path, query, body: body) { answer in
      if answer.body.isEmpty, PantherError(answer) == nil { return .null }
      return try Self.json(answer)
    }
  }

  /// The `data` of a GraphQL operation, an object. Variables that are null are left out.
  ///
  /// An answer with data and errors counts as failed: nothing tells what the missing parts would have said.
  package func run(_ operation: Operation, _ variables: JSON.Object = [:]) async throws -> JSON {
    let given = JSON.Object(unique: variables.members.filter { !$0.value.isNull })
    var body: JSON.Object = ["query": .string(operation.document), "operationName": .string(operation.name)]
    if !given.isEmpty { body["variables"] = .object(given) }
    let call = Call(
      .post, .graphQL, Endpoints.graphQLPath, body: .object(body), isRead: operation.kind == .query,
      name: "\(operation.kind.rawValue) \(operation.name)")
    return try await perform(call, Self.data)
  }

  /// Where the APIs are, after discovery.
  package func endpoints() async throws -> Endpoints {
    let instance = try instance()
    return try await discovery.endpoints(of: instance)
  }

  func instance() throws -> Instance {
    do {
      return try configuration.instance()
    } catch {
      throw PantherError(configuration: error)
    }
  }

  private func rest(
    _ method: HTTPRequest.Method, _ path: Path, _ query: Query, body: JSON?,
    _ read: (HTTPResponse) throws -> JSON
  ) async throws -> JSON {
    let name = "\(method.rawValue) \(path.text)"
    if let problem = path.problem { throw PantherError(.invalid, message: problem, request: name) }
    let target = query.isEmpty ? path.text : "\(path.text)?\(query.text)"
    return try await perform(
      Call(method, .rest, path.text, target: target, body: body, isRead: method == .get, name: name), read)
  }

  // MARK: Answers

  private static func json(_ answer: HTTPResponse) throws(PantherError) -> JSON {
    try json(answer, Result { () throws(JSONError) in try JSON(parsing: answer.body) })
  }

  private static func json(_ answer: HTTPResponse, _ body: Result<JSON, JSONError>) throws(PantherError) -> JSON {
    if let error = PantherError(answer) { throw error }
    do {
      return try body.get()
    } catch {
      throw PantherError(.unreadable, status: answer.status, message: "it sent \(nature(of: answer, error))")
    }
  }

  private static func nature(of answer: HTTPResponse, _ error: JSONError) -> String {
    let isJSON = answer.body.first { $0 > 0x20 }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
    return isJSON ? "broken JSON (\(error))" : Wording.nature(of: answer.body)
  }

  /// An error in the body says more than the status that it comes with.
  private static func data(_ answer: HTTPResponse) throws(PantherError) -> JSON {
    let body = Result { () throws(JSONError) in try JSON(parsing: answer.body) }
    if case .success(let json) = body, let error = PantherError(graphQL: json, status: answer.status) { throw error }
    let json = try json(answer, body)
    guard let data = json["data"], data.object != nil else {
      throw PantherError(.unreadable, status: answer.status, message: "it sent JSON without data")
    }
    return data
  }
}
