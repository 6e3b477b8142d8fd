/// The bytes that wait to be sent. It holds no memory when there are none.
struct Outbox {
  /// Pieces are joined up to this size in bytes, so that short answers leave in one packet.
  private static let joinedBelow = 16 << 10

  private var pieces: [[UInt8]] = []
  /// How many bytes of the first piece are sent.
  private var sent = 0
  /// The number of unsent bytes.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func add(_ bytes: [UInt8]) {
    count += bytes.count
    if let last = pieces.indices.last, pieces[last].count + bytes.count < Self.joinedBelow {
      pieces[last] += bytes
    } else {
      pieces.append(bytes)
    }
  }

  /// Sends as much as the socket takes.
  ///
  /// - Returns: `.count` when nothing is left.
  mutating func write(to socket: Socket) -> Socket.Sent {
    var total = 0
    while let piece = pieces.first {
      let result = piece.withUnsafeBytes { socket.write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
      guard case .count(let written) = result else { return result }
      total += written
      count -= written
      sent += written
      if sent == piece.count {
        pieces.removeFirst()
        sent = 0
      }
    }
    pieces = []
    return .count(total)
  }
}
