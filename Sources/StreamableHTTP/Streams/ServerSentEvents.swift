import Dispatch
import HTTPServer

/// Sends JSON-RPC messages as server-sent events (HTML, 9.2).
///
/// A comment is sent every few seconds, because proxies close connections on which nothing happens.
enum ServerSentEvents {
  /// An empty line, which stands for a comment.
  private static let keepAlive: [UInt8] = []
  private static let comment = Array(": \n\n".utf8)
  /// The time between two comments.
  private static let seconds = 15.0
  private static let timers = DispatchQueue(label: "pulse")

  /// Sends lines until they end or the client is gone.
  static func send(_ lines: OutgoingLines, to writer: ResponseWriter) async {
    // `Task.sleep` would keep its memory after a cancel, until its time is over.
    let timer = DispatchSource.makeTimerSource(queue: timers)
    timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .seconds(1))
    timer.setEventHandler { lines.add(keepAlive) }
    timer.activate()
    defer { timer.cancel() }
    do {
      try await writer.stream(headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
      ])
      // Some clients regard a stream as open only when they have received something.
      try await writer.send(comment)
      for await line in lines.stream {
        try await writer.send(
          line == keepAlive ? comment : Array("event: message\ndata: ".utf8) + line + Array("\n\n".utf8))
      }
    } catch {
      return
    }
    await writer.finish()
  }
}
