/// The lines that a client will be sent: JSON-RPC messages without line ends.
struct OutgoingLines: Sendable {
  let stream: AsyncStream<[UInt8]>
  private let continuation: AsyncStream<[UInt8]>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func add(_ line: [UInt8]) { continuation.yield(line) }
  func end() { continuation.finish() }
}
