import MCP
import Synchronization

/// What one posted message leads to: lines that belong to it, then its response.
///
/// Most is answered before `Session.receive` returns; the rest comes while somebody reads `lines`.
final class Exchange: Sendable {
  /// The outer nil stands for "not yet", the inner one for "there is none".
  private let outcome = Mutex<Response??>(nil)
  let lines = Lines()

  var known: Response?? { outcome.withLock { $0 } }

  func notify(_ line: [UInt8]) {
    lines.add(line)
  }

  func finish(_ response: Response?) {
    outcome.withLock { $0 = .some(response) }
    if let response { lines.add(response.line) }
    lines.end()
  }

  /// Waits for the response alone; lines before it are dropped.
  func response() async -> Response? {
    for await _ in lines.stream {}
    return known ?? nil
  }
}
