import Foundation
import JSON
import SQLGuard
import Synchronization

/// The data lake queries that this process has started: what later calls need to know of them, and how much the queries
/// of each caller have scanned today.
package final class StartedQueries: Sendable {
  private struct Entry {
    let database: String?
    let caller: String
    /// The borders within which its SQL was found; nil where it was not compared with any.
    let borders: SQLBorders?
    /// Whether its bytes were counted, or never will be.
    var isSettled = false
  }

  private struct Scan {
    var day: Int
    var bytes: Int
  }

  private struct State {
    var entries: [String: Entry] = [:]
    /// The ids, the oldest first.
    var order: [String] = []
    var scans: [String: Scan] = [:]
  }

  /// How many queries are remembered. The oldest are forgotten.
  private static let most = 10_000

  private let state = Mutex(State())

  /// Nothing was started yet.
  package init() {}

  func add(_ id: String, database: String?, borders: SQLBorders?, caller: String) {
    state.withLock { state in
      if state.entries.updateValue(Entry(database: database, caller: caller, borders: borders), forKey: id) == nil {
        state.order.append(id)
      }
      guard state.order.count > Self.most else { return }
      for old in state.order.prefix(Self.most / 10) { state.entries[old] = nil }
      state.order.removeFirst(Self.most / 10)
    }
  }

  /// The database of names without one; nil for a query that another process has started.
  func database(of id: String) -> String? { state.withLock { $0.entries[id]?.database } }

  /// Whether the SQL of a query was found to lie within these borders when it was started.
  func isWithin(_ borders: SQLBorders, _ id: String) -> Bool { state.withLock { $0.entries[id]?.borders == borders } }

  // MARK: Bytes

  /// The queries of a caller whose bytes are not counted yet, the oldest first.
  func unsettled(of caller: String) -> [String] {
    state.withLock { state in
      state.order.filter { id in state.entries[id].map { $0.caller == caller && !$0.isSettled } ?? false }
    }
  }

  /// Counts what a query has scanned that has ended, once, for the caller who has started it.
  ///
  /// - Parameter bytes: nil where Panther does not tell, because the query failed or was cancelled.
  func settle(_ id: String, bytes: Int?, at now: Date) {
    state.withLock { state in
      guard let entry = state.entries[id], !entry.isSettled else { return }
      state.entries[id]?.isSettled = true
      let day = Self.day(of: now)
      if state.scans.count > Self.most { state.scans = state.scans.filter { $0.value.day == day } }
      var scan = state.scans[entry.caller] ?? Scan(day: day, bytes: 0)
      if scan.day != day { scan = Scan(day: day, bytes: 0) }
      let sum = scan.bytes.addingReportingOverflow(max(0, bytes ?? 0))
      scan.bytes = sum.overflow ? .max : sum.partialValue
      state.scans[entry.caller] = scan
    }
  }

  /// How many bytes the queries of a caller have scanned since midnight, UTC.
  func scanned(by caller: String, at now: Date) -> ByteCount {
    let scan = state.withLock { $0.scans[caller] }
    return ByteCount(scan?.day == Self.day(of: now) ? scan?.bytes ?? 0 : 0)
  }

  /// When the next day begins, UTC.
  static func midnight(after now: Date) -> Date { Date(timeIntervalSince1970: Double(day(of: now) + 1) * 86_400) }

  private static func day(of date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }
}
