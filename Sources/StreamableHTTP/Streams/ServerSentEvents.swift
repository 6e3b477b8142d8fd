import Dispatch
import HTTPServer

/// Sends JSON-RPC messages as server-sent events (HTML, 9.2).
///
/// A comment is sent every few seconds, because proxies close connections on which nothing happens.
enum ServerSentEvents {
  /// An empty line, which stands for a comment.
  private static let keepAlive: [UInt8] = []
  private static let comment = Array(": \n\n".utf8)
  private static let timers = DispatchQueue(label: "pulse")

  /// The ids of the events of a stream.
  struct IDs {
    /// The number of the stream.
    let stream: Int
    /// How many messages the client has.
    var count = 0

    var text: String { "id: \(stream)-\(count)\n" }
  }

  /// Sends lines until they end or the client is gone.
  ///
  /// - Parameters:
  ///   - ids: nil for events without ids. With them, the first event has an id and no data, so that the client can come
  ///     back even before there is a message (MCP 2025-11-25, Streamable HTTP).
  ///   - pulse: the time between two comments.
  ///   - isWelcome: whether the client may go on listening, looked at before each comment.
  static func send(
    _ lines: OutgoingLines, ids: IDs? = nil, every pulse: Duration,
    while isWelcome: @Sendable () async -> Bool = { true }, to writer: ResponseWriter
  ) async {
    var ids = ids
    let seconds = pulse / .seconds(1)
    // `Task.sleep` would keep its memory after a cancel, until its time is over.
    let timer = DispatchSource.makeTimerSource(queue: timers)
    timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .milliseconds(Int(seconds * 60)))
    timer.setEventHandler { lines.add(keepAlive) }
    timer.activate()
    defer { timer.cancel() }
    do {
      try await writer.stream(headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
      ])
      // Some clients regard a stream as open only when they have received something.
      try await writer.send(ids.map { Array("\($0.text)data:\n\n".utf8) } ?? comment)
      for await line in lines.stream {
        guard line != keepAlive else {
          guard await isWelcome() else { break }
          try await writer.send(comment)
          continue
        }
        ids?.count += 1
        try await writer.send(
          Array("event: message\n\(ids?.text ?? "")data: ".utf8) + line + Array("\n\n".utf8))
      }
    } catch {
      return
    }
    await writer.finish()
  }
}
