/// The part of a request before its body: the request line and the header.
package struct RequestHead: Sendable, Equatable {
  /// The method as it was sent; upper and lower case are different.
  package let method: String
  /// The path as it was sent, percent-encoding included; `*` for OPTIONS of the whole server.
  package let path: String
  /// The part of the target after `?`, as it was sent; nil when there is no `?`.
  package let query: String?
  /// The header fields. When the target is a whole URI, `Host` is the host of that URI (RFC 9112, 3.2.2).
  package let headers: Headers
  /// Whether the version is HTTP/1.0, and not 1.1 or a later 1.x.
  package let isHTTP10: Bool
  let framing: Framing
  /// Whether the connection may serve another request: it is HTTP/1.1, and `Connection: close` is absent.
  let keepsAlive: Bool
  /// Whether the client waits for 100 before it sends the body.
  let expectsContinue: Bool

  /// How the end of the body is found.
  enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  init(_ line: RequestLine, _ headers: Headers, bodyLimit: Int) throws(Refusal) {
    var headers = headers
    let hosts = headers.values(of: "Host")
    guard hosts.count <= 1, line.isHTTP10 || hosts.count == 1 else {
      throw .malformed("There must be one Host field")
    }
    guard hosts.allSatisfy({ Authority.isValid($0.utf8) }) else { throw .malformed("The Host field is no valid host") }
    if let authority = line.target.authority { headers.set("Host", authority) }

    (method, path, query) = (line.method, line.target.path, line.target.query)
    isHTTP10 = line.isHTTP10
    framing = try Framing(headers, isHTTP10: line.isHTTP10)
    if case .length(let length) = framing, length > bodyLimit { throw .bodyTooLarge }

    let expectation = line.isHTTP10 ? nil : headers["Expect"]
    guard expectation?.isSameField(as: "100-continue") ?? true else {
      throw Refusal(status: 417, reason: "Only 100-continue can be expected")
    }
    expectsContinue = expectation != nil && framing != .none
    keepsAlive = !line.isHTTP10 && !(headers["Connection"]?.hasToken("close") ?? false)
    self.headers = headers
  }
}

extension RequestHead.Framing {
  /// Reads how the body ends. It refuses everything that two programs could read in two ways (RFC 9112, 6.3 and 11.2),
  /// and so is stricter than the RFC.
  init(_ headers: Headers, isHTTP10: Bool) throws(Refusal) {
    let codings = headers.values(of: "Transfer-Encoding")
    let lengths = headers.values(of: "Content-Length")
    if let coding = codings.first {
      guard lengths.isEmpty else { throw .malformed("Both Content-Length and Transfer-Encoding") }
      guard codings.count == 1, !isHTTP10 else { throw .malformed("Transfer-Encoding twice, or in HTTP/1.0") }
      guard coding.isSameField(as: "chunked") else { throw Self.unknown(coding) }
      self = .chunked
    } else if let length = lengths.first {
      guard lengths.count == 1 else { throw .malformed("Content-Length twice") }
      guard !length.isEmpty, length.utf8.allSatisfy(\.isDigit), let count = Int(length) else {
        throw .malformed("Content-Length is no number of bytes")
      }
      self = count == 0 ? .none : .length(count)
    } else {
      self = .none
    }
  }

  /// Refuses a coding: with 501 one that ends with chunked but has others before it, with 400 any other.
  private static func unknown(_ coding: String) -> Refusal {
    let names = coding.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmingBlanks) }
    let isWellFormed =
      names.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isTokenCharacter) }
      && names.firstIndex { $0.isSameField(as: "chunked") } == names.count - 1
    return isWellFormed
      ? Refusal(status: 501, reason: "The only Transfer-Encoding here is chunked")
      : .malformed("Transfer-Encoding does not end with chunked")
  }
}
