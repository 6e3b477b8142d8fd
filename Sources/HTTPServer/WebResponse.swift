/// A whole response to a request.
package struct WebResponse: Sendable, Equatable {
  /// The status code, from 200 to 599.
  package var status: Int
  /// The header fields. The server itself sets Content-Length, Transfer-Encoding, Connection and Date; such fields here
  /// are dropped.
  package var headers: Headers
  /// The body; it is not sent to HEAD, nor with 204 and 304.
  package var body: [UInt8]

  /// Makes a response of its parts.
  package init(status: Int, headers: Headers = [:], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// The same response with further header fields.
  package func with(_ headers: Headers) -> WebResponse {
    var response = self
    response.headers.add(headers)
    return response
  }

  /// Makes a response whose body is a line of plain text.
  package init(status: Int, text: String) {
    self.init(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array("\(text)\n".utf8))
  }
}
