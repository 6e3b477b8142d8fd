import Concurrency
package import JSON
import Sealing

/// The REST and GraphQL APIs of a Panther instance. A copy is cheap: it shares connections and what was discovered.
///
/// Every function throws `PantherError`, or `CancellationError` when the calling task is cancelled.
package struct PantherClient: Sendable {
  /// The time by which an answer is needed. It bounds the retries and the time-out of each request; nil bounds nothing.
  package var deadline: ContinuousClock.Instant?
  /// The value of the `traceparent` header (W3C Trace Context); nil for none.
  package var traceparent: String?
  /// Called after every HTTP request, whether it was answered or not.
  package var observe: (@Sendable (HTTPExchange) -> Void)?
  /// How much one call may cost. Nil for a client that belongs to no call; then each request has a budget of its own.
  package var budget: AnswerBudget?

  let transport: any Transport
  let turnstile = Turnstile(Self.mostRequestsAtOnce)
  /// The most requests that run at the same time, and so the most connections that are of use.
  static let mostRequestsAtOnce = 64

  private(set) var configuration: Configuration
  private let userAgent: String
  private let discovery: Discovery

  /// Makes a client. Nothing is read or sent before the first call.
  ///
  /// - Parameter userAgent: the value of the `User-Agent` header, such as `mcp-panther/1.0`.
  package init(_ configuration: Configuration, transport: any Transport, userAgent: String) {
    self.configuration = configuration
    self.transport = transport
    self.userAgent = userAgent
    discovery = Discovery(transport: transport, userAgent: userAgent)
  }

  /// A client with the token of a caller. It shares connections, the limit of requests at once, and what was
  /// discovered without any token.
  package func acting(with own: OwnToken) -> PantherClient {
    var copy = self
    copy.configuration = configuration.acting(with: own)
    return copy
  }

  /// Reads an object from the REST API. The request is sent again when that may help.
  package func get(_ path: Path, _ query: Query = [:]) async throws -> JSON {
    try await perform(APIRequest(.get, path, query, body: nil, expecting: .item))
  }

  /// Reads a page of a list from the REST API. The request is sent again when that may help.
  package func page(_ path: Path, _ query: Query = [:]) async throws -> Page {
    let expected = ExpectedAnswer.list(mayBeAbsent: Self.listsThatMayBeAbsent.contains(path.text))
    return try await Page(perform(APIRequest(.get, path, query, body: nil, expecting: expected)))
  }

  /// The paths of the lists that Panther's API does not declare as required: an empty one may be left out.
  private static let listsThatMayBeAbsent: Set = [
    "/rules", "/scheduled-rules", "/simple-rules", "/policies", "/data-models", "/globals", "/queries",
  ]

  /// Writes to the REST API. The request is sent once; an empty answer is `null`.
  ///
  /// - Throws: `unknownOutcome` when the change may have been made.
  package func send(
    _ method: HTTPRequest.Method, _ path: Path, _ query: Query = [:], body: JSON? = nil
  ) async throws -> JSON {
    try await perform(APIRequest(method, path, query, body: body, expecting: .jsonOrNothing))
  }

  /// Runs the tests that a detection has, and saves nothing (`run-tests-only`).
  ///
  /// - Parameters:
  ///   - path: the path of the detection; one that does not exist is not made.
  ///   - body: the detection with its tests, at least one of which must fail: only then Panther sends the records.
  /// - Returns: the records of the tests, as far as Panther sends them.
  /// - Throws: `invalid` for a detection that is refused before its tests run.
  package func runTests(_ path: Path, body: JSON) async throws -> [JSON] {
    let request = try APIRequest(
      .put, path, ["run-tests-only": true], body: body, expecting: .testRecords, changesNothing: true)
    return try await perform(request)["testResults"]?.array ?? []
  }

  /// Runs a GraphQL operation and returns its `data`, an object. Variables that are null are left out.
  ///
  /// An answer with data and errors counts as failed: nothing tells what the missing parts would have said.
  ///
  /// - Throws: `unknownOutcome` when a mutation may have been made.
  package func run(_ operation: Operation, _ variables: JSON.Object = [:]) async throws -> JSON {
    try await perform(APIRequest(operation, variables))
  }

  /// What only a client with the same token for the same instance has: whatever was read with a token is kept under it.
  /// It tells nothing about the token. Nil when no instance is configured.
  package var identity: String? {
    guard let instance = try? instance() else { return nil }
    return SHA256.hex(instance.token.key(for: "identity of a client at \(instance.endpoints.rest)"))
  }

  /// Whether it is the client of the demo instance, which runs no detection code.
  package var isDemo: Bool { configuration.isDemo }

  /// The addresses of the two APIs. The first call may have to look for them.
  package func endpoints() async throws -> Endpoints {
    try await discovery.endpoints(of: instance())
  }

  /// Makes a call: it sends the request until there is an answer, or until another attempt would not help.
  private func perform(_ request: APIRequest) async throws -> JSON {
    let instance = try instance()
    let endpoints = try await discovery.endpoints(of: instance)
    let httpRequest = request.httpRequest(
      to: endpoints, token: instance.token, userAgent: userAgent, traceparent: traceparent)
    let budget = budget ?? AnswerBudget()
    var attempt = 0
    while true {
      attempt += 1
      do {
        try budget.takeRequest()
        let response = try await sendOnce(httpRequest, for: request, attempt: attempt)
        return try budget.read { memory throws(PantherError) in
          try request.expected.read(response, within: &memory)
        }
      } catch is NoTimeLeft {
        throw PantherError(.timedOut, message: "no time was left to send it", request: request.name)
      } catch let failure as PantherError {
        let error = failure.naming(request.name, hiding: configuration.secrets, note: endpoints.note)
        guard request.isRead else { throw error.ofWrite }
        guard request.mayRepeat(after: failure) else { throw error }
        guard let pause = Retry.pause(after: failure, attempt: attempt, deadline: deadline) else { throw error }
        try await Task.sleep(for: pause)
      }
    }
  }

  private func instance() throws -> Instance {
    do {
      return try configuration.instance()
    } catch {
      throw PantherError(configuration: error)
    }
  }
}
