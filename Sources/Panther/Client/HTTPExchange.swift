/// One HTTP request that was sent and what came of it, for a log. It may hold ids, but no secrets and no data.
package struct HTTPExchange: Sendable {
  /// The method of the request.
  package let method: HTTPRequest.Method
  /// Whether the request changes nothing upstream. When an attempt at another one is in the log, it may have been made.
  package let isRead: Bool
  /// The path within the API, such as `/alerts/x`, without the query.
  package let path: String
  /// The kind and name of the GraphQL operation, such as `mutation ExecuteQuery`, or `run-tests-only` for a run of tests,
  /// which saves nothing; nil for other requests of the REST API.
  package let operation: String?
  /// The HTTP status; nil when there was no answer.
  package let status: Int?
  /// The id that Panther, or the gateway before it, gave this request; nil when the answer named none.
  package let requestID: String?
  /// The `Date` header of the answer, which is the time on the instance's clock.
  package let date: String?
  /// The time from sending until the answer was complete or the attempt failed.
  package let duration: Duration
  /// The number of this attempt at the same call, from 1.
  package let attempt: Int

  /// What came of an attempt at a request.
  ///
  /// - Parameter response: the answer; nil when there was none.
  init(_ request: APIRequest, _ response: HTTPResponse?, duration: Duration, attempt: Int) {
    method = request.method
    isRead = request.isRead
    path = request.path
    operation = request.api == .graphQL ? request.name : request.isRead && request.runsCode ? "run-tests-only" : nil
    status = response?.status
    requestID = Self.idHeaders.lazy.compactMap { response?.headers[$0] }.first.map(Wording.oneLine)
    date = response?.headers["date"].map(Wording.oneLine)
    self.duration = duration
    self.attempt = attempt
  }

  private static let idHeaders = ["x-request-id", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id"]
}
