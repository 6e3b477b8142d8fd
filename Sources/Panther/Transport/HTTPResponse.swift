package import JSON

/// One HTTP answer with its whole body.
package struct HTTPResponse: Sendable {
  /// The HTTP status, such as 200.
  package var status: Int
  /// The header fields by their names in lower case.
  package var headers: [String: String]
  /// The body as it was meant: without the transfer encoding and the compression.
  package var body: [UInt8]

  /// Makes an answer; the names of `headers` are in lower case.
  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Makes an answer with a JSON body.
  package init(status: Int = 200, json: JSON) {
    self.init(status: status, headers: ["content-type": "application/json"], body: json.bytes)
  }
}
