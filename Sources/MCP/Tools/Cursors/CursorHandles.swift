package import Foundation
import JSON
import Sealing
import Synchronization
import Text

/// Keeps cursors in this process and gives callers a short handle for each, which a model can copy without a mistake.
///
/// A handle has about 40 characters: the mark of this process, a random id, and a code of the id, by which a
/// handle that was altered shows.
package final class CursorHandles: CursorCarrier {
  /// The most cursors that are kept; beyond it the oldest goes first.
  static let limit = 1_000
  /// The most bytes that their arguments and places may have together.
  private static let largestTotal = 16 << 20

  /// The characters of an id of 16 bytes, and of a code of 6 bytes, in Base64.
  private static let (idLength, codeLength) = (22, 8)

  private struct Entry {
    /// The cursor as JSON text, which takes less memory than its value does.
    let cursor: [UInt8]
    let caller: String
    let end: TimeInterval
  }

  private struct Store {
    private(set) var entries: [String: Entry] = [:]
    /// The ids of the entries, oldest first.
    private var ids: [String] = []
    /// How many entries each caller has.
    private var counts: [String: Int] = [:]
    private var bytes = 0

    mutating func add(_ id: String, _ entry: Entry, at now: TimeInterval) {
      while let oldest = ids.first, let end = entries[oldest]?.end, end <= now { remove(oldest) }
      entries[id] = entry
      ids.append(id)
      counts[entry.caller, default: 0] += 1
      bytes += entry.cursor.count
      // The newest is kept even where it is too large alone, or its list could not be read to the end.
      while ids.count > limit || bytes > largestTotal && ids.count > 1 { removeOldestOfBusiest(newest: entry.caller) }
    }

    /// Makes room where most is taken, so that no caller pushes out what the others have.
    /// - Parameter newest: the caller of the newest entry, which stays and does not count.
    private mutating func removeOldestOfBusiest(newest: String) {
      var counts = counts
      counts[newest, default: 0] -= 1
      let busiest = counts.max { $0.value < $1.value }?.key
      if let oldest = ids.first(where: { entries[$0]?.caller == busiest }) { remove(oldest) }
    }

    private mutating func remove(_ id: String) {
      guard let entry = entries.removeValue(forKey: id) else { return }
      bytes -= entry.cursor.count
      let left = (counts[entry.caller] ?? 0) - 1
      counts[entry.caller] = left > 0 ? left : nil
      if let index = ids.firstIndex(of: id) { ids.remove(at: index) }
    }
  }

  private let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
  private let now: @Sendable () -> TimeInterval
  private let store = Mutex(Store())

  /// - Parameter now: seconds since 1970.
  package init(now: @escaping @Sendable () -> TimeInterval = { Date().timeIntervalSince1970 }) {
    self.now = now
  }

  package func text(for cursor: Cursor, caller: String) -> String {
    let id = (0..<16).map { _ in UInt8.random(in: 0...255) }.base64URL
    let now = now()
    let entry = Entry(cursor: cursor.json.bytes, caller: caller, end: now + Cursor.life)
    store.withLock { $0.add(id, entry, at: now) }
    return handle(id)
  }

  package func length(of cursor: Cursor, caller: String) -> Int {
    Replica.marked("").utf8.count + Self.idLength + 1 + Self.codeLength
  }

  package func cursor(of text: String, caller: String) throws(CursorFault) -> Cursor {
    guard !text.isFromEarlierVersion else { throw .ofEarlierVersion }
    guard !Replica.isForeign(text) else { throw .ofAnotherProcess }
    let id = Replica.unmarked(text).prefix { $0 != "." }
    guard id.utf8.count == Self.idLength, text.hasSameBytes(as: handle(String(id))) else { throw .altered }
    let entry = store.withLock { $0.entries[String(id)] }
    guard let entry, now() < entry.end else { throw .tooOld }
    // To anybody else it is a text that this server never gave.
    guard entry.caller.hasSameBytes(as: caller), let json = try? JSON(parsing: entry.cursor), let cursor = Cursor(json)
    else {
      throw .altered
    }
    return cursor
  }

  private func handle(_ id: String) -> String {
    let code = SHA256.authenticate(id.utf8, key: key).prefix(6)
    return Replica.marked("\(id).\(Array(code).base64URL)")
  }
}

extension String {
  /// Whether it looks like a cursor of an earlier version, which was a JSON list in Base64.
  var isFromEarlierVersion: Bool {
    // Those cursors had at most a few kilobytes.
    utf8.count <= 16_384 && [UInt8](base64URL: self)?.first == UInt8(ascii: "[")
  }
}
