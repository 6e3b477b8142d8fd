package import Foundation
import JSON
import Sealing
import Synchronization

/// Keeps cursors in this process and gives callers a short handle for each, which a model can copy without a mistake.
///
/// A handle has about 40 characters: the mark of this process, a random id, and a code over both that shows a handle
/// that was altered.
package final class CursorHandles: CursorCarrier {
  /// The most cursors that are kept; beyond it the oldest goes first.
  static let limit = 1_000
  /// The most bytes that their arguments and places may have together.
  private static let largestTotal = 16 << 20

  private struct Entry {
    let cursor: Cursor
    let caller: String
    let end: TimeInterval
    let bytes: Int
  }

  private struct Store {
    var entries: [String: Entry] = [:]
    /// The ids of the entries, oldest first.
    var ids: [String] = []
    var bytes = 0

    mutating func removeOldest() {
      guard let entry = entries.removeValue(forKey: ids.removeFirst()) else { return }
      bytes -= entry.bytes
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
    let entry = Entry(cursor: cursor, caller: caller, end: now() + Cursor.life, bytes: cursor.json.bytes.count)
    store.withLock { store in
      store.entries[id] = entry
      store.ids.append(id)
      store.bytes += entry.bytes
      // The newest is kept even where it is too large alone, or its list could not be read to the end.
      while store.ids.count > Self.limit || store.bytes > Self.largestTotal && store.ids.count > 1 {
        store.removeOldest()
      }
    }
    return handle(id)
  }

  package func length(of cursor: Cursor, caller: String) -> Int { handle(String(repeating: "A", count: 22)).utf8.count }

  package func cursor(of text: String, caller: String) throws(CursorFault) -> Cursor {
    guard !text.isFromEarlierVersion else { throw .ofEarlierVersion }
    guard !Replica.isForeign(text) else { throw .ofAnotherProcess }
    let id = Replica.unmarked(text).prefix { $0 != "." }
    guard id.utf8.count == 22, text.hasSameBytes(as: handle(String(id))) else { throw .altered }
    let entry = store.withLock { $0.entries[String(id)] }
    guard let entry, now() < entry.end else { throw .tooOld }
    // To anybody else it is a text that this server never gave.
    guard entry.caller == caller else { throw .altered }
    return entry.cursor
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
