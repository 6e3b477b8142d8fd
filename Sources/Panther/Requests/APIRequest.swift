import JSON

/// One request to one of Panther's two APIs, before it is known where that API is.
struct APIRequest: Sendable {
  enum API {
    case rest
    case graphQL
  }

  let method: HTTPRequest.Method
  let api: API
  /// The path within the API, percent-encoded, without the query.
  let path: String
  /// What errors call this request, such as `GET /alerts/x` or `query Databases`.
  let name: String
  /// Whether the request changes nothing upstream, so that it may be sent again.
  let isRead: Bool
  /// Whether Panther runs code of a detection before it answers.
  let runsCode: Bool
  let expected: ExpectedAnswer
  private let query: String
  private let body: [UInt8]?

  /// A request to the REST API.
  ///
  /// - Parameter changesNothing: whether it is a read although its method is not `GET`.
  /// - Throws: `invalid` for a path that must not be sent.
  init(
    _ method: HTTPRequest.Method, _ path: Path, _ query: Query, body: JSON?, expecting expected: ExpectedAnswer,
    changesNothing: Bool = false
  ) throws(PantherError) {
    self.method = method
    api = .rest
    self.path = path.text
    name = "\(method.rawValue) \(path.text)"
    isRead = method == .get || changesNothing
    runsCode = method != .get
    self.expected = expected
    self.query = query.text
    self.body = body?.bytes
    if let problem = path.problem { throw PantherError(.invalid, message: problem, request: name) }
  }

  /// A GraphQL operation with the variables that are not null.
  init(_ operation: Operation, _ variables: JSON.Object) {
    let given = JSON.Object(unique: variables.members.filter { !$0.value.isNull })
    var body: JSON.Object = ["query": .string(operation.document), "operationName": .string(operation.name)]
    if !given.isEmpty { body["variables"] = .object(given) }
    method = .post
    api = .graphQL
    path = Endpoints.graphQLPath
    name = operation.requestName
    isRead = operation.kind == .query
    runsCode = false
    expected = .graphQLData
    query = ""
    self.body = JSON.object(body).bytes
  }

  /// What is sent for this request.
  func httpRequest(to endpoints: Endpoints, token: Token, userAgent: String, traceparent: String?) -> HTTPRequest {
    var headers = [
      (name: "X-API-Key", value: token.value), ("Accept", "application/json"), ("User-Agent", userAgent),
    ]
    if body != nil { headers.append(("Content-Type", "application/json")) }
    if let traceparent { headers.append(("traceparent", traceparent)) }
    return HTTPRequest(
      method, url(at: endpoints), headers: headers, body: body, isRead: isQuickRead,
      timeout: isQuickRead ? Self.readTimeout : Self.writeTimeout)
  }

  private var isQuickRead: Bool { isRead && !runsCode }

  /// Whether the same request may be sent again after a failure.
  func mayRepeat(after failure: PantherError) -> Bool {
    // What is too slow once is too slow again, and each time the whole code runs.
    isRead && !(runsCode && (failure.kind == .timedOut || failure.status == 504))
  }

  private func url(at endpoints: Endpoints) -> String {
    switch api {
    case .rest: endpoints.rest + path + (query.isEmpty ? "" : "?\(query)")
    case .graphQL: endpoints.graphQL
    }
  }

  private static let readTimeout = Duration.seconds(15)
  /// Longer: Panther runs a detection's tests before it answers, and a time-out leaves the outcome unknown.
  private static let writeTimeout = Duration.seconds(30)
}
