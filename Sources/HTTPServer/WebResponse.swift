/// A whole answer. Content-Length, Transfer-Encoding, Connection and Date are the server's own: set here, they are dropped.
package struct Response: Sendable, Equatable {
  package var status: Int
  package var headers: Headers
  /// Not sent to HEAD, nor with 204 and 304.
  package var body: [UInt8]

  package init(status: Int, headers: Headers = [:], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// A line of plain text.
  package init(status: Int, text: String) {
    self.init(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array("\(text)\n".utf8))
  }
}
