/// The status line and the header of a response, as they are sent.
struct ResponseHead {
  /// How the client finds the end of the body.
  enum Framing {
    case length(Int)
    case chunked
    /// The body ends with the connection, or there is no body.
    case none
  }

  /// Tells a client that waits with its body to send it (RFC 9110, 10.1.1).
  static let continues = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  let status: Int
  let headers: Headers
  let framing: Framing
  /// Whether the connection is closed after the response.
  let closes: Bool

  /// Whether the status is valid and no header field contains a line end, which would break the message in two.
  var isSendable: Bool {
    (200..<600).contains(status) && headers.fields.allSatisfy(\.isSendable)
  }

  /// Whether a response with this status has a body (RFC 9110, 15.3.5 and 15.4.5).
  static func hasBody(_ status: Int) -> Bool { status != 204 && status != 304 }

  /// The bytes up to the body.
  func bytes(date: String = HTTPDate.text()) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
    add("HTTP/1.1 \(status) \(Self.phrases[status] ?? "")\r\nDate: \(date)\r\n")
    for field in headers.fields where !Self.own.contains(where: field.name.isSameField) {
      add(field.name)
      add(": ")
      add(field.value)
      add("\r\n")
    }
    switch framing {
    case .length(let length): add("Content-Length: \(length)\r\n")
    case .chunked: add("Transfer-Encoding: chunked\r\n")
    case .none: break
    }
    add(closes ? "Connection: close\r\n\r\n" : "\r\n")
    return bytes
  }

  /// Fields that the server sets itself.
  private static let own = ["Content-Length", "Transfer-Encoding", "Connection", "Date"]

  private static let phrases = [
    200: "OK", 202: "Accepted", 204: "No Content", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
    413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 417: "Expectation Failed",
    421: "Misdirected Request", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout", 505: "HTTP Version Not Supported",
  ]
}
