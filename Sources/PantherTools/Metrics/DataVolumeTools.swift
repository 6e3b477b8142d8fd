import JSON
import MCP

let dataVolumeTools: [any PantherTool.Type] = [GetBytesProcessedPerLogTypeAndSource.self]

struct GetBytesProcessedPerLogTypeAndSource: PantherTool {
  static let summary = "Count the bytes that were processed per log type and source, largest first."
  static let sample = "Which log types bring the most data?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  /// The name that version 2.4.0 of the Python server gives this tool.
  static let aliases = ["get_bytes_processed_metrics"]

  @Argument(MetricsRequest.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms. Default: now") var endDate: TimeArgument?
  @Argument("Minutes that bytes are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?
  @Argument("full: with the breakdown over time, as objects", perPage: true) var detail = Detail.concise

  static let outputSchema: JSON? = MetricsRequest.answerSchema(of: "series", ["array", "object"], total: "total_bytes")
  private static let query = MetricsRequest.operation(
    "BytesProcessed", "bytesProcessedPerSource { label value breakdown } totalBytesProcessed")

  func answer(_ call: Call) async throws -> Answer {
    let request = try MetricsRequest(from: startDate, to: endDate, interval: intervalInMinutes, of: call)
    if detail == .full { try request.refuseLongSeries() }
    let metrics = try await request.metrics(Self.query, call)
    let series = MetricsSeries.ranked(metrics["bytesProcessedPerSource"])
    let items = series.map { $0.item(total: "bytes") }
    let total = metrics[path: ["totalBytesProcessed"]]?.asWholeNumber
    return .list(whole: items, from: cursor, Projection(concise: "label", "bytes"), detail, named: "series")
      .adding(request.facts).adding(["total_bytes": total ?? series.sum])
  }
}
