import Foundation

extension Token {
  /// An answer with this token hidden wherever it stands, so that a server that repeats the token in its answer does
  /// not bring it into a result or a log.
  func scrubbed(from answer: HTTPResponse) -> HTTPResponse {
    let bytes = Array(value.utf8)
    guard bytes.count >= Self.shortest else { return answer }
    var clean = answer
    clean.headers = answer.headers.mapValues { header in
      let rest = scrubbed(from: header)
      // URLs come back with their host name in lower case.
      return rest.lowercased().contains(value.lowercased()) ? description : rest
    }
    clean.body = answer.body.replacing(bytes, with: Array(description.utf8))
    return clean
  }

  /// A text with this token hidden.
  func scrubbed(from text: String) -> String {
    value.utf8.count < Self.shortest ? text : text.replacing(value, with: description)
  }

  /// A shorter token is not looked for: it could be a part of other words, and no real token is so short.
  private static let shortest = 8
}

extension [UInt8] {
  /// These bytes with every occurrence of a pattern replaced; the same array, not copied, when there is none.
  fileprivate func replacing(_ pattern: [UInt8], with replacement: [UInt8]) -> [UInt8] {
    guard let first = pattern.first, count >= pattern.count else { return self }
    var clean: [UInt8] = []
    var copied = 0
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var at = 0
      while at + pattern.count <= bytes.count,
        let found = memchr(base + at, Int32(first), bytes.count - pattern.count - at + 1)
      {
        let index = base.distance(to: UnsafeRawPointer(found))
        if memcmp(base + index, pattern, pattern.count) == 0 {
          clean += self[copied..<index] + replacement
          copied = index + pattern.count
          at = copied
        } else {
          at = index + 1
        }
      }
    }
    return copied == 0 ? self : clean + self[copied...]
  }
}
