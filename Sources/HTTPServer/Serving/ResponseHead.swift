/// Writes the status line and the header of an answer.
struct ResponseHead {
  enum Framing {
    case length(Int)
    case chunked
    /// Up to the end of the connection, or no body at all.
    case none
  }

  static let continues = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  let status: Int
  let headers: Headers
  let framing: Framing
  let closes: Bool

  /// Whether a header from elsewhere could break the message in two, or the status is none.
  var isSendable: Bool {
    (200..<600).contains(status) && headers.fields.allSatisfy(\.isSendable)
  }

  static func hasBody(_ status: Int) -> Bool { status != 204 && status != 304 }

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
