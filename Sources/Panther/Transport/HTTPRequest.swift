/// One HTTP request that is ready to be sent.
package struct HTTPRequest: Sendable {
  /// The methods that Panther's APIs use.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// The method of the request.
  package var method: Method
  /// The absolute URL, percent-encoded.
  package var url: String
  /// The header fields in the order in which they are sent.
  package var headers: [(name: String, value: String)]
  /// The body; nil for a request without one.
  package var body: [UInt8]?
  /// Whether the request changes nothing upstream, so that it may be sent again. A GraphQL query is a `POST` of this
  /// kind.
  package var isRead: Bool
  /// The longest wait for the whole answer.
  package var timeout: Duration

  /// Makes a request; `url` is absolute and percent-encoded already.
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
