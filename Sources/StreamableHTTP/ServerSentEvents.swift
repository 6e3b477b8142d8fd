import HTTPServer
import MCP
import Synchronization

/// Sends lines as server-sent events, with a comment now and then that keeps proxies from closing (B-020 to B-022).
struct ServerSentEvents {
  private static let pulse = Duration.seconds(15)

  private let writer: ResponseWriter

  init(_ writer: ResponseWriter) {
    self.writer = writer
  }

  /// Returns at the end of the lines, or when the client is gone.
  func send(_ lines: AsyncStream<[UInt8]>) async {
    do {
      try await writer.stream(headers: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
      ])
    } catch {
      return
    }
    let writer = self.writer
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        // The first event shall not wait for the first pulse, nor the header for the first event.
        while (try? await writer.send(Array(": \n\n".utf8))) != nil {
          guard (try? await Task.sleep(for: Self.pulse)) != nil else { return }
        }
      }
      group.addTask {
        for await line in lines {
          let event = Array("event: message\ndata: ".utf8) + line + Array("\n\n".utf8)
          guard (try? await writer.send(event)) != nil else { return }
        }
      }
      await group.next()
      group.cancelAll()
    }
    await writer.finish()
  }
}

/// Streams that last until the client or the server ends them.
final class OpenStreams: Sendable {
  final class Stream: Sendable {
    let session: Session
    let lines: AsyncStream<[UInt8]>
    fileprivate let end: AsyncStream<[UInt8]>.Continuation

    fileprivate init(_ session: Session) {
      self.session = session
      (lines, end) = AsyncStream.makeStream()
    }
  }

  private let streams = Mutex<[ObjectIdentifier: Stream]>([:])

  func add(_ session: Session) -> Stream {
    let stream = Stream(session)
    streams.withLock { $0[ObjectIdentifier(stream)] = stream }
    return stream
  }

  func remove(_ stream: Stream) {
    streams.withLock { $0[ObjectIdentifier(stream)] = nil }
  }

  /// Answers subscriptions and closes streams.
  func endAll() {
    let all = streams.withLock { Array($0.values) }
    for stream in all {
      stream.session.endSubscriptions()
      stream.end.finish()
    }
  }
}
