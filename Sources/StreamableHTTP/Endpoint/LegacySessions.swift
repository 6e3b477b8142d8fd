import Sealing
import MCP
import Synchronization

/// The sessions of the initialize era, by their unguessable ids (B-040 to B-046).
final class LegacySessions: Sendable {
  private struct Entry {
    let session: Session
    let caller: Caller
    var usedAt = ContinuousClock.now
  }

  /// More than this at once are refused.
  static let limit = 5_000
  /// A caller that opens more loses those that it has not used for longest.
  static let limitPerCaller = 200
  private static let life = Duration.seconds(3600)

  private let entries = Mutex<[String: Entry]>([:])

  /// - Returns: nil when there are too many.
  func add(_ session: Session, of caller: Caller) -> String? {
    let id = Replica.marked((0..<2).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }.joined())
    var ended: [Session] = []
    let isAdded = entries.withLock { entries in
      ended = Self.outlived(&entries, by: caller)
      guard entries.count < Self.limit else { return false }
      entries[id] = Entry(session: session, caller: caller)
      return true
    }
    for session in ended { session.cancelCalls() }
    return isAdded ? id : nil
  }

  /// Takes out what makes room for one more.
  private static func outlived(_ entries: inout [String: Entry], by caller: Caller) -> [Session] {
    let own = entries.filter { $0.value.caller.name == caller.name }
    var ids: [String] = []
    if own.count >= limitPerCaller, let oldest = own.min(by: { $0.value.usedAt < $1.value.usedAt }) {
      ids = [oldest.key]
    } else if entries.count >= limit {
      let now = ContinuousClock.now
      ids = entries.filter { now - $0.value.usedAt > life }.map(\.key)
    }
    return ids.compactMap { entries.removeValue(forKey: $0)?.session }
  }

  /// The session of an id, for the caller that opened it and as long as the same is offered to it.
  func session(_ id: String, of caller: Caller) -> Session? {
    entries.withLock { entries in
      guard let entry = entries[id], entry.caller.name == caller.name, entry.caller.service === caller.service else {
        return nil
      }
      entries[id]?.usedAt = .now
      return entry.session
    }
  }

  func end(_ id: String) {
    entries.withLock { $0.removeValue(forKey: id)?.session }?.cancelCalls()
  }

  func endAll() {
    let all = entries.withLock { entries in
      defer { entries = [:] }
      return entries.values.map(\.session)
    }
    for session in all { session.cancelCalls() }
  }
}
