/// The first line of a request (RFC 9112, 3).
struct RequestLine {
  let method: String
  let target: RequestTarget
  /// Whether the version is 1.0. A later 1.x than 1.1 is treated as 1.1 (RFC 9110, 2.5).
  let isHTTP10: Bool

  init(_ line: ArraySlice<UInt8>) throws(Refusal) {
    let parts = line.split(separator: .space, maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .malformed("The request line is not a method, a target and a version") }
    guard !parts[0].isEmpty, parts[0].allSatisfy(\.isTokenCharacter) else { throw .malformed("The method is no token") }
    isHTTP10 = try Self.isHTTP10(parts[2])
    method = String(decoding: parts[0], as: UTF8.self)
    target = try RequestTarget(parts[1], method: method)
  }

  private static func isHTTP10(_ version: ArraySlice<UInt8>) throws(Refusal) -> Bool {
    let digits = version.suffix(3)
    guard version.count == 8, version.starts(with: "HTTP/".utf8),
      let major = digits.first, let minor = digits.last, major.isDigit, minor.isDigit,
      digits[digits.startIndex + 1] == UInt8(ascii: ".")
    else { throw .malformed("The version is not of the form HTTP/1.1") }
    guard major == UInt8(ascii: "1") else {
      throw Refusal(status: 505, reason: "Only HTTP/1.0 and HTTP/1.1 are spoken here")
    }
    return minor == UInt8(ascii: "0")
  }
}
