import MCP
import Synchronization

/// What one posted message leads to: lines that belong to it, then its response.
///
/// Most is answered before `Session.receive` returns; the rest comes while somebody iterates over `lines`.
final class Exchange: Sendable {
  /// The outer nil stands for "not yet", the inner one for "there is none".
  private let outcome = Mutex<Response??>(nil)
  let lines: AsyncStream<[UInt8]>
  private let continuation: AsyncStream<[UInt8]>.Continuation

  init() {
    (lines, continuation) = AsyncStream.makeStream()
  }

  var known: Response?? { outcome.withLock { $0 } }

  func notify(_ line: [UInt8]) {
    continuation.yield(line)
  }

  func finish(_ response: Response?) {
    outcome.withLock { $0 = .some(response) }
    if let response { continuation.yield(response.line) }
    continuation.finish()
  }

  /// Waits for the response alone; lines before it are dropped.
  func response() async -> Response? {
    for await _ in lines {}
    return known ?? nil
  }
}
