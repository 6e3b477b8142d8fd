/// Joins lines that end with CR LF from pieces of input that are cut anywhere.
///
/// RFC 9112, 2.2 allows a bare LF as a line end. It is refused all the same, like a bare CR or any other control
/// character, because request smuggling uses bytes that two parsers read in two ways.
struct LineBuffer {
  /// The line so far; its last byte may be the CR.
  private var partial: [UInt8] = []

  var isEmpty: Bool { partial.isEmpty }

  /// Takes the next line from the input, and returns it without its end; nil when the input ends before the line does.
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
