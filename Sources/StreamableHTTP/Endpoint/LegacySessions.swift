import Sealing
import MCP
import Synchronization
import Text

/// The sessions of the legacy era, found by ids that nobody can guess (MCP 2025-11-25, Session Management).
final class LegacySessions: Sendable {
  private struct Entry {
    let session: Session
    let caller: Caller
    var usedAt = ContinuousClock.now
  }

  /// The most sessions at once; more are refused.
  static let limit = 5_000
  /// The most sessions of one caller. If it opens more, the one that it has not used for the longest time ends.
  static let limitPerCaller = 200
  /// How long an unused session keeps its place when all places are taken.
  private static let life = Duration.seconds(3600)

  private let entries = Mutex<[String: Entry]>([:])

  /// Keeps a session that a caller has opened.
  ///
  /// - Returns: the id of the session; nil when there are too many sessions.
  func add(_ session: Session, of caller: Caller) -> String? {
    let id = Replica.marked((0..<2).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }.joined())
    var ended: [Session] = []
    let isAdded = entries.withLock { entries in
      ended = Self.removeOldest(&entries, by: caller)
      guard entries.count < Self.limit else { return false }
      entries[id] = Entry(session: session, caller: caller)
      return true
    }
    for session in ended { session.cancelCalls() }
    return isAdded ? id : nil
  }

  /// Removes sessions to make room for one more, and returns them.
  private static func removeOldest(_ entries: inout [String: Entry], by caller: Caller) -> [Session] {
    let own = entries.filter { $0.value.caller.name.hasSameBytes(as: caller.name) }
    var ids: [String] = []
    if own.count >= limitPerCaller, let oldest = own.min(by: { $0.value.usedAt < $1.value.usedAt }) {
      ids = [oldest.key]
    } else if entries.count >= limit {
      let now = ContinuousClock.now
      ids = entries.filter { now - $0.value.usedAt > life }.map(\.key)
    }
    return ids.compactMap { entries.removeValue(forKey: $0)?.session }
  }

  /// The session with an id. Only the caller that opened it finds it, and what it offers is what is offered to the caller
  /// now.
  func session(_ id: String, of caller: Caller) -> Session? {
    entries.withLock { entries in
      guard let entry = entries[id], entry.caller.name.hasSameBytes(as: caller.name) else { return nil }
      entries[id]?.usedAt = .now
      return entry.session.offering(caller.service)
    }
  }

  /// Ends a session and cancels its calls.
  func end(_ id: String) {
    entries.withLock { $0.removeValue(forKey: id)?.session }?.cancelCalls()
  }

  /// Ends all sessions of a caller and cancels their calls.
  func endAll(of name: String) {
    let ended = entries.withLock { entries in
      entries.filter { $0.value.caller.name.hasSameBytes(as: name) }.keys.compactMap { entries.removeValue(forKey: $0) }
    }
    for entry in ended { entry.session.cancelCalls() }
  }

  /// Ends all sessions and cancels their calls.
  func endAll() {
    let all = entries.withLock { entries in
      defer { entries = [:] }
      return entries.values.map(\.session)
    }
    for session in all { session.cancelCalls() }
  }
}
