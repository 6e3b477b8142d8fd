import HTTPServer

extension RequestHead {
  /// The bearer token of the Authorization field (RFC 6750, 2.1).
  var bearerToken: String? {
    guard let field = headers["Authorization"] else { return nil }
    let words = field.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
    return String(words[1])
  }
}
