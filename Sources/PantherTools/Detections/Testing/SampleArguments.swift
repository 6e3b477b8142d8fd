import Foundation
import JSON
import MCP
import Panther
import SQLGuard

/// The arguments that say which real events a detection is tested on.
struct SampleArguments: ArgumentGroup {
  @Argument("Test on the events of this alert, by id", exact: true) var onEventsOf: String?
  @Argument("Test on the rows of this SELECT") var onQuery: SQLText?
  @Argument("Test on the newest events of this log type", exact: true) var onLogType: String?
  @Argument("With on_log_type; 7 days ago when left out") var startDate: TimeArgument?
  @Argument("With on_log_type; now when left out") var endDate: TimeArgument?
  @Argument("The most events", .range(1...200)) var maxEvents = 100

  static let database = "panther_logs.public"
  /// The longest wait for a query, in seconds. The tests need the rest of the call's time.
  private static let longestQuery = 30

  /// Whether one is named.
  var isGiven: Bool { onEventsOf != nil || onQuery != nil || onLogType != nil }

  /// Throws when more than one source is named.
  func check() throws(ArgumentError) {
    let given = [onEventsOf, onQuery?.text, onLogType].compactMap(\.self)
    guard given.count < 2 else {
      throw ArgumentError(["Give one of `on_events_of`, `on_query` and `on_log_type`: one call tests on one of them."])
    }
    guard onLogType != nil || startDate == nil && endDate == nil else {
      throw ArgumentError(["`start_date` and `end_date` belong to `on_log_type`."])
    }
  }

  /// The permissions that reading the events needs.
  var permissions: [Permission] {
    onEventsOf != nil ? [.alertRead] : onQuery != nil || onLogType != nil ? [.dataAnalyticsRead] : []
  }

  /// Reads the events; nil when none are asked for.
  func read(_ tool: some PantherTool, _ call: Call) async throws -> SampleEvents? {
    try await tool.needing(.all(permissions)) {
      if let onEventsOf { return try await SampleEvents.of(alert: onEventsOf, most: maxEvents, tool, call) }
      if let onQuery {
        let warnings = try Self.check(onQuery.text)
        var sample = try await rows(of: onQuery.text, "the query", call)
        sample.warnings += warnings
        return sample
      }
      guard let onLogType else { return nil }
      let window = try TimeWindow(startDate, endDate, days: 7, of: call)
      // One more than is tested, to find out whether there are more.
      let sql = """
        SELECT * FROM \(DataLakeTable.name(ofLogType: onLogType)) \
        WHERE p_event_time >= \(SQLQuoting.timestamp(window.from)) AND p_event_time < \(SQLQuoting.timestamp(window.to)) \
        ORDER BY p_event_time DESC LIMIT \(maxEvents + 1)
        """
      do {
        return try await rows(
          of: sql, "the newest of \(onLogType) from \(window.from.iso) to \(window.to.iso)", call)
      } catch let error as ToolFailure {
        guard let hint = await KnownNames.hint(ofLogTypes: [onLogType], call)["hint"]?.string else { throw error }
        throw ToolFailure("Argument `on_log_type`: \(hint)", .notFound)
      }
    }
  }

  private static func check(_ sql: String) throws -> [String] {
    do {
      return try SQLGuard.check(sql, database: database, allowFullScan: false)
    } catch {
      // A sample needs no whole table, so there is no argument for one.
      throw ToolFailure("\(error)".replacing(SQLRefusal.wayOut, with: ""))
    }
  }

  private func rows(of sql: String, _ source: String, _ call: Call) async throws -> SampleEvents {
    let slow = """
      The query for the events was still running after \(Self.longestQuery) seconds and was stopped. Nothing was tested. \
      Ask for a shorter time, or name a query that is quicker.
      """
    let most = min(maxEvents, call.borders.maxRows ?? .max)
    let (rows, hasMore) = try await DataLakeQuery.firstRows(
      of: sql, in: Self.database, most: most + 1, wait: Self.longestQuery, slow: slow, call)
    var sample = SampleEvents(rows.map(JSON.object), most: most, source, hasMore: hasMore)
    if most < maxEvents, sample.rest != nil { sample.warnings.append(QueryPlace.leftOut(beyond: most)) }
    return sample
  }
}
