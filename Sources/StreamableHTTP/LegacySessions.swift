import MCP
import Synchronization

/// The sessions of the initialize era, by their unguessable ids (B-040 to B-046).
final class LegacySessions: Sendable {
  struct Entry: Sendable {
    let session: Session
    let caller: String
    var usedAt: ContinuousClock.Instant
  }

  /// More than this many at once are refused; idle ones are dropped after an hour.
  static let limit = 1_000
  private static let life = Duration.seconds(3600)

  private let entries = Mutex<[String: Entry]>([:])

  /// - Returns: nil when there are too many.
  func add(_ session: Session, caller: String) -> String? {
    let id = Self.newID()
    return entries.withLock { entries in
      if entries.count >= Self.limit { drop(&entries) }
      guard entries.count < Self.limit else { return nil }
      entries[id] = Entry(session: session, caller: caller, usedAt: .now)
      return id
    }
  }

  /// The session of an id, for the caller that opened it.
  func session(_ id: String, caller: String) -> Session? {
    entries.withLock { entries in
      guard let entry = entries[id], entry.caller == caller else { return nil }
      entries[id]?.usedAt = .now
      return entry.session
    }
  }

  /// Ends a session; false when the caller has none of that id.
  func end(_ id: String, caller: String) -> Bool {
    let session = entries.withLock { entries -> Session? in
      guard entries[id]?.caller == caller else { return nil }
      return entries.removeValue(forKey: id)?.session
    }
    session?.cancelCalls()
    return session != nil
  }

  func endAll() {
    let all = entries.withLock { entries in
      defer { entries = [:] }
      return entries.values.map(\.session)
    }
    for session in all { session.cancelCalls() }
  }

  private func drop(_ entries: inout [String: Entry]) {
    let now = ContinuousClock.now
    entries = entries.filter { now - $0.value.usedAt < Self.life }
  }

  /// 128 random bits and the replica's mark, which is told to whoever comes to another one.
  private static func newID() -> String {
    let bits = (0..<2).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }
    return "\(replica)-\(bits.joined())"
  }

  private static let replica = String(UInt32.random(in: 0 ... .max), radix: 36)

  /// Whether another process of this server gave the id.
  static func isForeign(_ id: String) -> Bool { id.contains("-") && !id.hasPrefix("\(replica)-") }
}
