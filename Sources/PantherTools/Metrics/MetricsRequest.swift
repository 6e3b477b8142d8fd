import JSON
import MCP
import Panther

/// A request for Panther's metrics over a time.
struct MetricsRequest {
  private let window: TimeWindow
  /// The minutes that each value of a series covers.
  private let interval: Int

  /// The help text of the argument `start_date`.
  static let startPurpose = "From: ISO 8601, a date (UTC), a month, or 24h, 7d; else 7 days ago"

  /// Reads the arguments of a call. Without a start, the time is the last 7 days.
  /// - Throws: `ArgumentError` when the time would be empty.
  init(from start: TimeArgument?, to end: TimeArgument?, interval: Int, of call: Call) throws(ArgumentError) {
    window = try TimeWindow(start, end, days: 7, of: call)
    self.interval = interval
  }

  /// Refuses a request whose series would have more values than an answer has room for. Their times are in every page
  /// of the answer.
  func refuseLongSeries() throws(ArgumentError) {
    let most = 400.0
    guard window.minutes / Double(interval) > most else { return }
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

  /// The schema of an answer with metrics.
  ///
  /// - Parameters:
  ///   - list: the name of the table.
  ///   - total: the name of the total.
  ///   - optional: what only some answers have.
  static func answerSchema(of list: String, total: String, optional: JSON.Object) -> JSON {
    AnswerSchema.object(
      [
        "now": AnswerSchema.text, "window": AnswerSchema.window, "interval_in_minutes": AnswerSchema.count,
        "total": AnswerSchema.count, total: AnswerSchema.quantity, list: AnswerSchema.table,
      ], optional: Chart.property.merging(optional))
  }
}
