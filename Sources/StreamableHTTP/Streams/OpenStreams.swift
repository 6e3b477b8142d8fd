import MCP
import Synchronization

/// The streams that stay open until the client or the server ends them.
final class OpenStreams: Sendable {
  final class Stream: Sendable {
    let session: Session
    let lines = OutgoingLines()

    fileprivate init(_ session: Session) {
      self.session = session
    }

    fileprivate func end() {
      session.endSubscriptions()
      lines.end()
    }
  }

  /// The open streams; nil when no further stream may be opened.
  private let streams = Mutex<[ObjectIdentifier: Stream]?>([:])

  /// Opens a stream. It ends at once if no further stream may be opened.
  func add(_ session: Session) -> Stream {
    let stream = Stream(session)
    let isOpen = streams.withLock { streams in
      streams?[ObjectIdentifier(stream)] = stream
      return streams != nil
    }
    if !isOpen { stream.end() }
    return stream
  }

  /// Forgets a stream that has ended.
  func remove(_ stream: Stream) {
    streams.withLock { $0?[ObjectIdentifier(stream)] = nil }
  }

  /// Answers all subscriptions and ends all streams, also those that are opened later.
  func endAll() {
    let all = streams.withLock { streams in
      defer { streams = nil }
      return Array((streams ?? [:]).values)
    }
    for stream in all { stream.end() }
  }
}
