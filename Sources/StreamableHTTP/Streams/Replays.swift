import MCP
import Synchronization
import Text

/// The streams of posts that a client can take up again after its connection broke (MCP 2025-11-25, Resumability and
/// Redelivery).
///
/// A stream is kept for a minute after its response, as long as there is room. After that, a client that comes back for
/// it hears nothing more of the call.
final class Replays: Sendable {
  /// The most memory that the messages may take, in bytes.
  static let mostBytes = 8 << 20
  /// The most streams that are kept.
  static let most = 1_000
  private static let life = Duration.seconds(60)

  private let state = Mutex((next: 1, kept: [Replay]()))

  /// Whether a revision knows events with ids. Older clients would take an event without data for a broken message.
  static func has(_ revision: Revision?) -> Bool { revision == .november2025 }

  /// Makes the stream of a post and keeps it.
  func add(_ sessionID: String) -> Replay {
    state.withLock { state in
      let now = ContinuousClock.now
      state.kept.removeAll { $0.endedAt.map { now - $0 > Self.life } ?? false }
      var bytes = state.kept.reduce(0) { $0 + $1.bytes }
      while bytes > Self.mostBytes || state.kept.count >= Self.most { bytes -= state.kept.removeFirst().bytes }
      let replay = Replay(number: state.next, sessionID: sessionID)
      state.next += 1
      state.kept.append(replay)
      return replay
    }
  }

  /// The stream of which a client of a session has received an event, and how many of its messages it has; nil for one
  /// that is not kept.
  func find(_ eventID: String, of sessionID: String) -> (replay: Replay, received: Int)? {
    let parts = eventID.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let received = parts[1], received >= 0 else { return nil }
    return state.withLock { state in
      state.kept.first { $0.number == number && $0.sessionID.hasSameBytes(as: sessionID) }.map { ($0, received) }
    }
  }
}

/// The messages of one post, kept so that they can be sent again.
final class Replay: Sendable {
  private struct State {
    var messages: [[UInt8]] = []
    var bytes = 0
    var endedAt: ContinuousClock.Instant?
    /// The connection that the messages go to.
    var connection: OutgoingLines?
  }

  let number: Int
  let sessionID: String
  private let state = Mutex(State())

  fileprivate init(number: Int, sessionID: String) {
    (self.number, self.sessionID) = (number, sessionID)
  }

  fileprivate var bytes: Int { state.withLock(\.bytes) }
  fileprivate var endedAt: ContinuousClock.Instant? { state.withLock(\.endedAt) }

  /// Takes over all messages of a post as they come, whether or not there is a connection.
  func take(_ lines: OutgoingLines) {
    Task.detached { [self] in
      for await message in lines.stream {
        state.withLock { state in
          state.messages.append(message)
          state.bytes += message.count
          state.connection?.add(message)
        }
      }
      state.withLock { state in
        state.endedAt = .now
        state.connection?.end()
      }
    }
  }

  /// What a new connection has to send: the messages after the first `received`, and those that come later. An earlier
  /// connection of the stream ends.
  func connect(after received: Int) -> OutgoingLines {
    let connection = OutgoingLines()
    state.withLock { state in
      state.connection?.end()
      state.connection = connection
      for message in state.messages.dropFirst(received) { connection.add(message) }
      if state.endedAt != nil { connection.end() }
    }
    return connection
  }
}
