/// Gathers lines that end with CR LF from pieces cut anywhere.
///
/// A bare LF would be allowed as a line end (RFC 9112, 2.2), but what two parsers see differently is what request
/// smuggling is made of: it is refused like a bare CR or any other control character.
struct LineBuffer {
  /// The line so far; its last byte may be the CR.
  private var partial: [UInt8] = []

  var isEmpty: Bool { partial.isEmpty }

  /// The next line without its end, taken from the input; nil when the input ends before it does.
  mutating func next(
    _ input: inout ArraySlice<UInt8>, limit: Int, tooLong: Refusal
  ) throws(Refusal) -> ArraySlice<UInt8>? {
    if partial.last == .carriageReturn {
      guard let first = input.first else { return nil }
      guard first == .lineFeed else { throw .malformed("A CR without LF") }
      input.removeFirst()
      defer { partial = [] }
      return partial.dropLast()
    }
    let end = input.firstIndex(where: \.isForbiddenInLine) ?? input.endIndex
    guard partial.count + (end - input.startIndex) <= limit else { throw tooLong }
    guard end < input.endIndex, input[end] == .carriageReturn else {
      guard end == input.endIndex else {
        throw .malformed(input[end] == .lineFeed ? "A line ends with LF, not CR LF" : "A control character")
      }
      partial += input
      input = []
      return nil
    }
    guard end + 1 < input.endIndex else {
      partial += input
      input = []
      return nil
    }
    guard input[end + 1] == .lineFeed else { throw .malformed("A CR without LF") }
    defer {
      input = input[(end + 2)...]
      partial = []
    }
    return partial.isEmpty ? input[..<end] : partial + input[..<end]
  }
}
