import Dispatch
import HTTPServer

/// Lines on their way to a client, with a place where more can be put.
struct Lines: Sendable {
  let stream: AsyncStream<[UInt8]>
  private let continuation: AsyncStream<[UInt8]>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func add(_ line: [UInt8]) { continuation.yield(line) }
  func end() { continuation.finish() }
}

/// Sends lines as server-sent events, with a comment now and then that keeps proxies from closing (B-020 to B-022).
enum ServerSentEvents {
  /// Stands for a comment among the lines.
  private static let pulse: [UInt8] = []
  private static let comment = Array(": \n\n".utf8)
  private static let seconds = 15.0
  private static let timers = DispatchQueue(label: "pulse")

  /// Returns at the end of the lines, or when the client is gone.
  static func send(_ lines: Lines, to writer: ResponseWriter) async {
    // Not `Task.sleep`: cancelled, it keeps its memory until its time comes.
    let timer = DispatchSource.makeTimerSource(queue: timers)
    timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .seconds(1))
    timer.setEventHandler { lines.add(pulse) }
    timer.activate()
    defer { timer.cancel() }
    do {
      try await writer.stream(headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
      ])
      // Some clients count a stream as open only when something came.
      try await writer.send(comment)
      for await line in lines.stream {
        try await writer.send(
          line == pulse ? comment : Array("event: message\ndata: ".utf8) + line + Array("\n\n".utf8))
      }
    } catch {
      return
    }
    await writer.finish()
  }
}
