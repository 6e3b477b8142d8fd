import Foundation

/// An API token. Nothing that prints or reflects a value shows it; only the client reads `value`.
package struct Token: Sendable {
  let value: String

  package init(_ value: String) {
    self.value = value
  }

  /// An answer with this token hidden wherever it stands: whoever echoes it must not get it into a result or a log.
  func scrubbed(from answer: HTTPResponse) -> HTTPResponse {
    let bytes = Array(value.utf8)
    guard bytes.count >= 8 else { return answer }
    var clean = answer
    clean.headers = answer.headers.mapValues { header in
      let rest = scrubbed(from: header)
      // Host names come back in lower case.
      return rest.lowercased().contains(value.lowercased()) ? description : rest
    }
    clean.body = answer.body.replacing(bytes, with: Array(description.utf8))
    return clean
  }

  /// A text with this token hidden. No real token is so short that it would be part of other words.
  func scrubbed(from text: String) -> String {
    value.utf8.count < 8 ? text : text.replacing(value, with: description)
  }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}

extension [UInt8] {
  /// With every occurrence of a pattern replaced; the same array, uncopied, where there is none.
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
