import JSON
import MCP
import Panther

/// A request for Panther's metrics over a time.
struct MetricsRequest {
  private let window: TimeWindow
  /// The minutes that each value of a series covers.
  private let interval: Int

  /// The help text of the argument `start_date`.
  static let startPurpose = "From: ISO 8601, a date (UTC), a month, or relative such as 24h, 7d. Default: 7 days ago"

  /// Reads the arguments of a call. Without a start, the time is the last 7 days.
  /// - Throws: `ArgumentError` when the time would be empty.
  init(from start: TimeArgument?, to end: TimeArgument?, interval: Int, of call: Call) throws(ArgumentError) {
    window = try TimeWindow(start, end, days: 7, of: call)
    self.interval = interval
  }

  /// How many values each series has.
  var valuesPerSeries: Double { window.minutes / Double(interval) }

  /// Refuses a request whose series would have more values than an answer has room for.
  func refuseLongSeries() throws(ArgumentError) {
    let most = 800.0
    guard valuesPerSeries > most else { return }
    let enough = Int((window.minutes / most).rounded(.up))
    throw ArgumentError([
      "Each series would have more than \(Int(most)) values: "
        + (enough > 1440
          ? "choose a shorter time." : "raise `interval_in_minutes` to \(enough), or choose a shorter time.")
    ])
  }

  /// Makes the operation that asks for some of the metrics.
  static func operation(_ name: String, _ fields: String) -> Operation {
    Operation(.query, name, "query \(name)($input: MetricsInput!) { metrics(input: $input) { \(fields) } }")
  }

  /// Asks Panther.
  func metrics(_ operation: Operation, _ call: Call) async throws -> JSON {
    let input: JSON = [
      "fromDate": .string(window.from.graphQL), "toDate": .string(window.to.graphQL),
      "intervalInMinutes": JSON(interval),
    ]
    return try await call.panther.run(operation, ["input": input])["metrics"] ?? .null
  }

  /// What an answer says of the request: the time that it covers, and the defaults that were applied.
  var facts: JSON.Object { window.facts.merging(["interval_in_minutes": JSON(interval)]) }

  /// The schema of an answer with metrics. An answer may also have what every answer may have, such as `notice` and
  /// `next_cursor`.
  ///
  /// - Parameters:
  ///   - list: the name of the list of series.
  ///   - kind: its JSON type, or several.
  ///   - total: the name of the total over all series.
  static func answerSchema(of list: String, _ kind: JSON, total: String) -> JSON {
    let time: JSON = ["type": "string"]
    return [
      "type": "object",
      "properties": [
        "now": time,
        "window": ["type": "object", "properties": ["from": time, "to": time], "required": ["from", "to"]],
        "interval_in_minutes": ["type": "integer"], "total": ["type": "integer"], total: ["type": ["number", "null"]],
        list: ["type": kind],
      ],
      "required": ["now", "window", "interval_in_minutes", "total", .string(total), .string(list)],
    ]
  }
}
