/// One HTTP request that was made and what came of it, for a log: ids may be in it, secrets are not.
package struct Exchange: Sendable {
  package let method: HTTPRequest.Method
  /// Within the API, without the query.
  package let path: String
  /// Of GraphQL, such as `mutation ExecuteQuery`.
  package let operation: String?
  /// Nil when there was no answer.
  package let status: Int?
  /// What Panther, or the gateway before it, calls this request.
  package let requestID: String?
  /// The `Date` header: what time the instance thinks it is.
  package let date: String?
  package let duration: Duration
  /// From 1.
  package let attempt: Int

  init(
    _ request: HTTPRequest, _ call: PantherClient.Call, answer: HTTPResponse?, duration: Duration, attempt: Int
  ) {
    method = request.method
    path = call.path
    operation = call.api == .graphQL ? call.name : nil
    status = answer?.status
    requestID = Self.idHeaders.lazy.compactMap { answer?.headers[$0] }.first.map(Wording.oneLine)
    date = answer?.headers["date"].map(Wording.oneLine)
    self.duration = duration
    self.attempt = attempt
  }

  private static let idHeaders = ["x-request-id", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id"]
}
