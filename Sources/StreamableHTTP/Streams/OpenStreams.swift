import MCP
import Synchronization

/// Streams that last until the client or the server ends them.
final class OpenStreams: Sendable {
  final class Stream: Sendable {
    let session: Session
    let lines = Lines()

    fileprivate init(_ session: Session) {
      self.session = session
    }

    fileprivate func end() {
      session.endSubscriptions()
      lines.end()
    }
  }

  /// Nil when no more are to be opened.
  private let streams = Mutex<[ObjectIdentifier: Stream]?>([:])

  func add(_ session: Session) -> Stream {
    let stream = Stream(session)
    let isOpen = streams.withLock { streams in
      streams?[ObjectIdentifier(stream)] = stream
      return streams != nil
    }
    if !isOpen { stream.end() }
    return stream
  }

  func remove(_ stream: Stream) {
    streams.withLock { $0?[ObjectIdentifier(stream)] = nil }
  }

  /// Answers subscriptions and closes streams, also those that come later.
  func endAll() {
    let all = streams.withLock { streams in
      defer { streams = nil }
      return Array((streams ?? [:]).values)
    }
    for stream in all { stream.end() }
  }
}
