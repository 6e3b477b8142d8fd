import JSON
import MCP
import Panther

/// What is asked of Panther's metrics.
struct MetricsRequest {
  let window: TimeWindow
  /// Minutes that each value of a series covers.
  let interval: Int

  var valuesPerSeries: Double { window.minutes / Double(interval) }

  /// An answer has no room for thousands of values.
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

  func metrics(_ operation: Operation, _ call: Call) async throws -> JSON {
    let input: JSON = [
      "fromDate": .string(window.from.graphQL), "toDate": .string(window.to.graphQL),
      "intervalInMinutes": JSON(interval),
    ]
    return try await call.panther.run(operation, ["input": input])["metrics"] ?? .null
  }

  /// The defaults that were applied.
  var facts: JSON.Object { window.facts.merging(["interval_in_minutes": JSON(interval)]) }
}
