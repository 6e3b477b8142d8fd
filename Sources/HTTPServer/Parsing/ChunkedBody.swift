/// Removes the chunked coding (RFC 9112, 7.1) from a body. Chunk extensions and trailers are limited in size and
/// ignored.
struct ChunkedBody {
  enum Piece {
    case bytes(ArraySlice<UInt8>)
    case end
  }

  /// The longest line of a chunk in bytes: its size and its extensions.
  private static let lineLimit = 256
  /// The most bytes that all extensions of a body may have together. Otherwise a body of many tiny chunks could hide
  /// megabytes in them.
  private static let extensionsLimit = 8 << 10

  private enum Stage {
    case size
    case data(Int)
    case dataEnd
    case trailer
  }

  private var stage = Stage.size
  private var lines = LineBuffer()
  private var trailer = FieldLines()
  private var bodyBytes = 0
  private var extensionBytes = 0

  /// Takes the next piece of the body from the input; nil when more input is needed.
  mutating func next(_ input: inout ArraySlice<UInt8>, _ limits: ServerLimits) throws(Refusal) -> Piece? {
    while true {
      switch stage {
      case .size:
        let tooLong = Refusal.malformed("A chunk's size line is too long")
        guard let line = try lines.next(&input, limit: Self.lineLimit, tooLong: tooLong) else { return nil }
        let size = try size(line, limits)
        stage = size == 0 ? .trailer : .data(size)
      case .data(let size):
        guard !input.isEmpty else { return nil }
        let bytes = input.prefix(size)
        input = input.dropFirst(bytes.count)
        stage = bytes.count == size ? .dataEnd : .data(size - bytes.count)
        return .bytes(bytes)
      case .dataEnd:
        let tooLong = Refusal.malformed("A chunk is longer than its size")
        guard try lines.next(&input, limit: 0, tooLong: tooLong) != nil else { return nil }
        stage = .size
      case .trailer:
        return try trailer.read(&input, limits) ? .end : nil
      }
    }
  }

  private mutating func size(_ line: ArraySlice<UInt8>, _ limits: ServerLimits) throws(Refusal) -> Int {
    let digits = line.prefix { $0.hexValue != nil }
    guard !digits.isEmpty, digits.count <= 15, digits.count == line.count || line[digits.endIndex] == UInt8(ascii: ";")
    else { throw .malformed("A chunk's size is no hexadecimal number") }
    extensionBytes += line.count - digits.count
    guard extensionBytes <= Self.extensionsLimit else { throw .malformed("The chunk extensions are too long") }
    let size = digits.reduce(0) { $0 << 4 | ($1.hexValue ?? 0) }
    bodyBytes += size
    guard bodyBytes <= limits.bodyBytes else { throw .bodyTooLarge }
    return size
  }
}
