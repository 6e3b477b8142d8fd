import Concurrency
import JSON
import MCP
import Panther
import Text

/// What logs and alerts have of some indicators.
struct IndicatorSearch {
  let query: IndicatorQuery
  let call: Call

  /// The events of an indicator in a log type.
  struct Hit: Sendable {
    let indicator: Int
    let logType: String
    let events: Int
    let first: JSON
    let last: JSON
  }

  /// The most log types of which events are shown, and the most events of each.
  static let (mostLogTypes, mostEvents) = (4, 5)
  /// The longest wait for a statement, in seconds.
  private static let wait = 20

  /// Runs a statement and returns its rows, as objects with keys in lower case.
  /// - Throws: `ToolFailure` for one that is too slow; it is stopped.
  ///
  /// - Parameter narrowed: whether the statement itself leaves out the rows that the caller may not read.
  private func rows(_ sql: String, narrowed: Bool = false, limit: Int = 999) async throws -> [JSON] {
    let slow = "It was still running after \(Self.wait) seconds and was stopped. Ask for a shorter time."
    let (rows, hasMore) = try await DataLakeQuery.firstRows(
      of: sql, in: "panther_logs.public", narrowed: narrowed, most: limit, wait: Self.wait, slow: slow, call)
    // The counts of the last values would be missing, and look as if there were none.
    guard !hasMore else {
      throw ToolFailure(
        "These values are in more log types and rules than one answer can count (\(limit)). Give fewer values at once, or "
          + "name log_types.")
    }
    // Snowflake writes names in upper case that were not quoted.
    return rows.map { row in
      .object(JSON.Object(unique: row.members.map { JSON.Member($0.key.lowercased(), $0.value) }))
    }
  }

  /// A time to the second: nobody reads more of it here.
  private static func time(_ json: JSON?) -> JSON {
    guard let text = json?.string, text.utf8.count > 19 else { return json ?? .null }
    return .string(text.beginning(19))
  }

  private static func int(_ json: JSON?) -> Int { json?.int ?? json?.string.flatMap { Int($0) } ?? 0 }

  /// The hits of all indicators in all log types.
  func hits() async throws -> [Hit] {
    try await rows(query.counts, narrowed: true).compactMap { row in
      guard let index = row["indicator"].map(Self.int), query.indicators.indices.contains(index) else { return nil }
      return Hit(
        indicator: index, logType: row["p_log_type"]?.string ?? "", events: Self.int(row["events"]),
        first: Self.time(row["first_event"]), last: Self.time(row["last_event"]))
    }
  }

  /// The alerts of an indicator that one rule has made.
  struct RuleAlerts: Sendable {
    let indicator: Int
    let rule: JSON
    let alerts: Int
    /// Some of their ids.
    let ids: [JSON]
  }

  /// The alerts of all indicators.
  func alerts() async throws -> [RuleAlerts] {
    try await rows(query.alerts, narrowed: true).compactMap { row in
      guard let index = row["indicator"].map(Self.int), query.indicators.indices.contains(index) else { return nil }
      let ids = row["alert_ids"]
      // A list may come as its JSON text.
      let list = ids?.array ?? ids?.string.flatMap { try? JSON(parsing: $0) }?.array ?? []
      return RuleAlerts(
        indicator: index, rule: row["p_rule_id"] ?? .null, alerts: Self.int(row["alerts"]), ids: Array(list.prefix(2)))
    }
  }

  /// The newest events of a log type as rows: its name, the time, the values that were searched for, the fields that tell
  /// the story, the id of the row.
  func events(of logType: String, _ indices: [Int]) async throws -> [JSON] {
    // An event that has a value in two columns comes twice.
    let found = try await rows(query.events(of: logType, indices, limit: 2 * Self.mostEvents))
    var seen: Set<ExactText> = []
    let distinct = found.filter { seen.insert(ExactText($0["p_row_id"]?.text ?? $0.text)).inserted }
    return distinct.prefix(min(Self.mostEvents, call.borders.maxRows ?? .max)).map { event in
      let matched = query.matches(in: event, indices).prefix(3).map { $0.beginning(160) }.joined(separator: ", ")
      return .array(
        [.string(logType), Self.time(event["p_event_time"]), matched.isEmpty ? .null : .string(matched)]
          + StoryFields.of(event) + [event["p_row_id"] ?? .null])
    }
  }

  private static let eventColumns = ["log_type", "time", "matched"] + StoryFields.columns + ["row_id"]

  /// The events of all log types, the newest first. Where one value was asked for and all events have the same, they do
  /// not repeat it.
  static func table(_ events: [JSON], ofOneValue isOne: Bool) -> (rows: [JSON], columns: [String]) {
    let (time, matched) = (1, 2)
    // Times are written alike, so they compare as texts; those of one time stay in their order.
    let rows = events.enumerated().sorted { left, right in
      let (first, second) = (left.element.array?[time].string ?? "", right.element.array?[time].string ?? "")
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
    guard isOne, Set(rows.map { $0.array?[matched].text ?? "" }).count == 1 else { return (rows, eventColumns) }
    let shorter = rows.map { row in
      JSON.array((row.array ?? []).enumerated().filter { $0.offset != matched }.map(\.element))
    }
    return (shorter, eventColumns.filter { $0 != eventColumns[matched] })
  }
}
