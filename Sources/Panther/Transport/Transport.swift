package import JSON

/// One request to a Panther instance, ready to send.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package var method: Method
  /// Absolute, percent-encoded.
  package var url: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]?
  /// Whether it changes nothing upstream, so that it may be sent again. A GraphQL query is such a POST.
  package var isRead: Bool
  /// Longest wait for the whole answer.
  package var timeout: Duration

  package init(
    _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
    isRead: Bool, timeout: Duration
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.isRead = isRead
    self.timeout = timeout
  }
}

package struct HTTPResponse: Sendable {
  package var status: Int
  /// Names in lower case.
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer with a JSON body.
  package init(status: Int = 200, json: JSON) {
    self.init(status: status, headers: ["content-type": "application/json"], body: json.bytes)
  }
}

/// Sends a request once. URLSession, the demo instance and the tests' stub conform.
package protocol Transport: Sendable {
  /// - Throws: `PantherError` for what has no HTTP answer, `CancellationError` when the calling task is cancelled.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}
