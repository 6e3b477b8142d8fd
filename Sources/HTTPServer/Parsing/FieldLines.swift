import Text

/// Reads the lines of a header or a trailer up to the empty line. Their bytes and their number are limited.
struct FieldLines {
  private(set) var headers = Headers()
  private var lines = LineBuffer()
  private var bytes = 0

  /// Reads lines from the input.
  ///
  /// - Returns: true when the empty line was read, false when more input is needed.
  mutating func read(_ input: inout ArraySlice<UInt8>, _ limits: ServerLimits) throws(Refusal) -> Bool {
    while let line = try lines.next(&input, limit: limits.headerBytes - bytes, tooLong: .headerTooLarge) {
      if line.isEmpty { return true }
      bytes = min(bytes + line.count + 2, limits.headerBytes)
      guard headers.fields.count < limits.headerCount else { throw .headerTooLarge }
      try take(line)
    }
    return false
  }

  private mutating func take(_ line: ArraySlice<UInt8>) throws(Refusal) {
    if line.first?.isBlank ?? false { throw .malformed("A folded header line") }
    guard let colon = line.firstIndex(of: .colon), colon > line.startIndex else {
      throw .malformed("A header line without a name")
    }
    let name = line[..<colon]
    guard name.allSatisfy(\.isTokenCharacter) else { throw .malformed("A header name is no token") }
    let value = line[(colon + 1)...].trimmingBlanks
    headers.add(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self).readyToCompare)
  }
}
